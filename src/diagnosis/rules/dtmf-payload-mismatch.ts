import type { Call } from '../../calls/types.ts';
import type { Codec } from '../../sip/sdp.ts';
import type { MediaStream } from '../../trace/traced.ts';
import { quoteStream } from '../evidence.ts';
import { fileOf, flowsOf, mediaEnds } from '../look/media-flow.ts';
import { nameOf } from '../look/name.ts';
import type { ShapedMedia } from '../look/sdp-shapes.ts';
import { agreements, chosenCodec, isDigits, lastAgreement, ofShapes, openPair, quoteSdp } from '../look/session.ts';
import type { Agreement } from '../look/session.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/**
 * DTMF events that the other side may not take: telephone-event on another clock than the codec in use (RFC 4733 2.1), or RTP with the
 * payload type of the sender's own SDP, or of no SDP at all, where the receiver asked for another (RFC 3264 5.1).
 */
export const rule = defineRule({
  id: 'dtmf-payload-mismatch',
  aliases: [],
  scope: 'call',
  severity: 'risk',
  needs: ['sdp'],
  explains: ['dtmf-mismatch'],
  spec: ['RFC 4733 2.1', 'RFC 4733 2.5.1', 'RFC 3264 5.1'],
  find(call) {
    const agreement = lastAgreement(call);
    const pair = agreement === undefined ? undefined : openPair(agreement);
    if (agreement === undefined || pair === undefined) return [];
    return [...otherNumber(call, agreement, pair.offer, pair.answer), ...otherClock(agreement)].slice(0, 1);
  },
});

/** The codec in use, and the events that both sides take, none of them on its clock. */
const clockClash = ofShapes((offered, answered): { readonly codec: Codec; readonly event: Codec } | undefined => {
  const { offer, answer } = openPair({ offered, answered }) ?? {};
  const codec = answer === undefined ? undefined : chosenCodec(answer);
  if (offer === undefined || answer === undefined || codec === undefined || codec.clockRate === 0) return undefined;
  const events = answer.codecs.filter(
    (one) => isDigits(one) && offer.codecs.some((other) => isDigits(other) && other.clockRate === one.clockRate),
  );
  const [event] = events;
  return event === undefined || events.some(({ clockRate }) => clockRate === codec.clockRate)
    ? undefined
    : { codec, event };
});

function otherClock(agreement: Agreement): Found[] {
  const clash = clockClash(agreement);
  if (clash === undefined) return [];
  const { codec, event } = clash;
  const side = agreement.exchange.offeredBy === 'caller' ? 'callee' : 'caller';
  return [
    {
      certainty: 'likely',
      atFault: 'depends',
      ...(agreement.answer.source !== undefined && { about: agreement.answer.source }),
      values: {
        host: nameOf(agreement.answer.source, agreement.answer),
        how: 'clock',
        codec: { value: 'token', text: codec.name },
        clock: { value: 'number', text: String(codec.clockRate) },
        event: { value: 'number', text: String(event.clockRate) },
        side,
      },
      evidence: [
        quoteSdp(agreement.answer, `a=rtpmap:${event.payloadType} `),
        quoteSdp(agreement.answer, `a=rtpmap:${codec.payloadType} `),
        quoteSdp(agreement.offer, 'm=audio'),
      ],
      reasons: [{ key: 'other-clock', certainty: 'possible', atFault: 'depends' }],
    },
  ];
}

/** RTP to one side carries the event number of the other's description, which its receiver never named. */
function otherNumber(call: Call, agreement: Agreement, offer: ShapedMedia, answer: ShapedMedia): Found[] {
  if (call.streams.length === 0) return [];
  const { toCaller, toCallee } = flowsOf(call, mediaEnds(call));
  const [toOfferer, toAnswerer] =
    agreement.exchange.offeredBy === 'caller' ? [toCaller, toCallee] : [toCallee, toCaller];
  const wrong = [
    { stream: strayOf(toOfferer, offer, answer), message: agreement.offer, receiver: offer, sender: answer },
    { stream: strayOf(toAnswerer, answer, offer), message: agreement.answer, receiver: answer, sender: offer },
  ];
  const own = wrong.flatMap(({ stream, message, receiver, sender }): Found[] => {
    const wanted = receiver.codecs.find(isDigits);
    const sent = sender.codecs.find(isDigits);
    if (stream === undefined || wanted === undefined || sent === undefined) return [];
    return [
      {
        severity: 'failure',
        certainty: 'likely',
        atFault: 'depends',
        about: stream.source,
        values: { host: nameOf(stream.source), how: 'number', sent: sent.payloadType, wanted: wanted.payloadType },
        evidence: [quoteSdp(message, `a=rtpmap:${wanted.payloadType} `), quoteStream(stream, fileOf(call))],
        reasons: [{ key: 'own-number', certainty: 'likely', atFault: 'depends' }],
      },
    ];
  });
  return own.length > 0 ? own : [...unnamedNumber(call, toOfferer, offer), ...unnamedNumber(call, toAnswerer, answer)];
}

/** RTP to a side that takes events holds, among its sound, a dynamic number that no description of the call names, and never theirs. */
function unnamedNumber(call: Call, streams: readonly MediaStream[], receiver: ShapedMedia): Found[] {
  const wanted = receiver.codecs.find(isDigits);
  if (wanted === undefined) return [];
  const named = new Set(
    agreements(call).flatMap(({ offered, answered }) =>
      [...offered.media, ...answered.media].flatMap(({ codecs }) => codecs.map(({ payloadType }) => payloadType)),
    ),
  );
  return streams.flatMap((stream): Found[] => {
    const [sent] = stream.payloadTypes.filter((type) => type >= FIRST_DYNAMIC && !named.has(type));
    const isAmongSound = stream.payloadTypes.some((type) => named.has(type));
    if (sent === undefined || !isAmongSound || stream.payloadTypes.includes(wanted.payloadType)) return [];
    return [
      {
        certainty: 'proven',
        atFault: 'depends',
        about: stream.source,
        values: { host: nameOf(stream.source), how: 'unnamed', sent, wanted: wanted.payloadType },
        evidence: [quoteStream(stream, fileOf(call))],
        reasons: [{ key: 'unnamed-number', certainty: 'likely', atFault: 'depends' }],
      },
    ];
  });
}

/** RFC 3551 3: 96 to 127 mean what the descriptions of the session say. */
const FIRST_DYNAMIC = 96;

const strayOf = (
  streams: readonly MediaStream[],
  receiver: ShapedMedia,
  sender: ShapedMedia,
): MediaStream | undefined => {
  const named = new Set(receiver.codecs.map(({ payloadType }) => payloadType));
  const stray = sender.codecs
    .filter(isDigits)
    .map(({ payloadType }) => payloadType)
    .filter((payloadType) => !named.has(payloadType));
  return receiver.codecs.some(isDigits)
    ? streams.find(({ payloadTypes }) => payloadTypes.some((payloadType) => stray.includes(payloadType)))
    : undefined;
};
