import { expect, test } from 'vitest';
import { groupCalls } from '../../src/calls/tracker.ts';
import type { Call, Transaction } from '../../src/calls/types.ts';
import { ladder } from '../ladder.helper.ts';
import type { LadderOptions } from '../ladder.helper.ts';

function callOf(text: string, options: LadderOptions = {}): Call {
  const { messages, summary } = ladder(text, options);
  const { calls } = groupCalls(messages, summary);
  expect(calls).toHaveLength(1);
  if (calls[0]?.kind !== 'call') throw new Error(`Unexpected ${calls[0]?.kind}, expected a call`);
  return calls[0];
}

const shapeOf = (transaction: Transaction): string => {
  const final = transaction.final?.message;
  const code = final?.kind === 'response' ? final.statusCode : '-';
  return `${transaction.method} ${transaction.cseq} ${code} ${transaction.state}`;
};

test('the ACK to a failure belongs to the INVITE, the ACK to a 2xx is a transaction of its own', () => {
  const call = callOf(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
    0.1 pbx -> alice 407
    0.1 alice -> pbx ACK
    0.2 alice -> pbx INVITE auth sdp
    0.3 pbx -> alice 100
    1.0 pbx -> alice 200 sdp
    1.1 alice -> pbx ACK
  `);
  expect(call.transactions.map(shapeOf)).toEqual(['INVITE 1 407 confirmed', 'INVITE 2 200 accepted', 'ACK 2 - trying']);
  const [challenged, answered, ack] = call.transactions;
  expect(challenged?.ack?.place).toEqual({ file: 'ladder.pcap', frame: 3 });
  expect(answered?.ack).toBe(ack?.request);
});

test('a request and a response sent again are retransmissions, a new CSeq is not', () => {
  const call = callOf(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com again=0.5,1.5,3.5
    4.0 pbx -> alice 200 again=0.5,1.5
    6.0 alice -> pbx ACK again=0.1
    7.0 alice -> pbx INVITE
    7.1 pbx -> alice 200
  `);
  expect(call.transactions.map((transaction) => transaction.retransmissions.length)).toEqual([5, 1, 0]);
  expect(call.transactions[0]?.finals).toHaveLength(1);
  expect(call.transactions[0]?.messages).toHaveLength(7);
});

test('a new RSeq is a new provisional response, the same one again is not', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com
    0.1 bob -> alice 180 rel=1 again=0.5
    1.0 bob -> alice 180 rel=2
  `);
  expect(call.transactions[0]?.provisional).toHaveLength(2);
  expect(call.transactions[0]?.retransmissions).toHaveLength(1);
});

test('what a proxy passes on is a transaction of the next hop', () => {
  const call = callOf(`
    0.00 alice -> proxy INVITE sip:bob@biloxi.example.com
    0.01 proxy -> alice 100
    0.02 proxy -> bob INVITE again=0.5
    1.00 bob -> proxy 486
    1.01 proxy -> bob ACK
    1.02 proxy -> alice 486
    1.03 alice -> proxy ACK
  `);
  const [first, second] = call.transactions;
  expect(call.transactions).toHaveLength(2);
  expect(second?.passedOnFrom).toBe(first);
  expect(first?.passedOnTo).toEqual([second]);
  expect([first?.viaDepth, second?.viaDepth]).toEqual([1, 2]);
  expect([first?.retransmissions.length, second?.retransmissions.length]).toEqual([0, 1]);
  expect(first?.uas?.address).toBe('203.0.113.7');
});

test('the log of what a proxy received has the responses of the next hop alone: they are those of the caller as well', () => {
  const drawn = ladder(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
      !Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa
    0.0 pbx -> bob INVITE hidden
    0.1 bob -> pbx 180
      !Via: SIP/2.0/UDP 198.51.100.20;branch=z9hG4bKp, SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa
    0.2 bob -> pbx 486
      !Via: SIP/2.0/UDP 198.51.100.20;branch=z9hG4bKp, SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa
    0.3 alice -> pbx ACK
      !Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa
  `);
  const [call] = groupCalls(drawn.messages, drawn.summary).calls;
  expect(call).toMatchObject({ outcome: 'rejected', statusCode: 486 });
  expect(call?.transactions.map(shapeOf)).toEqual(['INVITE 1 486 confirmed', 'INVITE 1 486 completed']);
  expect(call?.madeBy?.element?.address).toBe(call?.transactions[1]?.uas?.address);
});

