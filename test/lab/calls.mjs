import { audio } from './sdp.mjs';
import { expect, media, recv, reply, send, wait } from './sipp.mjs';

/** What most phones offer: PCMU, PCMA, events; and the small packets that keep a recorded stream short. */
export const PHONE = () => audio();
export const SMALL = () => audio({ codecs: ['G729', 'PCMU', 'events'] });

/** Alice calls Bob, who refuses with `code`: the two parties of a direct call. */
// prettier-ignore
export function refused(code, reason, { ringMs, headers = [], answer = {}, invite = {}, agent, alice = {} } = {}) {
  return [
    {
      host: 'bob', ...(agent === undefined ? {} : { agent }),
      steps: [expect('INVITE'), reply(100, 'Trying'), ...(ringMs === undefined ? [] : [reply(180, 'Ringing'), wait(ringMs)]), reply(code, reason, { headers, ...answer, retransmit: true }), expect('ACK')],
    },
    { host: 'alice', ...alice, steps: [send('INVITE', { sdp: PHONE(), ...invite }), recv(100), recv(180), recv(code), send('ACK', { failed: true })] },
  ];
}

/** An answered call; `inside` is what each side does between ACK and BYE. */
export function answered({
  offer = SMALL(),
  answer = SMALL(),
  invite = {},
  ok = {},
  ringMs = 1200,
  talkMs = 2500,
  rtp = 2,
  bob = [],
  alice = [],
  ending,
  bobParty = {},
  aliceParty = {},
} = {}) {
  const end = ending ?? { alice: [wait(talkMs), send('BYE'), recv(200)], bob: [expect('BYE'), reply(200, 'OK')] };
  return [
    {
      host: 'bob',
      ...bobParty,
      steps: [
        expect('INVITE'),
        reply(180, 'Ringing'),
        wait(ringMs),
        reply(200, 'OK', { ...(answer === null ? {} : { sdp: answer }), retransmit: true, ...ok }),
        expect('ACK'),
        ...(rtp > 0 ? [media('alice', { seconds: rtp })] : []),
        ...bob,
        ...end.bob,
      ],
    },
    {
      host: 'alice',
      ...aliceParty,
      steps: [
        send('INVITE', { ...(offer === null ? {} : { sdp: offer }), ...invite }),
        recv(100),
        recv(180),
        recv(200),
        send('ACK'),
        ...(rtp > 0 ? [media('bob', { seconds: rtp })] : []),
        ...alice,
        ...end.alice,
      ],
    },
  ];
}

/** A request outside a call (SUBSCRIBE, PUBLISH, OPTIONS, REGISTER ...) and its answer. */
export function asked(method, code, reason, { request = {}, answer = {}, agent } = {}) {
  return [
    { host: 'bob', ...(agent === undefined ? {} : { agent }), steps: [expect(method), reply(code, reason, answer)] },
    { host: 'alice', steps: [send(method, request), recv(code)] },
  ];
}

export const found = (first, { also = [], never = [], atFault = ['depends'] } = {}) => ({
  verdict: 'found',
  first: [first].flat(),
  also,
  never,
  atFault,
});
export const clear = (also = [], never = []) => ({
  verdict: 'clear',
  first: [],
  also,
  never: ['ack-missing', 'one-way-audio', 'rtp-none-both', 'drop-32s', ...never],
  atFault: ['nobody'],
});
export const cannotTell = (never = []) => ({
  verdict: 'cannot-tell',
  first: [],
  also: [],
  never,
  atFault: ['nobody', 'depends'],
});
