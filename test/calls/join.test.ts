import { expect, test } from 'vitest';
import { groupCalls } from '../../src/calls/tracker.ts';
import type { CallsResult } from '../../src/calls/types.ts';
import { ladder } from '../ladder.helper.ts';
import type { LadderOptions } from '../ladder.helper.ts';

function resultOf(text: string, options: LadderOptions = {}): CallsResult {
  const { messages, summary } = ladder(text, options);
  return groupCalls(messages, summary);
}

const joinOf = (text: string, options: LadderOptions = {}): unknown =>
  resultOf(text, options).groups.map(({ joinedBy }) => joinedBy);

/** Two sides of one call through a PBX; the second line of each INVITE is left for headers. */
const sides = (first: string, second: string, called = 'carol'): string => `
  0.0 alice -> pbx INVITE sip:bob@biloxi.example.com
  ${first}
  0.2 pbx -> bob INVITE sip:${called}@biloxi.example.com call=b user=dave
  ${second}
`;
const UUID = 'ab30317f1a784dc48ff824d0d3715d86';

test('the same Session-ID proves it', () => {
  const value = `+Session-ID: ${UUID};remote=00000000000000000000000000000000`;
  expect(joinOf(sides(value, value))).toEqual([{ by: 'session-id', certainty: 'proven' }]);
});

test('a Session-ID that is not known yet proves nothing', () => {
  const zeros = `+Session-ID: ${'0'.repeat(32)};remote=${UUID}`;
  expect(joinOf(sides(zeros, zeros))).toEqual([]);
});

test('X-Call-ID names the other side, whichever comes first', () => {
  expect(joinOf(sides('', '+X-Call-ID: call-1@atlanta.example.com'))).toEqual([
    { by: 'x-call-id', certainty: 'proven' },
  ]);
  expect(joinOf(sides('+X-CID: call-b@atlanta.example.com', ''))).toEqual([{ by: 'x-call-id', certainty: 'proven' }]);
});

test('the charging vector of an IMS call makes it likely', () => {
  const vector = '+P-Charging-Vector: icid-value="1234567890abcdef";icid-generated-at=192.0.2.10';
  expect(joinOf(sides(vector, vector))).toEqual([{ by: 'charging-vector', certainty: 'likely' }]);
});

test('a Cisco-Guid, or a Via that was kept under a new Call-ID, proves it', () => {
  const guid = '+Cisco-Guid: 1234567890-1234567890-1234567890-1234567890';
  expect(joinOf(sides(guid, guid))).toEqual([{ by: 'cisco-guid', certainty: 'proven' }]);
  const kept = '+Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-alice-1';
  expect(joinOf(sides('', kept, 'bob'))).toEqual([{ by: 'via-branch', certainty: 'proven' }]);
});

const B2BUA = `
  0.0 alice -> pbx INVITE sip:5551234567@biloxi.example.com user=102
  0.1 pbx -> alice 100
  0.2 pbx -> trunk INVITE sip:+15551234567@biloxi.example.com call=b user=102
  1.0 trunk -> pbx 486 call=b
  1.1 pbx -> alice 486
`;

test('numbers with and without prefix, the host between and the time make it likely', () => {
  const { calls, groups } = resultOf(B2BUA);
  expect(calls.map((call) => call.kind === 'call' && [call.id, call.group, call.joinedBy])).toEqual([
    ['1', '1', { by: 'numbers-and-time', certainty: 'likely' }],
    ['2', '1', { by: 'numbers-and-time', certainty: 'likely' }],
  ]);
  expect(groups[0]?.madeBy?.element?.address).toBe('203.0.113.9');
  expect(groups[0]?.madeBy?.passedOn.map((traced) => traced.source?.address)).toEqual(['203.0.113.5']);
});

