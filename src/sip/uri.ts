import { flaw } from './flaw.ts';
import type { Flaw } from './flaw.ts';
import { isDigits, NO_PARAMS, parseParams, unescape } from './scan.ts';
import type { Params } from './scan.ts';

/** A URI of a message (RFC 3261 19.1, RFC 3966, RFC 8141), as far as it can be read. */
export interface Uri {
  /** As written. */
  readonly text: string;
  /** In lower case; empty where the text has none. */
  readonly scheme: string;
  /** The user of a sip or sips URI, the number of a tel URI, unescaped; user parameters stay on it. */
  readonly user?: string;
  /** `[start, end)` of a password within `text`; the password itself is never copied out. */
  readonly passwordAt?: readonly [number, number];
  /** In lower case, IPv6 without brackets; empty for schemes without one. */
  readonly host: string;
  readonly port?: number;
  readonly params: Params;
  /** What follows `?`, unparsed and still escaped; empty for most. */
  readonly headers: string;
}

const SCHEME = /^\s*([a-z][a-z0-9+.-]*)\s*:/i;

/**
 * Reads a URI without its angle brackets. Any text gives a result: what has no scheme is read as `user@host`.
 * Never throws.
 */
export function parseUri(text: string): Uri {
  const trimmed = text.trim();
  const scheme = readScheme(trimmed);
  const rest = scheme === '' ? trimmed : trimmed.slice(trimmed.indexOf(':') + 1);
  switch (scheme) {
    case 'sip':
    case 'sips':
    case '':
      return parseSipUri(trimmed, scheme, trimmed.length - rest.length);
    case 'tel': {
      const semicolon = rest.indexOf(';');
      const number = semicolon < 0 ? rest : rest.slice(0, semicolon);
      const params = semicolon < 0 ? NO_PARAMS : parseParams(rest.slice(semicolon + 1));
      return { text: trimmed, scheme, user: unescape(number), host: '', params, headers: '' };
    }
    default:
      return { text: trimmed, scheme, host: '', params: NO_PARAMS, headers: '' };
  }
}

/** The dialled number or name of a URI: the user without its own parameters (`+1555;phone-context=x` gives `+1555`). */
export function uriUser(uri: Uri): string | undefined {
  const user = uri.user;
  if (user === undefined) return undefined;
  const semicolon = user.indexOf(';');
  return semicolon < 0 ? user : user.slice(0, semicolon);
}

/** `host:port` or `[v6]:port` as text, with its port and without brackets; a port that is no number is left out. */
export function parseHostPort(text: string): { readonly host: string; readonly port?: number } {
  const trimmed = text.trim();
  const bracket = trimmed.startsWith('[') ? trimmed.indexOf(']') : -1;
  const colon = bracket > 0 ? trimmed.indexOf(':', bracket) : trimmed.indexOf(':');
  // Two colons without brackets: an IPv6 address as some stacks write it.
  const bare = bracket < 0 && colon >= 0 && trimmed.indexOf(':', colon + 1) >= 0;
  if (bare) return { host: trimmed.toLowerCase() };
  const written = (colon < 0 ? trimmed : trimmed.slice(0, colon)).trim();
  const host = (bracket > 0 ? trimmed.slice(1, bracket) : written).toLowerCase();
  const port = colon < 0 ? '' : trimmed.slice(colon + 1).trim();
  return isDigits(port) && port.length <= 5 ? { host, port: Number(port) } : { host };
}

/** What is odd about a URI: blanks, a password, a scheme that SIP does not carry, no host. RFC 3261 19.1.1, 8.2.2.1. */
export function uriFlaws(text: string): Flaw[] {
  const flaws: Flaw[] = [];
  const uri = parseUri(text);
  if (/\s/.test(text)) flaws.push(flaw('uri-with-space', 'RFC 3261 25.1', text));
  if (uri.scheme === '') flaws.push(flaw('uri-without-scheme', 'RFC 3261 19.1.1', text));
  else if (!KNOWN_SCHEMES.has(uri.scheme)) flaws.push(flaw('uri-scheme-unknown', 'RFC 3261 8.2.2.1', uri.scheme));
  // Without detail: a password never leaves the message.
  if (uri.passwordAt !== undefined) flaws.push(flaw('uri-password', 'RFC 3261 19.1.1'));
  if (uri.scheme.startsWith('sip') && uri.host === '') flaws.push(flaw('uri-without-host', 'RFC 3261 19.1.1', text));
  return flaws;
}

// RFC 3261 19.1, 3966, 8141, 3859, 3860; data and cid stand in Call-Info, http and https in many fields.
const KNOWN_SCHEMES: ReadonlySet<string> = new Set(['sip', 'sips', 'tel', 'urn', 'im', 'pres']);

function readScheme(text: string): string {
  const found = SCHEME.exec(text)?.[1]?.toLowerCase() ?? '';
  // `localhost:5060` and `atlanta.example.com:5060` have a port, not a scheme.
  const after = text.slice(text.indexOf(':') + 1);
  return !KNOWN_SCHEMES.has(found) && /^\d{1,5}(?:$|[;?])/.test(after) ? '' : found;
}

// sip:alice:secret@atlanta.example.com:5060;transport=tcp?Subject=x
//     ^^^^^ ^^^^^^ ^^^^^^^^^^^^^^^^^^^ ^^^^ ^^^^^^^^^^^^^ ^^^^^^^^^
//     user  pass.  host                port params        headers
function parseSipUri(text: string, scheme: string, start: number): Uri {
  const at = userEnd(text, start);
  const hostStart = at < 0 ? start : at + 1;
  const question = text.indexOf('?', hostStart);
  const end = question < 0 ? text.length : question;
  const semicolon = text.indexOf(';', hostStart);
  const hostEnd = semicolon < 0 || semicolon > end ? end : semicolon;
  const { host, port } = parseHostPort(text.slice(hostStart, hostEnd));
  const params = hostEnd < end ? parseParams(text.slice(hostEnd + 1, end)) : NO_PARAMS;
  const headers = question < 0 ? '' : text.slice(question + 1);
  const base = { text, scheme, host, params, headers, ...(port === undefined ? {} : { port }) };
  if (at < 0) return base;
  const colon = text.indexOf(':', start);
  if (colon < 0 || colon >= at) return { ...base, user: unescape(text.slice(start, at)) };
  return { ...base, user: unescape(text.slice(start, colon)), passwordAt: [colon + 1, at] };
}

// The user may hold `;` and `?`; a user with a second `@` before the parameters is one that swallowed its domain.
function userEnd(text: string, start: number): number {
  const first = text.indexOf('@', start);
  if (first < 0) return -1;
  const semicolon = text.indexOf(';', first);
  const question = text.indexOf('?', first);
  const limit = Math.min(semicolon < 0 ? text.length : semicolon, question < 0 ? text.length : question);
  return text.lastIndexOf('@', limit);
}
