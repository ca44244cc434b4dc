import { describe, expect, it } from 'vitest';
import { checkTopVia, checkVia, parseVia, parseVias } from '../../../src/sip/headers/via.ts';

describe('Via', () => {
  it('has a transport, a sent-by and parameters', () => {
    expect(
      parseVia(
        'SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK87asdks7;received=203.0.113.9;rport=41234;ttl=16;maddr=224.2.0.1',
      ),
    ).toMatchObject({
      protocol: 'SIP/2.0',
      transport: 'UDP',
      host: '192.0.2.1',
      port: 5060,
      branch: 'z9hG4bK87asdks7',
      received: '203.0.113.9',
      rport: 41234,
      rportAsked: true,
      ttl: 16,
      maddr: '224.2.0.1',
    });
  });

  it('may ask for the port without knowing it', () => {
    const via = parseVia('SIP/2.0/UDP 192.0.2.1;rport;branch=z9hG4bK1');
    expect(via.rportAsked).toBe(true);
    expect(via).not.toHaveProperty('rport');
  });

  it('may have an IPv6 sent-by', () => {
    expect(parseVia('SIP/2.0/TLS [2001:db8::9:1]:5061;branch=z9hG4bK1')).toMatchObject({
      transport: 'TLS',
      host: '2001:db8::9:1',
      port: 5061,
    });
  });

  it('may be full of blanks (RFC 4475 3.1.1.1)', () => {
    expect(parseVia('SIP  / 2.0  / TCP     spindle.example.com   ; branch  =   z9hG4bK9ikj8')).toMatchObject({
      protocol: 'SIP/2.0',
      transport: 'TCP',
      host: 'spindle.example.com',
      branch: 'z9hG4bK9ikj8',
    });
  });

  it('may share its row, topmost first', () => {
    expect(
      parseVias('SIP/2.0/UDP a.example.com;branch=z9hG4bK1, SIP/2.0/WSS b.invalid').map((via) => via.host),
    ).toEqual(['a.example.com', 'b.invalid']);
  });

  it('is read as far as it goes', () => {
    expect(parseVia('192.0.2.1:5060')).toMatchObject({ protocol: '', transport: '', host: '192.0.2.1', port: 5060 });
  });
});

describe('what is odd about Via', () => {
  it.each([
    ['SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1', undefined],
    ['SIP/2.0/UDP 192.0.2.1:5060;;branch=z9hG4bK1', ['params-empty']],
    ['SIP/3.0/UDP 192.0.2.1', ['version-unsupported']],
    ['192.0.2.1:5060', ['via-invalid']],
    ['SIP/2.0/UDP 255.255.255.255', ['address-broadcast']],
  ])('%s', (value, kinds) => {
    expect(checkVia(value)?.map((odd) => odd.kind)).toEqual(kinds);
  });

  it.each([
    ['SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1', undefined],
    ['SIP/2.0/UDP 192.0.2.1', 'via-branch-missing'],
    ['SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK', 'via-branch-empty'],
    ['SIP/2.0/UDP 192.0.2.1;branch=1', 'via-branch-old'],
  ])('branch of %s', (value, kind) => {
    expect(checkTopVia(value)?.[0]?.kind).toBe(kind);
  });
});
