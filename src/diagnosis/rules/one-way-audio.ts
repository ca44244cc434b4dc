import type { Call } from '../../calls/types.ts';
import type { MediaStream } from '../../trace/traced.ts';
import { quoteStream } from '../evidence.ts';
import { fileOf, flowsOf, isEnd, lengthOf, mediaEnds, packetsOf } from '../look/media-flow.ts';
import type { MediaEnd } from '../look/media-flow.ts';
import { nameOf } from '../look/name.ts';
import { isPrivateAddress, isPublicAddress } from '../look/private-address.ts';
import { seconds } from '../look/refusal.ts';
import { lastAgreement, openPair, quoteConnectionLine, quoteSdp } from '../look/session.ts';
import { defineRule } from '../rule.ts';
import type { Found, Reason } from '../rule.ts';

/** Less sound than this proves nothing: a late path, a first announcement. */
const LEAST_MS = 3_000;
const LEAST_PACKETS = 100;

/**
 * RTP of an answered call in one direction only, though both sides were to send (RFC 3264 5.1). Told only where packets towards the
 * side without sound were recorded at all: a capture of one direction proves nothing of the other.
 */
export const rule = defineRule({
  id: 'one-way-audio',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: ['bothSides', 'media'],
  explains: ['rtp-none-both', 'bye-q850'],
  spec: ['RFC 3264 5.1', 'RFC 3264 6.1', 'RFC 4961'],
  find(call) {
    const agreement = lastAgreement(call);
    const pair = agreement === undefined ? undefined : openPair(agreement);
    if (pair === undefined || pair.offer.direction !== 'sendrecv' || pair.answer.direction !== 'sendrecv') return [];
    const ends = mediaEnds(call);
    if (ends.some(({ address }) => address === '0.0.0.0')) return [];
    const { toCaller, toCallee } = flowsOf(call, ends);
    if (toCaller.length > 0 && toCallee.length > 0)
      return [
        ...misdirected(call, 'caller', ends, toCaller, toCallee),
        ...misdirected(call, 'callee', ends, toCallee, toCaller),
      ].slice(0, 1);
    const heard = toCaller.length > 0 ? toCaller : toCallee;
    const deaf = toCaller.length > 0 ? 'callee' : 'caller';
    if (packetsOf(heard) < LEAST_PACKETS || lengthOf(heard) < LEAST_MS || !isTalking(call, heard)) return [];
    const [stream] = heard;
    const own = ends.findLast(
      ({ party, address }) =>
        party === deaf &&
        (isRecorded(call, address) || (stream !== undefined && isRecorded(call, stream.source.address))),
    );
    return own === undefined || stream === undefined ? [] : [found(call, heard, stream, own)];
  },
});

/**
 * RTP that goes to the right address and a port that nobody named and nobody sends from: no socket is open there (RFC 3264 6.1; who
 * sends to where packets come from has RFC 4961).
 */
function misdirected(
  call: Call,
  party: MediaEnd['party'],
  ends: readonly MediaEnd[],
  towards: readonly MediaStream[],
  back: readonly MediaStream[],
): Found[] {
  const own = ends.filter((end) => end.party === party);
  const isHeard = ({ destination }: MediaStream): boolean =>
    own.some((end) => isEnd(destination, end)) ||
    back.some(({ source }) => source.address === destination.address && source.port === destination.port) ||
    // Another host than those of the call relays.
    !own.some(({ address }) => address === destination.address);
  const [stream] = towards;
  const end = own.at(-1);
  if (stream === undefined || end === undefined || towards.some(isHeard)) return [];
  if (packetsOf(towards) < LEAST_PACKETS || lengthOf(towards) < LEAST_MS || !isTalking(call, towards)) return [];
  const sender = party === 'caller' ? 'callee' : 'caller';
  return [
    {
      certainty: 'likely',
      atFault: sender,
      about: stream.source,
      values: {
        host: nameOf(stream.source),
        who: party,
        silent: sender,
        packets: packetsOf(towards),
        seconds: seconds(lengthOf(towards)),
        way: 'port',
        sent: stream.destination.port ?? 0,
        port: end.port,
      },
      evidence: [quoteStream(stream, fileOf(call)), quoteSdp(end.message, 'm=audio')],
      reasons: [{ key: 'wrong-port', certainty: 'likely', atFault: sender }],
    },
  ];
}

/** What comes to this address is read: SIP to it was. */
const isRecorded = (call: Call, address: string): boolean =>
  call.messages.some(({ destination }) => destination?.address === address);

// Sound before the answer is early media: one direction is normal (RFC 3960 3).
function isTalking(call: Call, streams: readonly MediaStream[]): boolean {
  const answeredAt = call.final?.at;
  return answeredAt === undefined || streams.some(({ lastAt }) => lastAt - answeredAt >= LEAST_MS);
}

function found(call: Call, streams: readonly MediaStream[], stream: MediaStream, deaf: MediaEnd): Found {
  const silent = deaf.party === 'caller' ? 'callee' : 'caller';
  return {
    certainty: 'likely',
    atFault: 'depends',
    about: { address: deaf.address, port: deaf.port },
    values: {
      host: nameOf({ address: deaf.address, port: deaf.port }),
      who: deaf.party,
      silent,
      packets: packetsOf(streams),
      seconds: seconds(lengthOf(streams)),
      way: 'missing',
    },
    evidence: [quoteStream(stream, fileOf(call)), quoteConnectionLine(deaf.message, deaf.media)],
    reasons: reasonsOf(streams, deaf),
  };
}

function reasonsOf(streams: readonly MediaStream[], deaf: MediaEnd): Reason[] {
  const isNatted =
    isPrivateAddress(deaf.address) &&
    deaf.message.destination !== undefined &&
    isPublicAddress(deaf.message.destination.address);
  if (isNatted) return [{ key: 'private-address', certainty: 'likely', atFault: deaf.party }];
  if (streams.some(({ source }) => source.address === deaf.address && !isEnd(source, deaf)))
    return [{ key: 'other-port', certainty: 'likely', atFault: deaf.party }];
  return [{ key: 'blocked', certainty: 'possible', atFault: 'network' }];
}
