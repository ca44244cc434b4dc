import { parseNumber } from './scan.ts';

/** One line of a description. */
export interface SdpLine {
  readonly type: string;
  readonly value: string;
  readonly line: number;
}

/** A `b=` line. */
export interface Bandwidth {
  /** `AS`, `TIAS` ... */
  readonly type: string;
  /** kbit/s for AS, bit/s for TIAS (RFC 8866 5.8, RFC 3890). */
  readonly value: number;
}

/** Who made the description, and which version of it this is (RFC 8866 5.2). */
export interface Origin {
  readonly username: string;
  /** Decimal digits; too large for a number in many stacks. */
  readonly sessionId: string;
  readonly sessionVersion: string;
  readonly address: string;
}

/** Where media shall be sent (RFC 8866 5.7). */
export interface Connection {
  readonly family: 'IP4' | 'IP6' | 'unknown';
  /** Without TTL. `0.0.0.0` is the hold of RFC 2543. */
  readonly address: string;
}

/** An SDES key offer (RFC 4568). The key itself is never copied out. */
export interface Crypto {
  readonly tag: number;
  /** `AES_CM_128_HMAC_SHA1_80` ... */
  readonly suite: string;
  readonly hasKey: boolean;
}

/** A transport address to try (RFC 8839 5.1). */
export interface IceCandidate {
  readonly component: number;
  /** `udp` or `tcp`, in lower case. */
  readonly transport: string;
  readonly priority: number;
  readonly address: string;
  readonly port: number;
  /** `host`, `srflx`, `prflx` or `relay`. */
  readonly type: string;
}

/** Fax over UDPTL as the attributes say (ITU-T T.38 Annex D). */
export interface T38 {
  readonly version?: number;
  /** bit/s. */
  readonly maxBitRate?: number;
  /** `transferredTCF` or `localTCF`. */
  readonly rateManagement?: string;
  /** `t38UDPRedundancy`, `t38UDPFEC` or `t38UDPNoEC`. */
  readonly errorCorrection?: string;
  /** Octets. */
  readonly maxDatagram?: number;
}

/** Reads the value of `o=`; undefined where it has fewer than six parts. */
export function parseOrigin(value: string): Origin | undefined {
  const parts = value.split(/\s+/);
  // The username may hold blanks in broken stacks: the last five parts are what counts.
  const [sessionId, sessionVersion, , , address] = parts.slice(-5);
  if (parts.length < 6 || sessionId === undefined || sessionVersion === undefined || address === undefined)
    return undefined;
  return { username: parts.slice(0, -5).join(' '), sessionId, sessionVersion, address };
}

/** Reads the value of `c=`; undefined where it has no address. */
export function parseConnection(value: string): Connection | undefined {
  const [, family = '', written = ''] = value.trim().split(/\s+/);
  const address = written.split('/', 1)[0] ?? '';
  if (address === '') return undefined;
  return { family: family === 'IP4' || family === 'IP6' ? family : 'unknown', address };
}

/** The `b=` lines of a section. */
export function parseBandwidths(lines: readonly SdpLine[]): Bandwidth[] {
  const found: Bandwidth[] = [];
  for (const { type, value } of lines) {
    const parts = type === 'b' ? /^([^:\s]+):(\d{1,12})$/.exec(value) : null;
    if (parts !== null) found.push({ type: parts[1] ?? '', value: Number(parts[2]) });
  }
  return found;
}

/** Reads `1 AES_CM_128_HMAC_SHA1_80 inline:...`; undefined where it names no suite. */
export function parseCrypto(value: string): Crypto | undefined {
  const [tag, suite, key] = value.trim().split(/\s+/, 3);
  const number = parseNumber(tag);
  return number === undefined || suite === undefined ? undefined : { tag: number, suite, hasKey: key !== undefined };
}

/** Reads `1 1 udp 2130706431 192.0.2.1 49170 typ host`; undefined where a part is missing. */
export function parseCandidate(value: string): IceCandidate | undefined {
  const [, componentText, transport = '', priorityText, address = '', portText, typ, type = ''] = value
    .trim()
    .split(/\s+/);
  const component = parseNumber(componentText);
  const priority = parseNumber(priorityText);
  const port = parseNumber(portText);
  if (component === undefined || priority === undefined || port === undefined || typ !== 'typ') return undefined;
  return { component, transport: transport.toLowerCase(), priority, address, port, type };
}

/** Gathers the T.38 attributes of a media description by their names; undefined where there are none. */
export function parseT38(attributes: ReadonlyMap<string, string>): T38 | undefined {
  const version = parseNumber(attributes.get('t38faxversion'));
  const maxBitRate = parseNumber(attributes.get('t38maxbitrate'));
  const maxDatagram = parseNumber(attributes.get('t38faxmaxdatagram'));
  const rateManagement = attributes.get('t38faxratemanagement');
  const errorCorrection = attributes.get('t38faxudpec');
  const t38 = {
    ...(version === undefined ? {} : { version }),
    ...(maxBitRate === undefined ? {} : { maxBitRate }),
    ...(rateManagement === undefined ? {} : { rateManagement }),
    ...(errorCorrection === undefined ? {} : { errorCorrection }),
    ...(maxDatagram === undefined ? {} : { maxDatagram }),
  };
  return Object.keys(t38).length > 0 ? t38 : undefined;
}

/** The values of one attribute, in their order. */
export function valuesOf(lines: readonly SdpLine[], name: string): string[] {
  const start = `${name}:`;
  return lines
    .filter((line) => line.type === 'a' && line.value.startsWith(start))
    .map((line) => line.value.slice(start.length).trim());
}

/** `{ [name]: value }` where there is one, else nothing. */
export function optionalText<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [key in Name]?: string } {
  const found: { [key in Name]?: string } = {};
  if (value !== undefined && value !== '') found[name] = value;
  return found;
}
