import { expect, test } from 'vitest';
import { groupCalls } from '../../src/calls/tracker.ts';
import type { Call } from '../../src/calls/types.ts';
import { ladder } from '../ladder.helper.ts';
import type { LadderOptions } from '../ladder.helper.ts';

function callOf(text: string, options: LadderOptions = {}): Call {
  const { messages, summary } = ladder(text, options);
  const call = groupCalls(messages, summary).calls[0];
  if (call?.kind !== 'call') throw new Error(`Unexpected ${call?.kind}, expected a call`);
  return call;
}

const ANSWERED = `
  0.0 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
  0.1 pbx -> alice 100
  1.2 pbx -> alice 180
  4.2 pbx -> alice 200 sdp
  4.3 alice -> pbx ACK
`;

test('an answered call: who called whom, times, who hung up', () => {
  const call = callOf(`${ANSWERED}
    67.2 alice -> pbx BYE
    67.3 pbx -> alice 200
  `);
  expect(call).toMatchObject({
    id: '1',
    kind: 'call',
    method: 'INVITE',
    callIds: ['call-1@atlanta.example.com'],
    from: 'alice',
    to: 'bob',
    outcome: 'answered',
    statusCode: 200,
    reasonPhrase: 'OK',
    callerTag: 'alice-1',
    calleeTag: 'pbx-1',
    endedBy: 'caller',
    setupMs: 4200,
    postDialDelayMs: 1200,
    ringMs: 3000,
    talkMs: 63000,
    coverage: { start: true, end: true, bothSides: true, media: false },
  });
});

test('the callee hangs up', () => {
  expect(
    callOf(`${ANSWERED}
    9.0 pbx -> alice BYE
  `).endedBy,
  ).toBe('callee');
});

test('an element between both hangs up both', () => {
  const call = callOf(`
    0.0 alice -> proxy INVITE sip:bob@biloxi.example.com
    0.1 proxy -> bob INVITE
    1.0 bob -> proxy 200
    1.1 proxy -> alice 200
    1.2 alice -> proxy ACK
    1.3 proxy -> bob ACK
    99.0 proxy -> alice BYE new
    99.0 proxy -> bob BYE new
  `);
  expect(call.endedBy).toBe('server');
});

test('a call without BYE has no end', () => {
  expect(callOf(ANSWERED).coverage).toEqual({ start: true, end: false, bothSides: true, media: false });
});

test('a refused call, and who refused it', () => {
  const call = callOf(`
    0.00 alice -> proxy INVITE sip:+15551234567@biloxi.example.com
    0.01 proxy -> bob INVITE
    1.00 bob -> proxy 480
    1.01 proxy -> alice 480
  `);
  expect(call).toMatchObject({ outcome: 'rejected', statusCode: 480, to: '+15551234567' });
  expect(call.madeBy?.element?.address).toBe('198.51.100.20');
  expect(call.madeBy?.passedOn.map((traced) => traced.source?.address)).toEqual(['203.0.113.7']);
});

test('a proxy that answers itself while the next hop is silent made the code', () => {
  const call = callOf(`
    0.0 alice -> proxy INVITE sip:bob@biloxi.example.com
    0.1 proxy -> bob INVITE again=0.5,1.5,3.5
    5.0 proxy -> alice 408
  `);
  expect(call.madeBy).toMatchObject({ element: { address: '203.0.113.7' }, proven: true, passedOn: [] });
});

test('a challenge that credentials follow is one call, decided by the second INVITE', () => {
  const call = callOf(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com
    0.1 pbx -> alice 401
    0.1 alice -> pbx ACK
    0.2 alice -> pbx INVITE auth
    0.3 pbx -> alice 403
  `);
  expect(call.attempts).toHaveLength(2);
  expect(call).toMatchObject({ outcome: 'rejected', statusCode: 403 });
});

test('a challenge and nothing after it', () => {
  const text = `
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com
    0.1 pbx -> alice 407
    0.1 alice -> pbx ACK
  `;
  expect(callOf(text)).toMatchObject({ outcome: 'challenged', coverage: { end: false } });
  const watched = callOf(`${text}
    60.0 carol -> pbx OPTIONS sip:biloxi.example.com call=2
  `);
  expect(watched).toMatchObject({ outcome: 'challenged', coverage: { end: true } });
});

test('credentials that are challenged again are refused, unless only the nonce was stale', () => {
  const again = (options: string): Call =>
    callOf(`
      0.0 alice -> pbx INVITE sip:bob@biloxi.example.com
      0.1 pbx -> alice 407
      0.2 alice -> pbx INVITE auth
      0.3 pbx -> alice 407 ${options}
    `);
  expect(again('').outcome).toBe('rejected');
  expect(again('stale=true').outcome).toBe('challenged');
});

test('a redirect, followed and not', () => {
  const text = `
    0.0 alice -> proxy INVITE sip:bob@biloxi.example.com
    0.1 proxy -> alice 302
      +Contact: <sip:carol@198.51.100.30>
    0.1 alice -> proxy ACK
  `;
  expect(callOf(text)).toMatchObject({ outcome: 'redirected', statusCode: 302 });
  const followed = callOf(`${text}
    0.2 alice -> carol INVITE sip:carol@198.51.100.30
    0.3 carol -> alice 200
  `);
  expect(followed).toMatchObject({ outcome: 'answered', to: 'bob' });
});

test('the caller cancels', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com
    0.1 bob -> alice 180
    5.1 alice -> bob CANCEL
    5.2 bob -> alice 200
    5.3 bob -> alice 487
    5.4 alice -> bob ACK
  `);
  expect(call).toMatchObject({ outcome: 'cancelled', statusCode: 487, endedBy: 'caller', ringMs: 5000 });
});

