import { describe, expect, it } from 'vitest';
import { parseHostPort, parseUri, uriFlaws, uriUser } from '../../src/sip/uri.ts';

describe('a URI', () => {
  it('has user, host, port, parameters and headers', () => {
    const uri = parseUri('sips:Alice@Atlanta.example.com:5061;transport=TCP;lr?Subject=x&Priority=y');
    expect(uri).toMatchObject({
      scheme: 'sips',
      user: 'Alice',
      host: 'atlanta.example.com',
      port: 5061,
      headers: 'Subject=x&Priority=y',
    });
    expect([...uri.params]).toEqual([
      ['transport', 'TCP'],
      ['lr', ''],
    ]);
  });

  it('may have an IPv6 host', () => {
    expect(parseUri('sip:bob@[2001:DB8::10]:5070')).toMatchObject({ host: '2001:db8::10', port: 5070 });
    expect(parseUri('sip:[2001:db8::10]')).toMatchObject({ host: '2001:db8::10' });
    expect(parseUri('sip:bob@2001:db8::10')).toMatchObject({ host: '2001:db8::10' });
  });

  it('may have no user', () => {
    expect(parseUri('sip:biloxi.example.com')).not.toHaveProperty('user');
  });

  it('tells where a password stands, and does not copy it', () => {
    const uri = parseUri('sip:alice:secret@atlanta.example.com');
    expect(uri.user).toBe('alice');
    expect(uri.text.slice(...(uri.passwordAt ?? [0, 0]))).toBe('secret');
    expect(Object.values(uri).filter((value) => value === 'secret')).toEqual([]);
  });

  it('keeps what the user part may hold', () => {
    expect(parseUri("sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com").host).toBe('example.com');
    expect(parseUri('sip:user;par=u%40example.net@example.com').user).toBe('user;par=u@example.net');
  });

  it('undoes escapes, and keeps those that are none', () => {
    expect(parseUri('sip:%2B12125550100@example.com').user).toBe('+12125550100');
    expect(parseUri('sip:100%@example.com').user).toBe('100%');
    expect(parseUri('sip:%FF%FE@example.com').user).toBe('%FF%FE');
  });

  it('may be a telephone number', () => {
    expect(parseUri('tel:+1-212-555-0100;phone-context=example.com')).toMatchObject({
      scheme: 'tel',
      user: '+1-212-555-0100',
      host: '',
    });
  });

  it('may be a service or of a scheme nobody knows', () => {
    expect(parseUri('urn:service:sos')).toMatchObject({ scheme: 'urn', text: 'urn:service:sos', host: '' });
    expect(parseUri('soap.beep://192.0.2.103:3002')).toMatchObject({ scheme: 'soap.beep', host: '' });
  });

  it('may have lost its scheme', () => {
    expect(parseUri('bob@biloxi.example.com')).toMatchObject({ scheme: '', user: 'bob', host: 'biloxi.example.com' });
    expect(parseUri('biloxi.example.com:5060')).toMatchObject({ scheme: '', host: 'biloxi.example.com', port: 5060 });
  });

  it('may have swallowed its domain', () => {
    expect(parseUri('sip:alice@atlanta.example.com@192.0.2.1')).toMatchObject({
      user: 'alice@atlanta.example.com',
      host: '192.0.2.1',
    });
  });

  it('gives the number without its parameters', () => {
    expect(uriUser(parseUri('sip:+12125550100;phone-context=x@example.com;user=phone'))).toBe('+12125550100');
    expect(uriUser(parseUri('sip:example.com'))).toBeUndefined();
  });
});

describe('what is odd about a URI', () => {
  it.each([
    ['sip:bob@biloxi.example.com', []],
    [' sip:bob@biloxi.example.com', ['uri-with-space']],
    ['bob@biloxi.example.com', ['uri-without-scheme']],
    ['isbn:2983792873', ['uri-scheme-unknown']],
    ['sip:', ['uri-without-host']],
  ])('%s', (text, kinds) => {
    expect(uriFlaws(text).map((odd) => odd.kind)).toEqual(kinds);
  });

  it('a password is told without being shown', () => {
    expect(JSON.stringify(uriFlaws('sip:alice:secret@atlanta.example.com'))).not.toContain('secret');
    expect(uriFlaws('sip:alice:secret@atlanta.example.com')).toEqual([
      { kind: 'uri-password', clause: 'RFC 3261 19.1.1' },
    ]);
  });
});

it.each([
  ['192.0.2.1:5060', { host: '192.0.2.1', port: 5060 }],
  ['[2001:db8::1]:5060', { host: '2001:db8::1', port: 5060 }],
  ['Host.Example.com', { host: 'host.example.com' }],
  ['192.0.2.1 : 5060', { host: '192.0.2.1', port: 5060 }],
  ['192.0.2.1:sip', { host: '192.0.2.1' }],
])('host and port of %s', (text, expected) => {
  expect(parseHostPort(text)).toEqual(expected);
});
