import { expect, test } from 'vitest';
import { groupCalls } from '../../src/calls/tracker.ts';
import type { AnyCall, Registration } from '../../src/calls/types.ts';
import { ladder } from '../ladder.helper.ts';

function callsOf(text: string): readonly AnyCall[] {
  const { messages, summary } = ladder(text);
  return groupCalls(messages, summary).calls;
}

function registrationOf(text: string): Registration {
  const [first, ...others] = callsOf(text);
  expect(others).toEqual([]);
  if (first?.kind !== 'registration') throw new Error(`Unexpected ${first?.kind}, expected a registration`);
  return first;
}

test('a challenge and its answer register the device', () => {
  const registration = registrationOf(`
    0.0 alice -> pbx REGISTER sip:atlanta.example.com
    0.1 pbx -> alice 401
    0.2 alice -> pbx REGISTER auth
    0.3 pbx -> alice 200 expires=120
  `);
  expect(registration).toMatchObject({
    id: '1',
    method: 'REGISTER',
    from: 'alice',
    to: 'alice',
    aor: 'alice@atlanta.example.com',
    outcome: 'registered',
    statusCode: 200,
    expiresAsked: 3600,
    expiresGranted: 120,
    unregister: false,
    registrar: { address: '203.0.113.5', port: 5060 },
    coverage: { start: true, end: true, bothSides: true, media: false },
  });
  expect(registration.attempts).toHaveLength(2);
  expect(registration.contacts.map((contact) => contact.uri?.host)).toEqual(['192.0.2.10']);
});

test('Expires 0 takes the binding away', () => {
  const registration = registrationOf(`
    0.0 alice -> pbx REGISTER sip:atlanta.example.com expires=0
    0.1 pbx -> alice 200
  `);
  expect(registration).toMatchObject({ unregister: true, outcome: 'registered', contacts: [] });
});

test('a wrong password: challenged again, then refused', () => {
  const again = registrationOf(`
    0.0 alice -> pbx REGISTER sip:atlanta.example.com
    0.1 pbx -> alice 401
    0.2 alice -> pbx REGISTER auth
    0.3 pbx -> alice 401
  `);
  expect(again).toMatchObject({ outcome: 'rejected', statusCode: 401 });
  const forbidden = registrationOf(`
    0.0 alice -> pbx REGISTER sip:atlanta.example.com
    0.1 pbx -> alice 403
  `);
  expect(forbidden).toMatchObject({ outcome: 'rejected', statusCode: 403 });
});

test('a lone challenge is a challenge', () => {
  expect(
    registrationOf(`
      0.0 alice -> pbx REGISTER sip:atlanta.example.com
      0.1 pbx -> alice 401
    `).outcome,
  ).toBe('challenged');
});

test('a registrar that keeps silent', () => {
  const registration = registrationOf(`
    0.0 alice -> pbx REGISTER sip:atlanta.example.com again=0.5,1.5,3.5,7.5,11.5,15.5,19.5,23.5,27.5,31.5
  `);
  expect(registration).toMatchObject({ outcome: 'unanswered', coverage: { end: true } });
  expect(registration.transactions[0]?.retransmissions).toHaveLength(10);
});

test('a REGISTER that a proxy passes on is one registration', () => {
  const registration = registrationOf(`
    0.0 alice -> proxy REGISTER sip:atlanta.example.com
    0.1 proxy -> pbx REGISTER
    0.2 pbx -> proxy 200
    0.3 proxy -> alice 200
    60.0 alice -> proxy REGISTER
    60.1 proxy -> pbx REGISTER
    60.2 pbx -> proxy 200
    60.3 proxy -> alice 200
  `);
  expect(registration.attempts).toHaveLength(2);
  expect(registration.registrar?.address).toBe('203.0.113.7');
  expect(registration.madeBy?.element?.address).toBe('203.0.113.5');
});

test('one Call-ID at two registrars is two registrations, two addresses-of-record as well', () => {
  const registrars = callsOf(`
    0.0 alice -> pbx REGISTER sip:atlanta.example.com
    0.1 pbx -> alice 200
    1.0 alice -> trunk REGISTER sip:atlanta.example.com
    1.1 trunk -> alice 200
  `);
  expect(registrars.map(({ kind, id }) => [kind, id])).toEqual([
    ['registration', '1'],
    ['registration', '2'],
  ]);
  const lines = callsOf(`
    0.0 alice -> pbx REGISTER sip:atlanta.example.com
    1.0 alice -> pbx REGISTER sip:atlanta.example.com
      !To: <sip:102@atlanta.example.com>
  `);
  expect(lines.map((call) => call.to)).toEqual(['alice', '102']);
});

test('OPTIONS under one Call-ID are told apart, a challenged request and its repetition are not', () => {
  const calls = callsOf(`
    0.0 pbx -> alice OPTIONS sip:alice@192.0.2.10
    0.1 alice -> pbx 200
    30.0 pbx -> alice OPTIONS sip:alice@192.0.2.10
    30.1 alice -> pbx 404
    40.0 bob -> pbx PUBLISH sip:bob@biloxi.example.com call=2
    40.1 pbx -> bob 401 call=2
    40.2 bob -> pbx PUBLISH call=2 auth
    40.3 pbx -> bob 200 call=2
  `);
  expect(calls.map(({ kind, method, outcome, messages }) => [kind, method, outcome, messages.length])).toEqual([
    ['other', 'OPTIONS', 'answered', 2],
    ['other', 'OPTIONS', 'rejected', 2],
    ['other', 'PUBLISH', 'answered', 4],
  ]);
});

test('a subscription keeps its notifications', () => {
  const calls = callsOf(`
    0.0 alice -> pbx SUBSCRIBE sip:bob@biloxi.example.com
      +Event: dialog
    0.1 pbx -> alice 200
    0.2 pbx -> alice NOTIFY
    0.3 alice -> pbx 200
  `);
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({ kind: 'other', method: 'SUBSCRIBE', outcome: 'answered' });
});

test('requests inside a call belong to it', () => {
  const calls = callsOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com
    0.1 bob -> alice 200
    1.0 alice -> bob REFER
      +Refer-To: <sip:carol@biloxi.example.com>
    1.1 bob -> alice 202
    1.2 bob -> alice NOTIFY
    1.3 alice -> bob 200
    2.0 alice -> bob INFO
    2.1 bob -> alice 200
  `);
  expect(calls.map(({ kind, messages }) => [kind, messages.length])).toEqual([['call', 8]]);
});