test('a CANCEL that crosses the 200 leaves the call answered', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com
    5.0 alice -> bob CANCEL
    5.0 bob -> alice 200 for=INVITE
    5.1 bob -> alice 200 for=CANCEL
  `);
  expect(call.outcome).toBe('answered');
});

test('a proxy that cancels its other fork ends nothing', () => {
  const call = callOf(`
    0.0 alice -> proxy INVITE sip:bob@biloxi.example.com
    0.1 proxy -> bob INVITE
    0.1 proxy -> carol INVITE
    1.0 carol -> proxy 180
    2.0 bob -> proxy 603
    2.1 proxy -> carol CANCEL
    2.2 proxy -> alice 603
  `);
  expect(call).toMatchObject({ outcome: 'rejected', statusCode: 603 });
  expect(call.endedBy).toBeUndefined();
});

test('nobody answers: seven transmissions say so, one says nothing', () => {
  const seven = callOf(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com again=0.5,1.5,3.5,7.5,15.5,31.5
  `);
  expect(seven).toMatchObject({ outcome: 'unanswered', coverage: { end: true, bothSides: false } });
  const one = callOf('0.0 alice -> pbx INVITE sip:bob@biloxi.example.com');
  expect(one).toMatchObject({ outcome: 'unknown', coverage: { end: false } });
});

test('an ICMP error is something that came back', () => {
  const call = callOf(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com again=0.5,1.5,3.5,7.5,15.5,31.5
    0.1 pbx !> alice icmp 3/3
  `);
  expect(call.coverage.bothSides).toBe(true);
  expect(call.icmpErrors).toHaveLength(1);
});

test('silence counts as seen where other packets came that way', () => {
  const { messages, summary } = ladder(`
    0.0 alice -> pbx OPTIONS sip:biloxi.example.com call=2
    0.1 pbx -> alice 200 call=2
    1.0 alice -> pbx INVITE sip:bob@biloxi.example.com again=0.5,1.5,3.5,7.5,15.5,31.5
  `);
  expect(groupCalls(messages, summary).calls[1]?.coverage.bothSides).toBe(true);
});

test('one direction alone is not both sides', () => {
  const call = callOf(`
    0.0 alice -> bob INVITE sip:bob@biloxi.example.com hidden
    0.1 bob -> alice 180
    1.0 bob -> alice 200 sdp
    1.1 alice -> bob ACK hidden
    9.0 bob -> alice BYE
    9.1 alice -> bob 200 hidden
  `);
  expect(call).toMatchObject({ outcome: 'answered', coverage: { start: false, end: true, bothSides: false } });
});

test('a response and its ACK make a call without a start', () => {
  const call = callOf(`
    - alice -> pbx INVITE sip:bob@biloxi.example.com hidden
    - pbx -> alice 480
    - alice -> pbx ACK
  `);
  expect(call).toMatchObject({
    kind: 'call',
    outcome: 'rejected',
    statusCode: 480,
    from: 'alice',
    to: 'bob',
    coverage: { start: false, end: true },
  });
});

test('a BYE alone is the end of an answered call', () => {
  const call = callOf(`
    0.0 alice -> pbx INVITE sip:bob@biloxi.example.com hidden
    1.0 pbx -> alice 200 hidden
    9.0 alice -> pbx BYE
    9.1 pbx -> alice 200
  `);
  expect(call).toMatchObject({ outcome: 'answered', coverage: { start: false, end: true } });
  expect(call.statusCode).toBeUndefined();
  expect(call.dialogs.map((dialog) => dialog.state)).toEqual(['terminated']);
});

test('a log without times and addresses still tells outcome and order', () => {
  const call = callOf(
    `
    - alice -> pbx INVITE sip:bob@biloxi.example.com
    - pbx -> alice 180
    - pbx -> alice 486
    - alice -> pbx ACK
  `,
    { addresses: false, file: 'pjsip.log' },
  );
  expect(call).toMatchObject({
    outcome: 'rejected',
    statusCode: 486,
    hops: [],
    coverage: { start: true, end: true, bothSides: true },
  });
  expect([call.setupMs, call.firstAt, call.postDialDelayMs]).toEqual([undefined, undefined, undefined]);
});

test('a clock that knows no day goes over midnight', () => {
  const call = callOf(ANSWERED, { clock: 'day', startAt: 86_398_000 });
  const wrapped = { ...ladder(ANSWERED, { clock: 'day', startAt: 86_398_000 }) };
  const messages = wrapped.messages.map((message) => ({ ...message, at: (message.at ?? 0) % 86_400_000 }));
  const after = groupCalls(messages, wrapped.summary).calls[0];
  expect(call.setupMs).toBe(4200);
  expect(after?.kind === 'call' && after.setupMs).toBe(4200);
});
