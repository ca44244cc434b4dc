/** What lets somebody log in, listen in or act for another: never shown, logged or kept, in any mode. */

/** `name=value` and `name: value` whose value is a secret, quoted or not. */
const NAMED =
  /\b(nonce|cnonce|opaque|auts|password|passwd|secret|remotesecret|md5_cred|md5secret|ha1|auth_pass|token|api[_-]?key|access_key|bearer|ice-pwd|rspauth|nextnonce)(\s*[=:]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;&"'<>]+)/gi;

const RULES: readonly (readonly [RegExp, string])[] = [
  [NAMED, '$1$2…'],
  // RFC 7616 3.4.1: a hash; `response: 403` is none.
  [/\b(response\s*[=:]\s*)(?:"(?:[^"\\]|\\.)*"|'[^']*'|[0-9a-f]{16,})/gi, '$1…'],
  // RFC 4568 9.1: the key of an SDES line.
  [/\binline:[A-Za-z0-9+/=]+/gi, 'inline:…'],
  // RFC 8122 5: a fingerprint ties a stream to a certificate.
  [/\b(fingerprint\s*:\s*[\w-]+\s+)[0-9a-f]{2}(?::[0-9a-f]{2})+/gi, '$1…'],
  // RFC 3261 19.1.1: the password of a URI.
  [/(\bsips?:[^\s:@<>;,"]{1,256}):[^\s@<>;,"]{1,256}@/gi, '$1:…@'],
  // register => user:secret[:authuser]@host in sip.conf.
  [/(\bregister\s*=>?\s*[^\s:@]{1,256}):[^\s@]{1,256}(@|$)/gim, '$1:…$2'],
  [/\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{8,}/gi, '$1 …'],
  // RFC 8225: a signed PASSporT, whole or with its first part left out.
  [/\beyJ[\w-]{8,}\.[\w-]*\.[\w-]{8,}/g, '…'],
  [/\b\d{6,}:[A-Za-z0-9_-]{30,}\b/g, '…'],
  [/\bxox[abpors]-[\w-]{8,}|\bxapp-[\w-]{8,}/g, '…'],
];

/** The text with every secret replaced by an ellipsis. Linear in its length. */
export const withoutSecrets = (text: string): string =>
  RULES.reduce((safe, [pattern, put]) => safe.replace(pattern, put), text);
