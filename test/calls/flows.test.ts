import { expect, test } from 'vitest';
import { createCallTracker, groupCalls } from '../../src/calls/tracker.ts';
import type { Call } from '../../src/calls/types.ts';
import { ladder } from '../ladder.helper.ts';

function callsOf(text: string): readonly Call[] {
  const { messages, summary } = ladder(text);
  return groupCalls(messages, summary).calls.filter((call) => call.kind === 'call');
}

const CALL = `
  0.0 alice -> pbx INVITE sip:bob@biloxi.example.com sdp media=10.0.0.5:40000
  1.0 pbx -> alice 200 sdp
  1.1 alice -> pbx ACK
  20.0 alice -> pbx BYE
  20.1 pbx -> alice 200
`;

test('streams belong to the call that described either of their ends, behind a NAT too', () => {
  const [call] = callsOf(`${CALL}
    1.2 alice ~> pbx rtp seconds=18 from=192.0.2.10:61234
    1.2 pbx ~> alice rtp seconds=18 to=192.0.2.10:61234
    1.2 bob ~> carol rtp seconds=18
  `);
  expect(call?.streams.map(({ source, destination }) => `${source.address} ${destination.address}`)).toEqual([
    '192.0.2.10 203.0.113.5',
    '203.0.113.5 192.0.2.10',
  ]);
  expect(call?.coverage.media).toBe(true);
});

test('a port that two calls use one after the other is told by the time', () => {
  const [first, second] = callsOf(`${CALL}
    1.2 alice ~> pbx rtp seconds=18 ssrc=1
    100.0 bob -> pbx INVITE sip:carol@biloxi.example.com call=2 sdp
    101.0 pbx -> bob 200 call=2 sdp
    101.1 bob ~> pbx rtp seconds=18 ssrc=2
    120.0 bob -> pbx BYE call=2
  `);
  expect(first?.streams.map(({ ssrc }) => ssrc)).toEqual([1]);
  expect(second?.streams.map(({ ssrc }) => ssrc)).toEqual([2]);
});

test('calls that are handed out early have the media read so far, where it is known', () => {
  const trace = ladder(`${CALL}
    1.2 alice ~> pbx rtp seconds=18
    90.0 bob -> pbx OPTIONS sip:biloxi.example.com call=2
  `);
  const { streams, icmpErrors } = trace.summary;
  const tracker = createCallTracker({ soFar: () => ({ streams, icmpErrors }) });
  for (const message of trace.messages) tracker.add(message);
  const media: boolean[] = [];
  tracker.closed((call) => void media.push(call.coverage.media));
  expect(media).toEqual([true]);
});
