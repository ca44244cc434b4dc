import { parseParams, splitList } from '../scan.ts';
import type { Params } from '../scan.ts';

/** One challenge of WWW-Authenticate or Proxy-Authenticate (RFC 3261 20.44, RFC 7616 3.3). Holds a nonce: never show `params`. */
export interface Challenge {
  /** As written: `Digest`. */
  readonly scheme: string;
  readonly realm?: string;
  readonly nonce?: string;
  /** As written: `MD5`, `SHA-256` ...; absent means MD5. */
  readonly algorithm?: string;
  /** In lower case: `auth`, `auth-int`. */
  readonly qop: readonly string[];
  readonly opaque?: string;
  /** The nonce was too old, the password right (RFC 7616 3.3); absent where it is not said. */
  readonly stale?: boolean;
  readonly params: Params;
}

/** Reads the challenges of one row: one by RFC 3261 7.3.1, several where a server joins them as HTTP does. Never throws. */
export function parseChallenges(value: string): Challenge[] {
  return splitCredentials(value).map(({ scheme, params }) => {
    const stale = params.get('stale')?.toLowerCase();
    return {
      scheme,
      ...some(params, 'realm'),
      ...some(params, 'nonce'),
      ...some(params, 'algorithm'),
      qop: splitList(params.get('qop')?.toLowerCase() ?? '', ','),
      ...some(params, 'opaque'),
      ...(stale === undefined ? {} : { stale: stale === 'true' }),
      params,
    };
  });
}

/** Scheme and parameters of each challenge or set of credentials in a row. */
export function splitCredentials(value: string): { readonly scheme: string; readonly params: Params }[] {
  const groups: { scheme: string; rows: string[] }[] = [];
  for (const part of splitList(value, ',')) {
    // `Digest realm="x"` opens a group; `realm = "x"` and `nonce="x"` belong to the one above.
    const opens = /^([^\s=,"]+)(?:\s+([^\s=][\s\S]*))?$/.exec(part);
    if (opens === null) groups.at(-1)?.rows.push(part);
    else groups.push({ scheme: opens[1] ?? '', rows: opens[2] === undefined ? [] : [opens[2]] });
  }
  return groups.map(({ scheme, rows }) => ({ scheme, params: parseParams(rows.join(','), ',') }));
}

/** `{ [name]: value }` where the parameter is there, else nothing. */
export function some<Name extends string>(params: Params, name: Name): { readonly [key in Name]?: string } {
  const value = params.get(name);
  const found: { [key in Name]?: string } = {};
  if (value !== undefined) found[name] = value;
  return found;
}
