import { expect, test } from 'vitest';
import { createCallTracker, groupCalls } from '../../src/calls/tracker.ts';
import type { CallTracker } from '../../src/calls/tracker.ts';
import type { AnyCall } from '../../src/calls/types.ts';
import { ladder } from '../ladder.helper.ts';
import type { Ladder } from '../ladder.helper.ts';

/** Hands out after every message. */
function drained(trace: Ladder): {
  readonly early: readonly AnyCall[];
  readonly late: readonly AnyCall[];
  readonly lateMessages: number;
} {
  const tracker = createCallTracker();
  const early: AnyCall[] = [];
  for (const message of trace.messages) {
    tracker.add(message);
    early.push(...closedOf(tracker));
  }
  const { calls, lateMessages } = tracker.finish(trace.summary);
  return { early, late: calls, lateMessages };
}

function closedOf(tracker: CallTracker): readonly AnyCall[] {
  const closed: AnyCall[] = [];
  tracker.closed((call) => void closed.push(call));
  return closed;
}

const shapeOf = ({ id, kind, outcome, messages }: AnyCall): string => `${id} ${kind} ${outcome} ${messages.length}`;

const TRACE = `
  0.0 alice -> pbx INVITE sip:bob@biloxi.example.com
  0.1 pbx -> alice 486
  0.2 alice -> pbx ACK
  1.0 carol -> pbx REGISTER sip:atlanta.example.com call=r
  1.1 pbx -> carol 200 call=r
  2.0 bob -> pbx INVITE sip:carol@atlanta.example.com call=2
  2.1 pbx -> bob 200 call=2
  2.2 bob -> pbx ACK call=2
  60.0 bob -> pbx BYE call=2
  60.1 pbx -> bob 200 call=2
`;

test('what has ended is handed out once 32 seconds of the trace have passed, the same as at the end', () => {
  const trace = ladder(TRACE);
  const { early, late } = drained(trace);
  expect(early.map(shapeOf)).toEqual(['1 call rejected 3', '2 registration registered 2']);
  expect(late.map(shapeOf)).toEqual(['3 call answered 5']);
  expect(groupCalls(trace.messages, trace.summary).calls.map(shapeOf)).toEqual([...early, ...late].map(shapeOf));
});

test('a call that goes on stays, however long it is silent', () => {
  const { early, late } = drained(ladder(TRACE.replace('60.0', '3600.0').replace('60.1', '3600.1')));
  expect(early.map(({ id }) => id)).toEqual(['1', '2']);
  expect(late.map(({ id }) => id)).toEqual(['3']);
});

test('what comes after a call was handed out is late, a new call on its Call-ID is not', () => {
  const trace = ladder(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com
    0.1 pbx -> alice 486 again=60
    0.2 alice -> pbx ACK
    50.0 bob -> pbx OPTIONS sip:biloxi.example.com call=2
    90.0 alice -> pbx INVITE sip:bob@biloxi.example.com
  `);
  const { early, late, lateMessages } = drained(trace);
  expect(early.map(shapeOf)).toEqual(['1 call rejected 3']);
  expect(lateMessages).toBe(1);
  expect(late.map(shapeOf)).toEqual(['2 other unanswered 1', '3 call unknown 1']);
});

test('sides of one call are handed out together', () => {
  const { early } = drained(
    ladder(`
      0.0 alice -> pbx INVITE sip:5551234567@biloxi.example.com user=102
      0.1 pbx -> trunk INVITE sip:5551234567@biloxi.example.com user=102 call=b
      0.2 pbx -> alice 503 new
      20.0 trunk -> pbx 503 call=b
      40.0 bob -> carol OPTIONS sip:carol@biloxi.example.com call=2
      45.0 bob -> carol OPTIONS sip:carol@biloxi.example.com call=3
      60.0 bob -> carol OPTIONS sip:carol@biloxi.example.com call=4
    `),
  );
  expect(early.map(({ id }) => id)).toEqual(['1', '2']);
});

test('without times, what has ended is handed out after so many messages', () => {
  const tracker = createCallTracker();
  const [first] = ladder('- alice -> pbx INVITE sip:bob@biloxi.example.com').messages;
  const ended = ladder(`
    - alice -> pbx INVITE sip:bob@biloxi.example.com call=x
    - pbx -> alice 486 call=x
  `).messages;
  for (const message of ended) tracker.add(message);
  expect(closedOf(tracker)).toEqual([]);
  for (let count = 0; count < 5_001; count++) if (first !== undefined) tracker.add(first);
  expect(closedOf(tracker).map(shapeOf)).toEqual(['1 call rejected 2']);
});

test('one Call-ID used for a second call after the first has ended makes two calls', () => {
  const trace = ladder(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com
    0.1 pbx -> alice 486
    0.2 alice -> pbx ACK
    9.0 alice -> pbx INVITE sip:bob@biloxi.example.com
      !From: <sip:alice@atlanta.example.com>;tag=another
    9.1 pbx -> alice 200
  `);
  expect(groupCalls(trace.messages, trace.summary).calls.map(shapeOf)).toEqual([
    '1 call rejected 3',
    '2 call answered 2',
  ]);
});

test('log lines that name a Call-ID stand with its call', () => {
  const { messages, summary, logLines } = ladder(
    `
      0.0 alice -> pbx INVITE sip:bob@biloxi.example.com
      0.1 log NOTICE: Failed to authenticate (callid: call-1@atlanta.example.com)
      0.2 log NOTICE: something else
    `,
    { file: 'full.log' },
  );
  expect(groupCalls(messages, summary, logLines).calls[0]?.logLines).toEqual([logLines[0]]);
});

test('one-line summaries without any header field make calls by hop', () => {
  const trace = ladder(`
    0.0 alice -> proxy INVITE sip:bob@biloxi.example.com
    0.1 proxy -> alice 100
    0.2 proxy -> bob INVITE again=0.5,1.5
    9.0 proxy -> alice 408
    9.1 alice -> proxy ACK
    20.0 carol -> proxy OPTIONS sip:biloxi.example.com call=2
  `);
  const bare = trace.messages.map((traced) => ({
    ...traced,
    message: { ...traced.message, headerFields: [], body: '' },
  }));
  const { calls } = groupCalls(bare, trace.summary);
  expect(calls.map(shapeOf)).toEqual(['1 call rejected 7', '2 other unknown 1']);
  expect(calls[0]).toMatchObject({
    callIds: [],
    to: 'bob',
    statusCode: 408,
    madeBy: { element: { address: '203.0.113.7' } },
  });
});

test('a failed fork or re-INVITE does not end a call that was answered', () => {
  const forked = ladder(`
    0.0 alice -> proxy INVITE sip:bob@biloxi.example.com
    0.1 proxy -> bob INVITE
    0.1 proxy -> carol INVITE
    1.0 bob -> proxy 200
    1.1 proxy -> alice 200
    1.2 proxy -> carol CANCEL
    1.3 carol -> proxy 487 for=INVITE
    90.0 carol -> pbx OPTIONS sip:biloxi.example.com call=2
    200.0 alice -> proxy BYE
  `);
  const { early, late } = drained(forked);
  expect(early.map(({ kind }) => kind)).toEqual(['other']);
  expect(late.map(shapeOf)).toEqual(['1 call answered 8']);
});