test('an element that hides the Vias passes on what comes in and goes out again', () => {
  const call = callOf(`
    0.00 alice -> sbc INVITE sip:bob@biloxi.example.com
    0.02 sbc -> bob INVITE new
    1.00 bob -> sbc 486
    1.02 sbc -> alice 486 new
  `);
  expect(call.transactions[1]?.passedOnFrom).toBe(call.transactions[0]);
  expect(call.attempts).toHaveLength(1);
  expect(call.madeBy?.element?.address).toBe('198.51.100.20');
});

test('CANCEL is a transaction of its own, tied to its INVITE by the branch', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com
    0.1 bob -> alice 180
    5.0 alice -> bob CANCEL
    5.1 bob -> alice 200
    5.2 bob -> alice 487
    5.3 alice -> bob ACK
  `);
  expect(call.transactions.map(shapeOf)).toEqual(['INVITE 1 487 confirmed', 'CANCEL 1 200 completed']);
  expect(call.transactions[0]?.cancel).toBe(call.transactions[1]);
});

test('a CANCEL with another branch is tied to no INVITE', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com
    0.1 bob -> alice 180
    5.0 alice -> bob CANCEL
      !Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-other;rport
    5.1 bob -> alice 481 for=CANCEL
  `);
  expect(call.transactions[0]?.cancel).toBeUndefined();
});

test('without the cookie, CSeq, tags and Request-URI tell transactions apart', () => {
  const call = callOf(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com branch=1
    0.5 alice -> pbx INVITE again
    1.0 pbx -> alice 302
    1.1 alice -> pbx ACK
    1.2 alice -> pbx INVITE sip:carol@biloxi.example.com branch=1
    2.0 pbx -> alice 486
    2.1 alice -> pbx ACK
  `);
  expect(call.transactions.map(shapeOf)).toEqual(['INVITE 1 302 confirmed', 'INVITE 2 486 confirmed']);
  expect(call.transactions[0]?.retransmissions).toHaveLength(1);
});

test('a response that lost its Via finds its request by CSeq', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com
    0.1 bob -> alice 486
      -Via
    0.2 alice -> bob ACK
  `);
  expect(call.transactions.map(shapeOf)).toEqual(['INVITE 1 486 confirmed']);
});

test('the same branch sent to another server is another transaction', () => {
  const call = callOf(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com branch=z9hG4bK-1 cseq=1
    9.0 alice -> trunk INVITE branch=z9hG4bK-1 cseq=1
    9.5 trunk -> alice 503
  `);
  expect(call.transactions.map(shapeOf)).toEqual(['INVITE 1 - calling', 'INVITE 1 503 completed']);
});

test('one ACK past the proxies serves the 2xx of the first and of the last hop', () => {
  const call = callOf(`
    0.0 alice -> proxy INVITE sip:bob@biloxi.example.com
    0.1 proxy -> bob INVITE
    1.0 bob -> proxy 200
    1.1 proxy -> alice 200
    1.2 alice -> bob ACK
  `);
  const ack = call.transactions.at(-1)?.request;
  expect(call.transactions.slice(0, 2).map((transaction) => transaction.ack)).toEqual([ack, ack]);
});

test('thousands of retransmissions and of new requests of one call are read in linear time', () => {
  const offsets = Array.from({ length: 4_000 }, (_, index) => index * 0.1 + 0.1).join(',');
  const { messages, summary } = ladder(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com again=${offsets}
    0.1 bob -> alice 180 again=${offsets}
  `);
  const infos = messages.slice(0, 1).flatMap((first) =>
    Array.from({ length: 4_000 }, (_, index) => ({
      ...first,
      message: {
        ...first.message,
        headerFields: first.message.headerFields.map((field) =>
          field.name === 'Via'
            ? { ...field, value: `${field.value}-${index}`.replace('alice-1', `alice-1-${index}`) }
            : field,
        ),
      },
    })),
  );
  const before = process.cpuUsage();
  const { calls } = groupCalls([...messages, ...infos], summary);
  const { user } = process.cpuUsage(before);
  expect(calls).toHaveLength(1);
  expect(calls[0]?.transactions).toHaveLength(4_001);
  expect(user / 1000).toBeLessThan(3_000);
});
