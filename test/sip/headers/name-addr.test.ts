import { describe, expect, it } from 'vitest';
import {
  checkFrom,
  checkNameAddr,
  checkNameAddrs,
  nameAddrParty,
  parseNameAddr,
  parseNameAddrs,
} from '../../../src/sip/headers/name-addr.ts';

describe('From, To and their like', () => {
  it('have a display name, a URI and a tag', () => {
    expect(parseNameAddr('"Alice \\"Al\\" Smith" <sip:alice@atlanta.example.com>;tag=88sja8x')).toMatchObject({
      displayName: 'Alice "Al" Smith',
      uri: { user: 'alice', host: 'atlanta.example.com' },
      tag: '88sja8x',
    });
  });

  it('may name without quotes and without a blank before the bracket', () => {
    expect(parseNameAddr('Bob Jones<sip:bob@biloxi.example.com>')).toMatchObject({
      displayName: 'Bob Jones',
      uri: { user: 'bob' },
    });
  });

  it('without brackets give their parameters to the header field (RFC 3261 20.10)', () => {
    const address = parseNameAddr('sip:+12125550100@example.com;user=phone;tag=a48s');
    expect(address.uri?.params.size).toBe(0);
    expect([...address.params]).toEqual([
      ['user', 'phone'],
      ['tag', 'a48s'],
    ]);
  });

  it('keep the parameters of the URI within the brackets', () => {
    const address = parseNameAddr('<sip:bob@192.0.2.4;transport=tcp>;q=0.7');
    expect([address.uri?.params.get('transport'), address.params.get('q')]).toEqual(['tcp', '0.7']);
  });

  it('are not confused by brackets and semicolons within quotes', () => {
    expect(parseNameAddr('"a <b>; c" <sip:x@example.com>;tag=1')).toMatchObject({
      displayName: 'a <b>; c',
      uri: { user: 'x' },
      tag: '1',
    });
  });

  it('that lost their brackets to a web page have a name and no URI', () => {
    const address = parseNameAddr('102 ;tag=3130826272');
    expect(address).toMatchObject({ displayName: '102', tag: '3130826272' });
    expect(address).not.toHaveProperty('uri');
  });

  it('that lost their scheme have a URI all the same', () => {
    expect(parseNameAddr('bob@biloxi.example.com;tag=1').uri).toMatchObject({
      scheme: '',
      user: 'bob',
      host: 'biloxi.example.com',
    });
  });

  it('whose quote never closes are read up to the bracket', () => {
    expect(parseNameAddr('"Mr. J. User <sip:j.user@example.com>').uri).toMatchObject({ user: 'j.user' });
  });

  it('may share a row', () => {
    expect(
      parseNameAddrs('"A, B" <sip:a@example.com>, <tel:+12125550100>').map((address) => address.uri?.user),
    ).toEqual(['a', '+12125550100']);
  });

  it.each([
    ['<sip:alice@atlanta.example.com>', 'alice'],
    ['<sip:atlanta.example.com>', 'atlanta.example.com'],
    ['102 ;tag=1', '102'],
    ['<urn:service:sos>', 'urn:service:sos'],
    ['', ''],
  ])('the party of %s', (value, party) => {
    expect(nameAddrParty(parseNameAddr(value))).toBe(party);
  });
});

describe('what is odd about them', () => {
  it.each([
    ['"Alice" <sip:alice@atlanta.example.com>;tag=1', undefined],
    ['Alice <sip:alice@atlanta.example.com>', undefined],
    ['sip:alice@atlanta.example.com', undefined],
    ['"a, b; <c>" <sip:alice@atlanta.example.com>', undefined],
    ['', ['header-empty']],
    ['102 ;tag=1', ['angle-brackets-eaten']],
    ['"Alice <sip:alice@atlanta.example.com>', ['quote-unclosed']],
    ['Smith, Alice <sip:alice@atlanta.example.com>', ['display-name-unquoted']],
    ['<sip:alice@atlanta.example.com', ['bracket-unclosed']],
    ['<>', ['uri-missing']],
    ['< sip:alice@atlanta.example.com>', ['uri-with-space']],
    ['<alice@atlanta.example.com>', ['uri-without-scheme']],
    ['<sip:alice:pass@atlanta.example.com>', ['uri-password']],
    ['<sip:alice@atlanta.example.com>;;tag=1', ['params-empty']],
    ['sip:alice@atlanta.example.com?Route=x', ['uri-needs-brackets']],
  ])('%s', (value, kinds) => {
    expect(checkNameAddr(value)?.map((odd) => odd.kind)).toEqual(kinds);
  });

  it('in a row with commas is told of each', () => {
    expect(checkNameAddrs('<sip:p1.example.com;lr>, "A, B" <sip:p2.example.com;lr>')).toBeUndefined();
    expect(checkNameAddrs('<sip:p1.example.com, 102')?.map((odd) => odd.kind)).toEqual([
      'bracket-unclosed',
      'angle-brackets-eaten',
    ]);
  });

  it('From without a tag is told, To without one is not', () => {
    expect(checkFrom('<sip:alice@atlanta.example.com>')?.map((odd) => odd.kind)).toEqual(['tag-missing']);
    expect(checkFrom('<sip:alice@atlanta.example.com> ; tag = 1')).toBeUndefined();
  });
});
