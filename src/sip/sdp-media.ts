import { flaw } from './flaw.ts';
import type { Problem } from './message.ts';
import { parseNumber } from './scan.ts';
import { readCodecs } from './sdp-codecs.ts';
import type { Codec } from './sdp-codecs.ts';
import {
  optionalText,
  parseBandwidths,
  parseCandidate,
  parseConnection,
  parseCrypto,
  parseT38,
  valuesOf,
} from './sdp-values.ts';
import type { Bandwidth, Connection, Crypto, IceCandidate, SdpLine, T38 } from './sdp-values.ts';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** One media description (RFC 8866 5.14), with what it takes over from the session level. */
export interface Media {
  /** `audio`, `video`, `image`, `application` ... in lower case. */
  readonly kind: string;
  /** 0: refused or removed (RFC 3264 6). */
  readonly port: number;
  /** `RTP/AVP`, `RTP/SAVPF`, `udptl` ... as written. */
  readonly protocol: string;
  readonly formats: readonly string[];
  /** In order of preference; empty where the media is not RTP. */
  readonly codecs: readonly Codec[];
  readonly connection?: Connection;
  readonly direction: Direction;
  /** Milliseconds of sound in a packet. */
  readonly ptime?: number;
  readonly maxptime?: number;
  readonly rtcp?: { readonly port: number; readonly address?: string };
  readonly rtcpMux: boolean;
  readonly crypto: readonly Crypto[];
  /** The hash function of the DTLS certificate's fingerprint; the fingerprint itself is never copied out. */
  readonly fingerprint?: string;
  /** `actpass`, `active`, `passive` or `holdconn` (RFC 4145, RFC 8842). */
  readonly setup?: string;
  readonly ice?: {
    readonly ufrag?: string;
    readonly hasPassword: boolean;
    readonly candidates: readonly IceCandidate[];
  };
  readonly bandwidths: readonly Bandwidth[];
  readonly mid?: string;
  readonly t38?: T38;
  /** The line of `m=` within the description. */
  readonly line: number;
}

const DIRECTIONS: readonly Direction[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];

/** What the session level says for every medium that does not say otherwise. */
export interface Inherited {
  readonly attributes: ReadonlyMap<string, string>;
  readonly connection: Connection | undefined;
}

/** Reads the session level once, for all its media. */
export function inheritedFrom(session: readonly SdpLine[]): Inherited {
  return { attributes: readAttributes(session), connection: firstConnection(session) };
}

/** Builds one media description out of its lines, the first of which is its `m=`. */
export function buildMedia(section: readonly SdpLine[], inherited: Inherited, problems: Problem[]): Media {
  const [head] = section;
  const [kind = '', portText = '', protocol = '', ...formats] = (head?.value ?? '').split(/\s+/);
  const line = head?.line ?? 1;
  const port = parseNumber(portText.split('/', 1)[0]);
  if (port === undefined || port > 65_535 || formats.length === 0) {
    problems.push({ ...flaw('sdp-media-invalid', 'RFC 8866 5.14', head?.value), line });
  }
  const attributes = readAttributes(section);
  const connection = firstConnection(section) ?? inherited.connection;
  return {
    kind: kind.toLowerCase(),
    port: port ?? 0,
    protocol,
    formats,
    codecs: /RTP\//i.test(protocol) ? readCodecs(formats, section, line, problems) : [],
    ...(connection === undefined ? {} : { connection }),
    direction: readDirection(attributes) ?? readDirection(inherited.attributes) ?? 'sendrecv',
    ...timing(attributes),
    ...readRtcp(attributes),
    rtcpMux: attributes.has('rtcp-mux'),
    crypto: valuesOf(section, 'crypto').flatMap((value) => parseCrypto(value) ?? []),
    ...security(attributes, inherited.attributes),
    ...readIce(section, attributes, inherited.attributes),
    bandwidths: parseBandwidths(section),
    ...optionalText('mid', attributes.get('mid')),
    ...readT38(attributes),
    line,
  };
}

// The first of two equal attributes wins; flags have an empty value.
function readAttributes(lines: readonly SdpLine[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { type, value } of lines) {
    if (type !== 'a') continue;
    const colon = value.indexOf(':');
    const name = (colon < 0 ? value : value.slice(0, colon)).trim().toLowerCase();
    if (!found.has(name)) found.set(name, colon < 0 ? '' : value.slice(colon + 1).trim());
  }
  return found;
}

function readDirection(attributes: ReadonlyMap<string, string>): Direction | undefined {
  return DIRECTIONS.find((direction) => attributes.has(direction));
}

function timing(attributes: ReadonlyMap<string, string>): { readonly ptime?: number; readonly maxptime?: number } {
  const ptime = parseNumber(attributes.get('ptime'));
  const maxptime = parseNumber(attributes.get('maxptime'));
  return { ...(ptime === undefined ? {} : { ptime }), ...(maxptime === undefined ? {} : { maxptime }) };
}

// a=rtcp:53020 IN IP4 192.0.2.1 (RFC 3605)
function readRtcp(attributes: ReadonlyMap<string, string>): Pick<Media, 'rtcp'> {
  const [portText, , , address] = (attributes.get('rtcp') ?? '').split(/\s+/);
  const port = parseNumber(portText);
  if (port === undefined) return {};
  return { rtcp: { port, ...optionalText('address', address) } };
}

function security(
  own: ReadonlyMap<string, string>,
  session: ReadonlyMap<string, string>,
): Pick<Media, 'fingerprint' | 'setup'> {
  const fingerprint = (own.get('fingerprint') ?? session.get('fingerprint'))?.split(/\s+/, 1)[0]?.toLowerCase();
  return {
    ...optionalText('fingerprint', fingerprint),
    ...optionalText('setup', own.get('setup') ?? session.get('setup')),
  };
}

function readIce(
  section: readonly SdpLine[],
  own: ReadonlyMap<string, string>,
  session: ReadonlyMap<string, string>,
): Pick<Media, 'ice'> {
  const candidates = valuesOf(section, 'candidate').flatMap((value) => parseCandidate(value) ?? []);
  const ufrag = own.get('ice-ufrag') ?? session.get('ice-ufrag');
  const hasPassword = own.has('ice-pwd') || session.has('ice-pwd');
  if (ufrag === undefined && !hasPassword && candidates.length === 0) return {};
  return { ice: { ...optionalText('ufrag', ufrag), hasPassword, candidates } };
}

function readT38(attributes: ReadonlyMap<string, string>): Pick<Media, 't38'> {
  const t38 = parseT38(attributes);
  return t38 === undefined ? {} : { t38 };
}

function firstConnection(lines: readonly SdpLine[]): Connection | undefined {
  return parseConnection(lines.find((line) => line.type === 'c')?.value ?? '');
}
