/** True for addresses that no router outside of their own network knows (RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291 2.5.6). */
export function isPrivateAddress(address: string): boolean {
  const number = ipv4Number(address);
  if (number < 0) return isIpv6(address) && /^(?:f[cd]|fe[89ab])/i.test(address);
  const first = Math.floor(number / 0x1_00_00_00);
  const second = Math.floor(number / 0x1_00_00) % 256;
  return (
    first === 10 ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254)
  );
}

/** True for an address or a loopback one, rather than a name. */
export const isAddress = (host: string): boolean => ipv4Number(host) >= 0 || isIpv6(host);

/** True where a host can be reached by everybody, as far as its address tells. */
export const isPublicAddress = (address: string): boolean =>
  isAddress(address) && !isPrivateAddress(address) && !/^(?:127\.|0\.|::1?$)/.test(address);

/** The four octets as one number; -1 where the text is no IPv4 address. */
function ipv4Number(host: string): number {
  let number = 0;
  let octet = -1;
  let dots = 0;
  let digits = 0;
  for (let at = 0; at < host.length; at++) {
    const code = host.charCodeAt(at);
    if (code === 46) {
      if (octet < 0) return -1;
      number = number * 256 + octet;
      octet = -1;
      digits = 0;
      dots++;
    } else {
      if (code < 48 || code > 57) return -1;
      octet = Math.max(octet, 0) * 10 + code - 48;
      digits++;
      if (octet > 255 || digits > 3) return -1;
    }
  }
  return dots === 3 && octet >= 0 ? number * 256 + octet : -1;
}

// RFC 4291 2.2: groups of hexadecimal digits, the last two also as IPv4; RFC 4007 11: a zone after %.
const isIpv6 = (host: string): boolean =>
  host.includes(':') && /^[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?:[\d.]{7,15})?(?:%[\w.-]+)?$/i.test(host);
