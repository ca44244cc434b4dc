import { describe, expect, it } from 'vitest';
import { checkCallId, parseCallId } from '../../../src/sip/headers/call-id.ts';
import { checkContentType, parseContentType } from '../../../src/sip/headers/content-type.ts';
import { checkCSeq, parseCSeq } from '../../../src/sip/headers/cseq.ts';
import { parseEvent } from '../../../src/sip/headers/event.ts';
import { freeSwitchFields } from '../../../src/sip/headers/freeswitch.ts';
import { linkedCallIds } from '../../../src/sip/headers/linked-call.ts';
import { parseAccessNetwork, parseChargingVector, parsePrivacy } from '../../../src/sip/headers/p-headers.ts';
import { parseProduct } from '../../../src/sip/headers/product.ts';
import { parseRAck, parseRSeq } from '../../../src/sip/headers/rack.ts';
import { parseSessionId } from '../../../src/sip/headers/session-id.ts';
import { parseSubscriptionState } from '../../../src/sip/headers/subscription-state.ts';
import { hasToken, parseTokens } from '../../../src/sip/headers/token-list.ts';
import { read } from '../wire.ts';

it.each([
  ['4711 INVITE', { number: 4711, method: 'INVITE' }, undefined],
  ['0009 INVITE', { number: 9, method: 'INVITE' }, undefined],
  ['2147483648 INVITE', { number: 2147483648, method: 'INVITE' }, 'cseq-too-large'],
  ['INVITE', undefined, 'cseq-invalid'],
  ['4711', { number: 4711, method: '' }, 'cseq-invalid'],
  ['4711INVITE', { number: 4711, method: 'INVITE' }, 'cseq-invalid'],
])('CSeq: %s', (value, expected, kind) => {
  expect(parseCSeq(value)).toEqual(expected);
  expect(checkCSeq(value)?.[0]?.kind).toBe(kind);
});

it.each([
  [
    'f81d4fae-7dec-11d0-a765-00a0c91e6bf6@atlanta.example.com',
    { text: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6@atlanta.example.com', host: 'atlanta.example.com' },
    undefined,
  ],
  ['1', { text: '1' }, undefined],
  ['1 2', { text: '1 2' }, 'call-id-invalid'],
  ['', { text: '' }, 'call-id-invalid'],
])('Call-ID: %s', (value, expected, kind) => {
  expect(parseCallId(value)).toEqual(expected);
  expect(checkCallId(value)?.[0]?.kind).toBe(kind);
});

it.each([
  ['Application/SDP', { type: 'application/sdp' }, undefined],
  ['multipart/mixed; boundary="a b"', { type: 'multipart/mixed', boundary: 'a b' }, undefined],
  ['sdp', { type: 'sdp' }, 'content-type-invalid'],
])('Content-Type: %s', (value, expected, kind) => {
  expect(parseContentType(value)).toMatchObject(expected);
  expect(checkContentType(value)?.[0]?.kind).toBe(kind);
});

describe('Server and User-Agent', () => {
  it.each([
    ['Asterisk PBX 18.9.0', 'Asterisk', '18.9.0'],
    ['FPBX-16.0.40(18.19.0)', 'FPBX', '16.0.40'],
    [
      'FreeSWITCH-mod_sofia/1.10.9-release+git~20230119T1822Z',
      'FreeSWITCH-mod_sofia',
      '1.10.9-release+git~20230119T1822Z',
    ],
    ['kamailio (5.7.1 (x86_64/linux))', 'kamailio', '5.7.1'],
    ['Cisco-SIPGateway/IOS-15.4.3.M', 'Cisco-SIPGateway', '15.4.3.M'],
    ['Twilio Gateway', 'Twilio', undefined],
    ['', '', undefined],
  ])('%s', (value, name, version) => {
    const product = parseProduct(value);
    expect([product.name, product.version]).toEqual([name, version]);
  });

  it('have comments', () => {
    expect(parseProduct('Linphone/4.2.5 (belle-sip/4.2.0) (iPhone)').comments).toEqual(['belle-sip/4.2.0', 'iPhone']);
  });
});

it('token lists are read in their order and searched in any case', () => {
  expect(parseTokens('INVITE, ACK,, BYE ')).toEqual(['INVITE', 'ACK', 'BYE']);
  expect([hasToken(['100rel', 'Timer'], 'timer'), hasToken([], 'timer')]).toEqual([true, false]);
});

it('RAck names the response it acknowledges', () => {
  expect(parseRAck('776656 1 INVITE')).toEqual({ rseq: 776656, cseq: 1, method: 'INVITE' });
  expect(parseRAck('776656 INVITE')).toBeUndefined();
  expect(parseRSeq('776656')).toBe(776656);
});

it('Event names a package', () => {
  expect(parseEvent('Message-Summary;id=2')).toMatchObject({ package: 'message-summary', id: '2' });
  expect(parseEvent(';id=2')).toBeUndefined();
});

it('Subscription-State says why it ended', () => {
  expect(parseSubscriptionState('terminated;reason=timeout;retry-after=60')).toEqual({
    state: 'terminated',
    reason: 'timeout',
    retryAfter: 60,
  });
  expect(parseSubscriptionState('active;expires=3599')).toEqual({ state: 'active', expires: 3599 });
  expect(parseSubscriptionState('')).toBeUndefined();
});

it('Session-ID keeps a call together across a B2BUA', () => {
  expect(parseSessionId('ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000')).toEqual({
    local: 'ab30317f1a784dc48ff824d0d3715d86',
    remote: '00000000000000000000000000000000',
  });
  expect(parseSessionId('AB30317F-1A78-4DC4-8FF8-24D0D3715D86')).toEqual({ local: 'ab30317f1a784dc48ff824d0d3715d86' });
  expect(parseSessionId('12')).toBeUndefined();
});

it('other dialogs of the same call are named by X-Call-ID and its like', () => {
  const invite =
    'INVITE sip:bob@192.0.2.4 SIP/2.0\nX-CID: 1@192.0.2.1\nx-call-id: 2@192.0.2.1\nX-Call-ID: 1@192.0.2.1\n\n';
  expect(linkedCallIds(read(invite))).toEqual(['1@192.0.2.1', '2@192.0.2.1']);
});

it('FreeSWITCH has header fields of its own', () => {
  expect(
    freeSwitchFields(read('INVITE sip:bob@192.0.2.4 SIP/2.0\nX-FS-Support: update_display,send_info\n\n')),
  ).toEqual([{ key: 'support', value: 'update_display,send_info', line: 2 }]);
});

it('IMS has header fields of its own', () => {
  expect(parseAccessNetwork('3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=250991').type).toBe('3GPP-E-UTRAN-FDD');
  expect(parseChargingVector('icid-value="AyretyU0dm+6O2IrT5tAFrbHLso=";orig-ioi=home.example.com').icid).toBe(
    'AyretyU0dm+6O2IrT5tAFrbHLso=',
  );
  expect(parsePrivacy('ID;critical')).toEqual(['id', 'critical']);
});
