import { parseParams, unquote } from '../scan.ts';

/** A signed caller identity, read and not verified (RFC 8224 4, RFC 8225, RFC 8588). */
export interface Identity {
  /** `ES256`, from the header field or the token. */
  readonly alg?: string;
  /** `shaken`, `div` ... */
  readonly ppt?: string;
  /** Where the certificate is, from the token (`x5u`) or the header field (`info`). */
  readonly certificateUrl?: string;
  /** Full (A), partial (B) or gateway (C) attestation. */
  readonly attest?: string;
  /** Issued at: seconds since the epoch. */
  readonly iat?: number;
  readonly orig?: string;
  readonly dest: readonly string[];
  readonly origid?: string;
  /** The token came without its first two parts: they must be built from the message (RFC 8224 7). */
  readonly compact: boolean;
  /** False where a part that is there cannot be read. */
  readonly readable: boolean;
}

type Json = Readonly<Record<string, unknown>>;

// eyJhbGciOi...  .  eyJhdHRlc3Qi...  .  rq3pjT1h...   ;info=<https://cert.example.org/passport.cer>;alg=ES256;ppt=shaken
// header            claims              signature
/** Reads an Identity of RFC 8224, or the bare signature of RFC 4474 (all fields absent). Never throws. */
export function parseIdentity(value: string): Identity {
  const semicolon = value.indexOf(';');
  const token = unquote(semicolon < 0 ? value : value.slice(0, semicolon));
  const params = parseParams(semicolon < 0 ? '' : value.slice(semicolon + 1));
  const parts = token.split('.');
  const header = decodePart(parts.length === 3 ? parts[0] : '');
  const claims = decodePart(parts.length === 3 ? parts[1] : '');
  const info = params.get('info')?.replace(/^<|>$/g, '');
  return {
    ...compactObject({
      alg: string(header?.['alg']) ?? params.get('alg'),
      ppt: string(header?.['ppt']) ?? params.get('ppt'),
      certificateUrl: string(header?.['x5u']) ?? info,
      attest: string(claims?.['attest']),
      orig: tns(claims?.['orig'])[0],
      origid: string(claims?.['origid']),
    }),
    ...(typeof claims?.['iat'] === 'number' ? { iat: claims['iat'] } : {}),
    dest: tns(claims?.['dest']),
    compact: parts.length === 3 && parts[0] === '' && parts[1] === '',
    readable: header !== null && claims !== null,
  };
}

/** The object of one base64url part; undefined where the part is empty, null where it cannot be read. */
function decodePart(part: string | undefined): Json | undefined | null {
  if (part === undefined || part === '') return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : null;
  } catch {
    // Not JSON: `readable` says so.
    return null;
  }
}

/** Telephone numbers and URIs of an `orig` or `dest` claim (RFC 8225 5.2.1). */
function tns(claim: unknown): string[] {
  if (typeof claim !== 'object' || claim === null) return [];
  const { tn, uri }: { readonly tn?: unknown; readonly uri?: unknown } = claim;
  return [tn, uri].flat().filter((item): item is string => typeof item === 'string');
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function compactObject<Name extends string>(
  values: Readonly<Record<Name, string | undefined>>,
): { readonly [key in Name]?: string } {
  const found: { [key in Name]?: string } = {};
  for (const name in values) {
    const value = values[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}
