/** True for addresses that no router outside of their own network knows (RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291 2.5.6). */
export function isPrivateAddress(address: string): boolean {
  if (isIpv6(address)) return /^f[cd]/i.test(address) || /^fe[89ab]/i.test(address);
  if (!isIpv4(address)) return false;
  const [first = 0, second = 0] = address.split('.').map(Number);
  return (
    first === 10 ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254)
  );
}

/** True for an address or a loopback one, rather than a name. */
export const isAddress = (host: string): boolean => isIpv4(host) || isIpv6(host);

/** True where a host can be reached by everybody, as far as its address tells. */
export const isPublicAddress = (address: string): boolean =>
  isAddress(address) && !isPrivateAddress(address) && !/^(?:127\.|0\.|::1?$)/.test(address);

const isIpv4 = (host: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) && host.split('.').every((part) => Number(part) < 256);

// RFC 4291 2.2: groups of hexadecimal digits, the last two also as IPv4; RFC 4007 11: a zone after %.
const isIpv6 = (host: string): boolean =>
  /^[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?:[\d.]{7,15})?(?:%[\w.-]+)?$/i.test(host);
