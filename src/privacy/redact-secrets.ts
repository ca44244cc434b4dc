import { inside, splitRaw } from './redact-split.ts';
import { rewriteUri } from './redact-uri.ts';
import type { SecretShape, WireValues } from './wire-values.ts';

/** Parameters that say nothing of anybody. */
const OPEN = /^(?:algorithm|qop|nc|stale|charset|userhash|auth-param|version|targetname|crand|cnum|snum)$/;
const SECRETS: Readonly<Record<string, SecretShape>> = {
  response: 'hex',
  nonce: 'hex',
  cnonce: 'hex',
  opaque: 'hex',
  nextnonce: 'hex',
  rspauth: 'hex',
  auts: 'base64',
  'gssapi-data': 'base64',
  srand: 'hex',
  srand2: 'hex',
};

/** A challenge, credentials or what follows them (RFC 3261 22.4): people and places get aliases, secrets dummies that keep equality. */
export function rewriteAuthentication(value: string, values: WireValues): string {
  const scheme = /^\s*[\w-]+(?=\s|$)/.exec(value)?.[0] ?? '';
  const rest = value.slice(scheme.length);
  if (!rest.includes('=') || /^(?:basic|bearer)$/i.test(scheme.trim()))
    return scheme + inside(rest, (token) => values.secret('base64', token));
  return (
    scheme +
    splitRaw(rest, ',')
      .map((param) => {
        const equals = param.indexOf('=');
        if (equals < 0) return inside(param, (bare) => values.known(bare));
        const name = param
          .slice(0, equals)
          .trim()
          .toLowerCase()
          .replace(/^digest\s+/, '');
        return `${param.slice(0, equals + 1)}${inside(param.slice(equals + 1), (bare) => {
          const quoted = /^"([\s\S]*?)"?$/.exec(bare);
          const own = rewriteParameter(name, quoted?.[1] ?? bare, values);
          return quoted === null ? own : `"${own}"`;
        })}`;
      })
      .join(',')
  );
}

function rewriteParameter(name: string, value: string, values: WireValues): string {
  if (value === '' || OPEN.test(name)) return value;
  if (name === 'username') return rewriteLogin(value, values);
  if (name === 'realm') return rewriteRealm(value, values);
  if (name === 'uri') return rewriteUri(value, values);
  if (name === 'domain')
    return value
      .split(' ')
      .map((one) => (one.includes(':') ? rewriteUri(one, values) : values.known(one)))
      .join(' ');
  return values.secret(SECRETS[name] ?? 'text', value);
}

/** `alice`, or `alice@atlanta.example.com` of an IMS. */
function rewriteLogin(login: string, values: WireValues): string {
  const at = login.lastIndexOf('@');
  return at <= 0 ? values.user(login) : `${values.user(login.slice(0, at))}@${values.host(login.slice(at + 1))}`;
}

/** A domain, or a name of the operator's own; that of a product as it comes stays. */
function rewriteRealm(realm: string, values: WireValues): string {
  if (/^(?:asterisk|sip|voip|kamailio|opensips|freeswitch)$/i.test(realm)) return realm;
  return /^[\w-]+(?:\.[\w-]+)+$|^[\da-f:]*:[\da-f:.]+$/i.test(realm) ? values.host(realm) : values.id('realm', realm);
}

// eyJhbGciOi... . eyJhdHRlc3Qi... . rq3pjT1h... ;info=<https://cert.atlanta.example.com/passport.cer>;alg=ES256;ppt=shaken
/** An Identity of RFC 8224: its claims with aliases, encoded again under a dummy signature. */
export function rewriteIdentity(value: string, values: WireValues): string {
  const [token = '', ...params] = splitRaw(value, ';');
  const own = inside(token, (bare) => {
    const parts = bare.split('.');
    if (parts.length !== 3)
      return bare.startsWith('"')
        ? `"${values.secret('base64', bare.replace(/"/g, ''))}"`
        : values.secret('base64', bare);
    const [header = '', claims = '', signature = ''] = parts;
    return `${rewritePart(header, values)}.${rewritePart(claims, values)}.${urlSafe(values.secret('base64', signature))}`;
  });
  return [
    own,
    ...params.map((param) =>
      param.replace(
        /^(\s*info\s*=\s*<?)([^>\s]*)/i,
        (_, head: string, address: string) => head + rewriteUri(address, values),
      ),
    ),
  ].join(';');
}

const urlSafe = (base64: string): string => base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

function rewritePart(part: string, values: WireValues): string {
  if (part === '') return '';
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    // Not JSON: a dummy stands in its place.
    return urlSafe(values.secret('base64', part));
  }
  // The encoded text is a token of its own and must not stand in the copy.
  values.secret('base64', part);
  return Buffer.from(JSON.stringify(rewriteClaim('', parsed, values))).toString('base64url');
}

function rewriteClaim(key: string, claim: unknown, values: WireValues): unknown {
  if (Array.isArray(claim)) return claim.map((one: unknown) => rewriteClaim(key, one, values));
  if (typeof claim === 'object' && claim !== null)
    return Object.fromEntries(
      Object.entries(claim).map(([name, value]: [string, unknown]) => [name, rewriteClaim(name, value, values)]),
    );
  if (typeof claim !== 'string' || /^(?:alg|typ|ppt|attest|opt|div)$/.test(key)) return claim;
  switch (key) {
    case 'tn':
      return values.user(claim);
    case 'uri':
    case 'x5u':
      return rewriteUri(claim, values);
    case 'origid':
      return values.id('uuid', claim);
    default:
      return values.id('word', claim);
  }
}
