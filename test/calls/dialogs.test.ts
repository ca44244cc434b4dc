import { expect, test } from 'vitest';
import { groupCalls } from '../../src/calls/tracker.ts';
import type { Call, SdpExchange } from '../../src/calls/types.ts';
import { ladder } from '../ladder.helper.ts';

function callOf(text: string): Call {
  const { messages, summary } = ladder(text);
  const call = groupCalls(messages, summary).calls[0];
  if (call?.kind !== 'call') throw new Error(`Unexpected ${call?.kind}, expected a call`);
  return call;
}

const startLine = (traced: SdpExchange['offer']): string => traced?.message.startLine.replace(/ sip:\S+/, '') ?? '-';
const shapeOf = (exchange: SdpExchange): string =>
  `${exchange.offeredBy}: ${startLine(exchange.offer)} / ${startLine(exchange.answer)}${exchange.early ? ' early' : ''}${exchange.refusal === undefined ? '' : ` refused ${startLine(exchange.refusal)}`}`;

test('a fork makes a dialog for each To-tag, over all hops', () => {
  const call = callOf(`
    0.0 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
    0.1 proxy -> bob INVITE
    0.1 proxy -> carol INVITE
    1.0 bob -> proxy 180
    1.0 proxy -> alice 180
    1.1 carol -> proxy 180
    2.0 carol -> proxy 200 sdp
    2.1 proxy -> alice 200
    2.2 proxy -> bob CANCEL
    2.3 bob -> proxy 487 for=INVITE
  `);
  expect(call.dialogs.map(({ id, state, answered }) => [id.callerTag, id.calleeTag, state, answered])).toEqual([
    ['alice-1', 'bob-1', 'terminated', false],
    ['alice-1', 'carol-1', 'confirmed', true],
  ]);
  expect(call.calleeTag).toBe('carol-1');
  expect(call.dialogs[1]?.transactions).toHaveLength(2);
  expect(call.hops.map((hop) => hop.destination?.address)).toEqual(['203.0.113.7', '198.51.100.20', '198.51.100.30']);
});

test('a failure makes no dialog', () => {
  expect(
    callOf(`
      0.0 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
      0.1 pbx -> alice 488
    `).dialogs,
  ).toEqual([]);
});

test('requests of the callee are in the same dialog', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com sdp
    0.1 bob -> alice 200 sdp
    0.2 alice -> bob ACK
    5.0 bob -> alice INVITE sdp=pcma dir=sendonly
    5.1 alice -> bob 200 sdp=pcma dir=recvonly
    5.2 bob -> alice ACK
    9.0 bob -> alice BYE
    9.1 alice -> bob 200
  `);
  expect(call.dialogs).toHaveLength(1);
  expect(call.dialogs[0]?.transactions.map(({ method }) => method)).toEqual(['INVITE', 'ACK', 'INVITE', 'ACK', 'BYE']);
  expect(call.attempts).toHaveLength(1);
  expect(call.sdp.map(shapeOf)).toEqual([
    'caller: INVITE SIP/2.0 / SIP/2.0 200 OK',
    'callee: INVITE SIP/2.0 / SIP/2.0 200 OK',
  ]);
});

test('a dialog of which only the end was captured is known by its BYE', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com hidden
    0.1 bob -> alice 200 hidden
    9.0 bob -> alice BYE
    9.1 alice -> bob 200
  `);
  expect(call.dialogs).toHaveLength(1);
  expect(call.dialogs[0]).toMatchObject({ state: 'terminated', answered: true });
});

test('an offer in the 200 is answered in the ACK', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com
    0.1 bob -> alice 180
    1.0 bob -> alice 200 sdp
    1.1 alice -> bob ACK sdp
  `);
  expect(call.sdp.map(shapeOf)).toEqual(['callee: SIP/2.0 200 OK / ACK SIP/2.0']);
  expect(call.dialogs[0]?.sdp).toEqual(call.sdp);
});

test('an offer in a reliable 183 is answered in the PRACK', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com
    0.1 bob -> alice 183 rel sdp
    0.2 alice -> bob PRACK sdp
    0.3 bob -> alice 200
    1.0 bob -> alice 200 for=INVITE
  `);
  expect(call.sdp.map(shapeOf)).toEqual(['callee: SIP/2.0 183 Session Progress / PRACK SIP/2.0 early']);
});

test('an answer in a 183 is early media; the 200 that repeats it is no second answer', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com sdp
    0.1 bob -> alice 183 sdp
    1.0 bob -> alice 200 sdp
  `);
  expect(call.sdp.map(shapeOf)).toEqual(['caller: INVITE SIP/2.0 / SIP/2.0 183 Session Progress early']);
});

test('an offer that is refused has its refusal and no answer', () => {
  const call = callOf(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=g729
    0.1 pbx -> alice 488
  `);
  expect(call.sdp.map(shapeOf)).toEqual(['caller: INVITE SIP/2.0 / - refused SIP/2.0 488 Not Acceptable Here']);
});

test('a 200 without a description leaves the offer without an answer', () => {
  const call = callOf(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
    0.1 pbx -> alice 200
  `);
  expect(call.sdp.map(shapeOf)).toEqual(['caller: INVITE SIP/2.0 / -']);
});
