import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import { firstParts, hasEmptyPart, NO_PARAMS, parseNumber, parseParams, splitList } from '../scan.ts';
import type { Params } from '../scan.ts';
import { parseHostPort } from '../uri.ts';

/** One Via of a message (RFC 3261 20.42, RFC 3581). */
export interface Via {
  /** `SIP/2.0`; empty where it cannot be read. */
  readonly protocol: string;
  /** In capitals: UDP, TCP, TLS, WS, WSS, SCTP or whatever stands there; empty where it cannot be read. */
  readonly transport: string;
  /** The sent-by, in lower case, IPv6 without brackets. */
  readonly host: string;
  readonly port?: number;
  readonly branch?: string;
  /** The address that the next hop saw, where it differs from the sent-by. */
  readonly received?: string;
  /** The source port that the next hop saw (RFC 3581 4). */
  readonly rport?: number;
  /** The sender asked for the response to come back to its source port (RFC 3581 3). */
  readonly rportAsked: boolean;
  readonly ttl?: number;
  readonly maddr?: string;
  readonly params: Params;
}

/** What RFC 3261 8.1.1.7 begins every branch with; older elements begin it otherwise. */
export const MAGIC_COOKIE = 'z9hG4bK';

const PROTOCOL = /^([^\s/]+)\s*\/\s*([^\s/]+)\s*\/\s*([^\s/]+)\s+/;

/** Reads one Via. Any text gives a result; never throws. */
export function parseVia(value: string): Via {
  const text = value.trim();
  const semicolon = text.indexOf(';');
  const head = semicolon < 0 ? text : text.slice(0, semicolon);
  const params = semicolon < 0 ? NO_PARAMS : parseParams(text.slice(semicolon + 1));
  const found = PROTOCOL.exec(head);
  const { host, port } = parseHostPort(found === null ? head : head.slice(found[0].length));
  const rport = parseNumber(params.get('rport'));
  const ttl = parseNumber(params.get('ttl'));
  return {
    protocol: found === null ? '' : `${found[1]}/${found[2]}`,
    transport: found?.[3]?.toUpperCase() ?? '',
    host,
    ...(port === undefined ? {} : { port }),
    ...optional('branch', params),
    ...optional('received', params),
    ...(rport === undefined ? {} : { rport }),
    rportAsked: params.has('rport'),
    ...(ttl === undefined ? {} : { ttl }),
    ...optional('maddr', params),
    params,
  };
}

/** Reads a row of them, topmost first (RFC 3261 7.3.1). */
export function parseVias(value: string): Via[] {
  return splitList(value, ',').map(parseVia);
}

/** What is odd about the syntax of a row of Vias; the branch is judged by `checkTopVia`. Undefined: nothing. */
export function checkVia(value: string): Flaw[] | undefined {
  const odd = value.includes(';;') || value.includes('255.255.255.255') || value.indexOf(',') >= 0;
  if (!odd && value.startsWith('SIP/2.0/') && value.includes(' ') && !value.endsWith(';')) return undefined;
  const flaws: Flaw[] = [];
  if (hasEmptyPart(value)) flaws.push(flaw('params-empty', 'RFC 3261 25.1', value));
  for (const via of firstParts(value).map(parseVia)) flaws.push(...viaFlaws(via, value));
  return flaws.length > 0 ? flaws : undefined;
}

/** What is odd about the branch of the topmost Via (RFC 3261 8.1.1.7, 17.2.3). */
export function checkTopVia(value: string): Flaw[] | undefined {
  const quick = value.indexOf(';branch=z9hG4bK');
  if (quick > 0 && value.length > quick + 15 && isBranchCode(value.charCodeAt(quick + 15))) return undefined;
  const branch = parseVia(firstParts(value)[0] ?? '').branch;
  if (branch === undefined) return [flaw('via-branch-missing', 'RFC 3261 8.1.1.7', value)];
  if (branch === MAGIC_COOKIE) return [flaw('via-branch-empty', 'RFC 3261 8.1.1.7', branch)];
  return branch.startsWith(MAGIC_COOKIE) ? undefined : [flaw('via-branch-old', 'RFC 3261 8.1.1.7', branch)];
}

function viaFlaws(via: Via, value: string): Flaw[] {
  // A sent-by of nothing but separators has been told as `params-empty` already.
  if (via.protocol === '') return /^[;,\s]*$/.test(via.host) ? [] : [flaw('via-invalid', 'RFC 3261 20.42', value)];
  const flaws: Flaw[] = [];
  if (via.protocol.toUpperCase() !== 'SIP/2.0') flaws.push(flaw('version-unsupported', 'RFC 3261 20.42', via.protocol));
  if (via.host === '') flaws.push(flaw('via-invalid', 'RFC 3261 20.42', value));
  if (via.host === '255.255.255.255') flaws.push(flaw('address-broadcast', 'RFC 4475 3.3.10', via.host));
  return flaws;
}

function isBranchCode(code: number): boolean {
  return code > 32 && code !== 59 && code !== 44;
}

function optional(name: 'branch' | 'received' | 'maddr', params: Params): { readonly [key in typeof name]?: string } {
  const value = params.get(name);
  return value === undefined || value === '' ? {} : { [name]: value };
}