test('one number alone is possible', () => {
  expect(
    joinOf(`
    0.0 alice -> pbx INVITE sip:600@biloxi.example.com user=102
    0.2 pbx -> bob INVITE sip:bob@198.51.100.20 call=b user=102
  `),
  ).toEqual([{ by: 'numbers-and-time', certainty: 'possible' }]);
});

test('a call that came in twice, the second time with credentials, is one candidate', () => {
  expect(
    joinOf(`
    0.0 alice -> pbx INVITE sip:95550199@biloxi.example.com user=102
    0.1 pbx -> alice 401
    0.1 alice -> pbx ACK
    0.2 alice -> pbx INVITE sip:95550199@biloxi.example.com user=102 auth
    0.3 pbx -> bob INVITE sip:5550199@198.51.100.20 call=b user=5550100
  `),
  ).toEqual([{ by: 'numbers-and-time', certainty: 'likely' }]);
});

test('later than two seconds, from another host or to the same one is another call', () => {
  expect(
    joinOf(B2BUA.replace('0.2 pbx', '2.5 pbx').replace('1.0 trunk', '3.0 trunk').replace('1.1 pbx', '3.1 pbx')),
  ).toEqual([]);
  expect(
    joinOf(`
    0.0 alice -> pbx INVITE sip:5551234567@biloxi.example.com user=102
    0.2 bob -> trunk INVITE sip:5551234567@biloxi.example.com call=b user=102
  `),
  ).toEqual([]);
  expect(
    joinOf(`
    0.0 alice -> pbx INVITE sip:5551234567@biloxi.example.com user=102
    0.2 alice -> pbx INVITE sip:5551234567@biloxi.example.com call=b user=102
  `),
  ).toEqual([]);
});

test('on one host the ports tell the elements apart', () => {
  const onLoopback = (port: number): string => `
    alice = 127.0.0.1:5061
    pbx = 127.0.0.1:5060
    other = 127.0.0.1:${port}
    bob = 127.0.0.1:5062
    0.0 alice -> pbx INVITE sip:5551234567@biloxi.example.com user=102
    0.2 other -> bob INVITE sip:5551234567@biloxi.example.com call=b user=102
  `;
  expect(joinOf(onLoopback(5060))).toHaveLength(1);
  expect(joinOf(onLoopback(5070))).toEqual([]);
});

test('a log without times joins by closeness, and only as possible', () => {
  expect(joinOf(B2BUA.replaceAll(/^\s*\d\.\d /gm, '- '))).toEqual([{ by: 'numbers-and-time', certainty: 'possible' }]);
});

test('the B2BUA that hangs up both sides is the one who ended the call', () => {
  const answered = (endings: string): string => `
    0.0 alice -> pbx INVITE sip:5551234567@biloxi.example.com user=102
    0.2 pbx -> trunk INVITE sip:5551234567@biloxi.example.com call=b user=102
    1.0 trunk -> pbx 200 call=b
    1.1 pbx -> trunk ACK call=b
    1.2 pbx -> alice 200
    1.3 alice -> pbx ACK
    ${endings}
  `;
  const enderOf = (endings: string): unknown => resultOf(answered(endings)).groups[0]?.endedBy;
  expect(enderOf('33.2 pbx -> alice BYE\n33.2 pbx -> trunk BYE call=b')).toBe('server');
  expect(enderOf('33.2 alice -> pbx BYE\n33.3 pbx -> trunk BYE call=b')).toBe('caller');
  expect(enderOf('33.2 trunk -> pbx BYE call=b\n33.3 pbx -> alice BYE')).toBe('callee');
});

test('a value that every call carries is no identifier of one', () => {
  const value = `+Session-ID: ${UUID};remote=${'0'.repeat(32)}`;
  const text = Array.from(
    { length: 100 },
    (_, index) => `${index}.0 alice${index} -> pbx INVITE sip:b${index}@biloxi.example.com call=c${index}\n${value}`,
  ).join('\n');
  const sizes = resultOf(text).groups.map(({ calls }) => calls.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(32);
});
