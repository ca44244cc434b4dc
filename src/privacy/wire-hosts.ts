/** Aliases of addresses and host names that are valid on the wire and of the same kind: private ones stay private. */
export interface HostAliases {
  /** An IPv4 or IPv6 address without brackets, or a host name. What names nobody (loopback, 0.0.0.0, multicast) stays. */
  of(host: string): string;
}

/** RFC 1918, 6598, 3927: where the aliases of each private range begin. */
const RANGES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^10\./, series('10.90', 100)],
  [/^172\.(?:1[6-9]|2\d|3[01])\./, series('172.28', 100)],
  [/^192\.168\./, series('192.168', 200)],
  [/^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./, series('100.100', 100)],
  [/^169\.254\./, series('169.254', 100)],
];
// RFC 5737; RFC 2544 where these three are full.
const PUBLIC: readonly string[] = [
  '192.0.2',
  '198.51.100',
  '203.0.113',
  ...series('198.18', 0),
  ...series('198.19', 0),
];
const KEPT_V4 = /^(?:127\.|0\.0\.0\.0$|22[4-9]\.|23\d\.|255\.255\.255\.255$)/;
const BASES = ['example.com', 'example.net', 'example.org', 'test', 'invalid'];
/** Names whose last label says what kind of name it is (RFC 2606, RFC 6762). */
const SPECIAL = /^(invalid|local|localdomain|lan|internal|arpa)$/;

function series(prefix: string, from: number): string[] {
  return Array.from({ length: 250 - from }, (_, index) => `${prefix}.${from + index}`);
}

export const isIpv4 = (text: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);

export const isIpv6 = (text: string): boolean =>
  /^[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?:[\d.]{7,15})?(?:%[\w.-]+)?$/i.test(text);

/** `isFree` tells whether an alias may be used. */
export function createHostAliases(isFree: (alias: string) => boolean): HostAliases {
  const given = new Map<string, string>();
  const counts = new Map<string, number>();

  const next = (pool: string, at: (index: number) => string | undefined): string => {
    for (let index = counts.get(pool) ?? 0; ; index += 1) {
      const alias = at(index);
      if (alias === undefined)
        throw new Error(`Unexpected number of addresses of ${pool}, expected fewer than there are aliases`);
      counts.set(pool, index + 1);
      if (isFree(alias)) return alias;
    }
  };
  const v4 = (address: string): string => {
    if (KEPT_V4.test(address)) return address;
    const [range, nets] = RANGES.find(([pattern]) => pattern.test(address)) ?? [undefined, PUBLIC];
    return next(range?.source ?? 'public', (index) => {
      const net = nets[Math.floor(index / 253)];
      return net === undefined ? undefined : `${net}.${(index % 253) + 1}`;
    });
  };
  const v6 = (address: string): string => {
    const [bare = '', zone] = address.split('%', 2);
    if (/^::1?$/.test(bare) || /^ff/i.test(bare)) return address;
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
    if (mapped !== undefined) return `::ffff:${of(mapped)}`;
    const prefix = /^fe[89ab]/i.test(bare) ? 'fe80' : /^f[cd]/i.test(bare) ? 'fd00' : '2001:db8';
    const alias = next(prefix, (index) => `${prefix}::${(index + 1).toString(16)}`);
    return zone === undefined ? alias : `${alias}%${zone}`;
  };
  const fresh = (pool: string, at: (count: number, base: string) => string): string =>
    next(pool, (index) => at(Math.floor(index / BASES.length) + 1, BASES[index % BASES.length] ?? 'test'));
  // sip.atlanta.co.uk: `atlanta.co.uk` is one domain, what stands before it keeps its place.
  const name = (host: string): string => {
    const labels = host.replace(/\.$/, '').split('.');
    const last = labels.at(-1) ?? '';
    if (labels.length === 1) return next('label', (index) => `host${index + 1}`);
    if (SPECIAL.test(last)) return next(last, (index) => `host${index + 1}.${last}`);
    const own = /^(?:com?|net|org|edu|gov|ac)$/.test(labels.at(-2) ?? '') && last.length === 2 ? 3 : 2;
    if (labels.length <= own) return fresh('domain', (count, base) => `host${count}.${base}`);
    const parent = of(labels.slice(-own).join('.'));
    return next(`sub ${parent}`, (index) => `sub${index + 1}.${parent}`);
  };
  const of = (host: string): string => {
    const key = host.toLowerCase();
    const before = given.get(key);
    if (before !== undefined) return before;
    const alias = isIpv4(key) ? v4(key) : isIpv6(key) ? v6(key) : name(key);
    given.set(key, alias);
    return alias;
  };
  return { of };
}
