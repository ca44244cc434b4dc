import { flaw } from './flaw.ts';
import type { Problem } from './message.ts';
import { STATIC_PAYLOAD_TYPES } from './payload-types.ts';
import { parseNumber } from './scan.ts';
import { optionalText, valuesOf } from './sdp-values.ts';
import type { SdpLine } from './sdp-values.ts';

/** One payload type of a media description. */
export interface Codec {
  readonly payloadType: number;
  /** As written: `PCMA`, `telephone-event`; empty where nothing names a dynamic type. */
  readonly name: string;
  /** Hertz; 0 where it is not known. */
  readonly clockRate: number;
  readonly channels?: number;
  /** Format parameters as written (RFC 8866 6.15). */
  readonly fmtp?: string;
}

/** The codecs of a media description, in the order of its formats. `line`: that of its `m=`, for problems. */
export function readCodecs(
  formats: readonly string[],
  section: readonly SdpLine[],
  line: number,
  problems: Problem[],
): Codec[] {
  const maps = byPayloadType(valuesOf(section, 'rtpmap'));
  const fmtps = byPayloadType(valuesOf(section, 'fmtp'));
  const codecs: Codec[] = [];
  for (const format of formats) {
    const payloadType = parseNumber(format);
    if (payloadType === undefined) continue;
    const codec = readCodec(payloadType, maps.get(payloadType), fmtps.get(payloadType));
    if (codec.name === '') problems.push({ ...flaw('sdp-rtpmap-missing', 'RFC 8866 6.6', format), line });
    codecs.push(codec);
  }
  return codecs;
}

function readCodec(payloadType: number, rtpmap: string | undefined, fmtp: string | undefined): Codec {
  const known = STATIC_PAYLOAD_TYPES.get(payloadType);
  const [name = '', rate, channelText] = (rtpmap ?? '').split('/');
  const channels = rtpmap === undefined ? known?.channels : parseNumber(channelText);
  return {
    payloadType,
    name: name.trim() || (known?.name ?? ''),
    clockRate: parseNumber(rate) ?? known?.clockRate ?? 0,
    ...(channels === undefined || channels === 1 ? {} : { channels }),
    ...optionalText('fmtp', fmtp),
  };
}

function byPayloadType(values: readonly string[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const value of values) {
    const space = value.search(/\s/);
    const payloadType = parseNumber(space < 0 ? value : value.slice(0, space));
    if (payloadType !== undefined && space >= 0 && !found.has(payloadType))
      found.set(payloadType, value.slice(space).trim());
  }
  return found;
}
