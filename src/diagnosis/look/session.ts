import type { Call, SdpExchange } from '../../calls/types.ts';
import { findSdp } from '../../sip/bodies.ts';
import { isMediaCodec, pairMedia } from '../../sip/codecs.ts';
import type { MediaPair } from '../../sip/codecs.ts';
import type { Codec, Media } from '../../sip/sdp.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteBody, quoteStart } from '../evidence.ts';
import type { Evidence } from '../rule.ts';
import { once, recent, recentPair } from './once.ts';
import { createSdpShapes } from './sdp-shapes.ts';
import type { Session, ShapedMedia } from './sdp-shapes.ts';

/** An offer with its answer, both read (RFC 3264 5, 6). */
export interface Agreement {
  readonly exchange: SdpExchange;
  readonly offer: TracedMessage;
  readonly answer: TracedMessage;
  readonly offered: Session;
  readonly answered: Session;
  readonly pairs: readonly MediaPair<ShapedMedia>[];
}

/**
 * What follows from the descriptions of an agreement alone. Those of one device are one object for each shape, so it is worked out once
 * for most calls of a trace.
 */
export const ofShapes = <V>(
  compute: (offered: Session, answered: Session) => V,
): ((agreement: Pick<Agreement, 'offered' | 'answered'>) => V) => {
  const known = recentPair(MOST_PAIRS, compute);
  return ({ offered, answered }) => known(offered, answered);
};

const MOST_PAIRS = 200;
const pairsOf = ofShapes<readonly MediaPair<ShapedMedia>[]>(pairMedia);

const readShape = createSdpShapes();

function readSession({ message }: TracedMessage): Session | undefined {
  const part = findSdp(message);
  return part === undefined ? undefined : readShape(part.text);
}

const knownSession = recent(32, readSession);

/** The session description of a message; read once for all rules. */
export const sessionOf = (traced: TracedMessage | undefined): Session | undefined =>
  traced === undefined || traced.message.body === '' ? undefined : knownSession(traced);

/** The offers of a call with their answers, on the hop of the offerer; early ones too. */
export const agreements = once(readAgreements);

function readAgreements(call: Call): readonly Agreement[] {
  return call.sdp.flatMap((exchange): Agreement[] => {
    const { offer, answer, transaction } = exchange;
    if (offer === undefined || answer === undefined || transaction.passedOnFrom !== undefined) return [];
    const offered = readSession(offer);
    const answered = readSession(answer);
    return offered === undefined || answered === undefined
      ? []
      : [{ exchange, offer, answer, offered, answered, pairs: pairsOf({ offered, answered }) }];
  });
}

/** The last agreement of the answered dialog; undefined where the call was not answered. */
export const lastAgreement = once(readLastAgreement);

function readLastAgreement(call: Call): Agreement | undefined {
  if (call.outcome !== 'answered') return undefined;
  const dialog = call.dialogs.find(({ answered, id }) => answered && id.calleeTag === call.calleeTag);
  return agreements(call).findLast(
    ({ exchange }) => dialog === undefined || dialog.sdp.includes(exchange) || !exchange.early,
  );
}

/** The first pair of audio that both sides keep open. */
export const openPair = ofShapes((offered, answered): Required<MediaPair<ShapedMedia>> | undefined => {
  for (const { offer, answer } of pairsOf({ offered, answered }))
    if (offer.kind === 'audio' && offer.isOpen && answer?.isOpen === true) return { offer, answer };
  return undefined;
});

/** True for a codec whose name is that of DTMF digits (RFC 4733). */
export const isDigits = ({ name }: Codec): boolean => name.toLowerCase() === 'telephone-event';

/** The codec that sounds will be sent with first: what stands first in the answer. */
export const chosenCodec = (answer: Pick<Media, 'codecs'>): Codec | undefined => answer.codecs.find(isMediaCodec);

/** True where media goes as SRTP, by keys in the SDP or by DTLS (RFC 4568, RFC 5764). */
export const isSecureMedia = ({ protocol }: Pick<Media, 'protocol'>): boolean => /SAVPF?$/i.test(protocol);

/** The line of a session description that begins so, wherever the description stands in the body; the start line where there is none. */
export function quoteSdp(traced: TracedMessage, beginning: string): Evidence {
  const text = findSdp(traced.message)?.text ?? '';
  const line = text.split(/\r?\n/).find((candidate) => candidate.startsWith(beginning));
  return line === undefined ? quoteStart(traced) : quoteBody(traced, line);
}

/** A medium's own `c=`, else that of the session, as evidence. */
export const quoteConnectionLine = (traced: TracedMessage, { connection }: Pick<Media, 'connection'>): Evidence =>
  quoteSdp(traced, connection === undefined ? 'c=' : `c=IN ${connection.family} ${connection.address}`);
