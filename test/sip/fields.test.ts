import { describe, expect, it } from 'vitest';
import { firstHeader, hasHeader, headerFields, headerValues } from '../../src/sip/fields.ts';
import { read } from './wire.ts';

const message = read(`
  SIP/2.0 401 Unauthorized
  v: SIP/2.0/UDP 192.0.2.3;branch=z9hG4bK3, SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2
  Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
  From: "Smith, Alice" <sip:alice@atlanta.example.com>;tag=1
  To: <sip:bob@biloxi.example.com>;tag=2
  Contact: "Bob, at home" <sip:bob@192.0.2.4>, <sip:bob@192.0.2.5;x=a,b>
  WWW-Authenticate: Digest realm="biloxi.example.com", nonce="00", algorithm=MD5
  x-fs-support: update_display,send_info
  Subject:

`);

describe('fetching header fields', () => {
  it('gives every value of a list, across its rows', () => {
    expect(headerValues(message, 'Via')).toEqual([
      'SIP/2.0/UDP 192.0.2.3;branch=z9hG4bK3',
      'SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2',
      'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
    ]);
  });

  it('leaves commas alone within quotes and brackets', () => {
    expect(headerValues(message, 'm')).toEqual(['"Bob, at home" <sip:bob@192.0.2.4>', '<sip:bob@192.0.2.5;x=a,b>']);
  });

  it('leaves commas alone in fields that are no lists', () => {
    expect(headerValues(message, 'www-authenticate')).toEqual([
      'Digest realm="biloxi.example.com", nonce="00", algorithm=MD5',
    ]);
    expect(headerValues(message, 'From')).toHaveLength(1);
  });

  it('gives rows with their lines', () => {
    expect(headerFields(message, 'Via').map((field) => field.line)).toEqual([2, 3]);
  });

  it('finds an extension in any case', () => {
    expect(firstHeader(message, 'X-FS-Support')).toBe('update_display,send_info');
  });

  it('tells an empty field from a missing one', () => {
    expect([firstHeader(message, 'Subject'), hasHeader(message, 's'), headerValues(message, 'Subject')]).toEqual([
      '',
      true,
      [],
    ]);
    expect([firstHeader(message, 'Expires'), hasHeader(message, 'Expires')]).toEqual([undefined, false]);
  });
});
