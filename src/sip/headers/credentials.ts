import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import type { Params } from '../scan.ts';
import { some, splitCredentials } from './challenge.ts';

/** Authorization or Proxy-Authorization (RFC 3261 20.7, RFC 7616 3.4). Holds secrets: show only scheme, realm, username, uri, algorithm, qop and nc. */
export interface Credentials {
  readonly scheme: string;
  readonly username?: string;
  readonly realm?: string;
  readonly nonce?: string;
  readonly uri?: string;
  readonly response?: string;
  readonly algorithm?: string;
  readonly cnonce?: string;
  readonly opaque?: string;
  readonly qop?: string;
  /** Hexadecimal count of requests with this nonce. */
  readonly nc?: string;
  readonly params: Params;
}

/** Reads credentials; undefined where the value is empty. Never throws. */
export function parseCredentials(value: string): Credentials | undefined {
  const first = splitCredentials(value)[0];
  if (first === undefined) return undefined;
  const { scheme, params } = first;
  return {
    scheme,
    ...some(params, 'username'),
    ...some(params, 'realm'),
    ...some(params, 'nonce'),
    ...some(params, 'uri'),
    ...some(params, 'response'),
    ...some(params, 'algorithm'),
    ...some(params, 'cnonce'),
    ...some(params, 'opaque'),
    ...some(params, 'qop'),
    ...some(params, 'nc'),
    params,
  };
}

/** What is odd about a challenge or credentials: a scheme that SIP has no use for (RFC 3261 22.1). Never with a detail but the scheme. */
export function checkAuthentication(value: string): Flaw[] | undefined {
  if (value.startsWith('Digest ')) return undefined;
  const flaws: Flaw[] = [];
  for (const { scheme } of splitCredentials(value)) {
    if (!KNOWN_SCHEMES.has(scheme.toLowerCase())) flaws.push(flaw('auth-scheme-unknown', 'RFC 3261 22.1', scheme));
  }
  if (value === '') flaws.push(flaw('header-empty', 'RFC 3261 20.7'));
  return flaws.length > 0 ? flaws : undefined;
}

// RFC 8760, RFC 8898 (Bearer), and the two of Microsoft that Skype for Business sends.
const KNOWN_SCHEMES: ReadonlySet<string> = new Set(['digest', 'bearer', 'ntlm', 'kerberos', 'tls-dsk', 'gssapi']);
