import { describe, expect, test } from 'vitest';
import { createAliases } from '../../src/privacy/index.ts';
import { createHostAliases } from '../../src/privacy/wire-hosts.ts';
import { createNumberAliases } from '../../src/privacy/wire-numbers.ts';

describe('aliases of answers', () => {
  test('same value, same alias, as a number or as a user and in any case', () => {
    const aliases = createAliases();
    expect([
      aliases.of('user', 'Alice'),
      aliases.of('user', 'alice'),
      aliases.of('number', '102'),
      aliases.of('user', '102'),
    ]).toEqual(['U1', 'U1', 'N1', 'N1']);
  });

  test('what names nobody stays', () => {
    const aliases = createAliases();
    for (const open of ['anonymous', 'anonymous.invalid', '127.0.0.1', '0.0.0.0', 'localhost', ''])
      expect(aliases.of('host', open)).toBe(open);
  });
});

describe('numbers on the wire', () => {
  const all = (
    numbers: readonly string[],
    isFree: (alias: string) => boolean = (alias) => !numbers.includes(alias),
  ): string[] => {
    const aliases = createNumberAliases(numbers, isFree);
    return numbers.map((number) => aliases.of(number));
  };

  test('different numbers stay different, equal beginnings equal', () => {
    const numbers = ['100', '101', '1011', '200', '2005551234', '2005551299'];
    const aliases = all(numbers);
    expect(new Set(aliases).size).toBe(numbers.length);
    for (const [index, number] of numbers.entries())
      for (const [other, longer] of numbers.entries())
        expect(aliases[other]?.startsWith(aliases[index] ?? '')).toBe(longer.startsWith(number));
  });

  test('a hundred extensions have none of the same numbers', () => {
    const numbers = Array.from({ length: 100 }, (_, index) => String(100 + index));
    expect(all(numbers).filter((alias) => numbers.includes(alias))).toEqual([]);
  });

  test('plus, 00 and country code stay, and the same number behind both is the same', () => {
    const [plus = '', zeros = ''] = all(['+4930123456789', '004930123456789']);
    expect(plus).toMatch(/^\+49/);
    expect(zeros).toBe(`00${plus.slice(1)}`);
    expect(plus).not.toBe('+4930123456789');
  });

  test('separators, stars and escapes stay', () => {
    const [one = '', two = ''] = all(['+1 (201) 555-0123', '*97%2345']);
    expect(one).toMatch(/^\+1 \(\d{3}\) \d{3}-\d{4}$/);
    expect(two).toMatch(/^\*\d\d%23\d\d$/);
  });
});

describe('hosts on the wire', () => {
  const of = createHostAliases(() => true).of;

  test.each([
    ['10.1.2.3', /^10\./],
    ['172.20.1.1', /^172\.28\./],
    ['192.168.1.1', /^192\.168\./],
    ['100.65.0.1', /^100\.100\./],
    ['169.254.3.3', /^169\.254\./],
    ['8.8.8.8', /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./],
    ['2a00:1450::5', /^2001:db8::/],
    ['fd12::1', /^fd00::/],
    ['fe80::1%eth0', /^fe80::\w+%eth0$/],
    ['::ffff:10.1.2.3', /^::ffff:10\./],
    ['sip.biloxi.example.net', /^sub1\.host\d+\.example\.\w+$/],
    ['df7jal23ls0d.invalid', /^host\d+\.invalid$/],
    ['pbx', /^host\d+$/],
  ])('%s', (host, pattern) => {
    expect(of(host)).toMatch(pattern);
    expect(of(host.toUpperCase())).toBe(of(host));
  });

  test.each(['127.0.0.1', '0.0.0.0', '255.255.255.255', '224.0.1.75', '::1', '::'])('%s stays', (host) =>
    expect(of(host)).toBe(host),
  );

  test('a name within a domain stays within its alias', () => {
    expect(
      of('sip.biloxi.example.net').endsWith(`.${of('example.net')}`) ||
        of('sip.biloxi.example.net').endsWith(of('example.net')),
    ).toBe(true);
  });

  test('a thousand public addresses have a thousand aliases', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => of(`11.0.${index >> 8}.${index & 255}`));
    expect(new Set(many).size).toBe(1_000);
  });
});
