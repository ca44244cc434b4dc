/**
 * Reads Allow, Supported, Require, Proxy-Require, Unsupported, Allow-Events, Privacy-like lists: tokens as written, in their order.
 * RFC 3261 20.5, 20.32, 20.37, 20.40. Never throws.
 */
export function parseTokens(value: string, separator: ',' | ';' = ','): string[] {
  const tokens: string[] = [];
  for (const part of value.split(separator)) {
    const token = part.trim();
    if (token !== '') tokens.push(token);
  }
  return tokens;
}

/** True where an option tag or method is in the list, in any case. */
export function hasToken(tokens: readonly string[], wanted: string): boolean {
  const key = wanted.toLowerCase();
  return tokens.some((token) => token.toLowerCase() === key);
}
