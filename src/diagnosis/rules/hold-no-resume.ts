import { codeOf, fromTagOf } from '../../calls/message-facts.ts';
import type { Call, SdpExchange } from '../../calls/types.ts';
import { sessionDescription } from '../../sip/bodies.ts';
import { isHold } from '../../sip/codecs.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteStart, quoteStream } from '../evidence.ts';
import { entriesOf } from '../look/entries.ts';
import { fileOf, flowsOf, mediaEnds } from '../look/media-flow.ts';
import { nameOf } from '../look/name.ts';
import type { Session, ShapedMedia } from '../look/sdp-shapes.ts';
import { quoteSdp, sessionOf } from '../look/session.ts';
import { answererOf } from '../look/side.ts';
import { defineRule } from '../rule.ts';
import type { AtFault, Found, Reason } from '../rule.ts';

/** These say try again, or that the dialog is gone: other rules speak of them. */
const OTHER_MATTER: ReadonlySet<number> = new Set([401, 407, 408, 481, 487, 491]);

/** So long after the resume one voice was heard and the other not; packets on their way may come a little later. */
const SILENT_MS = 3_000;
const LATE_MS = 500;

/**
 * A call taken off hold whose sound stays off: the offer to resume was refused, or answered with a direction that still holds
 * (RFC 3264 8.4). Where the `o=` version did not grow although the description changed, the other side may ignore it (RFC 3264 8).
 */
export const rule = defineRule({
  id: 'hold-no-resume',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: ['sdp'],
  when: ['mid-call'],
  explains: [],
  spec: ['RFC 3264 8', 'RFC 3264 8.4', 'RFC 3264 6.1'],
  find(call) {
    const own = call.sdp.filter(
      ({ transaction, offer }) => transaction.passedOnFrom === undefined && offer !== undefined,
    );
    return own
      .flatMap((exchange, index) => resumed(call, own.slice(0, index), exchange, own.slice(index + 1)))
      .slice(-1);
  },
});

function resumed(
  call: Call,
  before: readonly SdpExchange[],
  exchange: SdpExchange,
  after: readonly SdpExchange[],
): Found[] {
  const { offer, offeredBy } = exchange;
  const offered = sessionOf(offer);
  const last = before.findLast((other) => other.offeredBy === offeredBy);
  const held = sessionOf(last?.offer);
  if (
    offer === undefined ||
    last?.offer === undefined ||
    offered === undefined ||
    held === undefined ||
    !isAllHeld(held) ||
    isAllHeld(offered) ||
    audioOf(offered) === undefined
  )
    return [];
  if (after.some(isBack)) return [];
  const stale = isStale(last.offer, offer);
  return [
    ...refused(call, exchange, offer, stale),
    ...stillHeld(call, before, exchange, offer, stale),
    ...silent(call, exchange, offer, stale),
  ];
}

function refused(call: Call, { refusal, transaction }: SdpExchange, offer: TracedMessage, stale: boolean): Found[] {
  const code = codeOf(refusal) ?? 0;
  if (refusal === undefined || code < 400 || OTHER_MATTER.has(code)) return [];
  const side = answererOf(call, transaction, refusal);
  return [
    {
      certainty: 'proven',
      atFault: stale ? sideOf(call, offer) : side,
      ...(refusal.source !== undefined && { about: refusal.source }),
      values: { host: nameOf(refusal.source, refusal), how: 'refused', code },
      evidence: [quoteStart(refusal), quoteStart(offer), quoteSdp(offer, 'a=sendrecv')],
      reasons: reasonsOf(call, offer, side, stale, 'resume-refused'),
      entries: entriesOf(refusal.message),
    },
  ];
}

function stillHeld(
  call: Call,
  before: readonly SdpExchange[],
  exchange: SdpExchange,
  offer: TracedMessage,
  stale: boolean,
): Found[] {
  const { answer, transaction, offeredBy } = exchange;
  const answered = sessionOf(answer);
  const media = answered === undefined ? undefined : audioOf(answered);
  if (answer === undefined || media === undefined || (!isHold(media) && media.direction !== 'recvonly')) return [];
  // 8.4: both may have put the call on hold, and each takes back its own.
  const other = before.findLast((one) => one.offeredBy !== offeredBy && one.transaction.toTag !== undefined);
  const others = sessionOf(other?.offer);
  if (others !== undefined && isAllHeld(others)) return [];
  const side = answer.message.kind === 'response' ? answererOf(call, transaction, answer) : 'depends';
  return [
    {
      certainty: 'proven',
      atFault: stale ? sideOf(call, offer) : side,
      ...(answer.source !== undefined && { about: answer.source }),
      values: { host: nameOf(answer.source, answer), how: 'held', code: codeOf(answer) ?? 200 },
      evidence: [
        quoteSdp(answer, media.direction === 'sendrecv' ? 'c=' : `a=${media.direction}`),
        quoteSdp(offer, 'o='),
        quoteStart(offer),
      ],
      reasons: reasonsOf(call, offer, side, stale, 'answers-hold'),
    },
  ];
}

/** Both opened all directions again, one voice comes back and the other does not: its sound stopped before the resume. */
function silent(call: Call, { answer }: SdpExchange, offer: TracedMessage, stale: boolean): Found[] {
  const answered = sessionOf(answer);
  const media = answered === undefined ? undefined : audioOf(answered);
  const resumedAt = answer?.at;
  if (resumedAt === undefined || media?.direction !== 'sendrecv' || call.streams.length === 0) return [];
  const { toCaller, toCallee } = flowsOf(call, mediaEnds(call));
  const sides = [
    { who: 'callee' as const, lost: toCaller, kept: toCallee },
    { who: 'caller' as const, lost: toCallee, kept: toCaller },
  ];
  return sides.flatMap(({ who, lost, kept }): Found[] => {
    const last = lost.toSorted((a, b) => a.lastAt - b.lastAt).at(-1);
    const isKept = kept.some(({ lastAt }) => lastAt - resumedAt >= SILENT_MS);
    if (last === undefined || !isKept || last.lastAt - resumedAt > LATE_MS) return [];
    return [
      {
        certainty: 'likely',
        atFault: stale ? sideOf(call, offer) : 'depends',
        about: last.source,
        values: { host: nameOf(last.source), how: 'silent', code: codeOf(answer) ?? 200 },
        evidence: [quoteStream(last, fileOf(call)), quoteSdp(offer, 'o='), quoteStart(offer)],
        reasons: reasonsOf(call, offer, who, stale, 'answers-hold'),
      },
    ];
  });
}

function reasonsOf(call: Call, offer: TracedMessage, side: AtFault, stale: boolean, otherwise: string): Reason[] {
  return [
    stale
      ? { key: 'version-not-raised', certainty: 'likely', atFault: sideOf(call, offer) }
      : { key: otherwise, certainty: 'possible', atFault: side },
  ];
}

const sideOf = (call: Call, offer: TracedMessage): AtFault =>
  call.calleeTag !== '' && fromTagOf(offer) === call.calleeTag ? 'callee' : 'caller';

const audioOf = ({ media }: Session): ShapedMedia | undefined =>
  media.find(({ kind, isOpen }) => kind === 'audio' && isOpen);

const isAllHeld = (session: Session): boolean => {
  const audio = audioOf(session);
  return audio !== undefined && isHold(audio);
};

/** The description changed under the same session id and version. */
function isStale(first: TracedMessage, second: TracedMessage): boolean {
  const [one, two] = [sessionDescription(first.message)?.origin, sessionDescription(second.message)?.origin];
  return (
    one !== undefined &&
    two !== undefined &&
    one.sessionId === two.sessionId &&
    one.sessionVersion === two.sessionVersion &&
    first.message.body !== second.message.body
  );
}

function isBack({ offer, answer }: SdpExchange): boolean {
  const [one, two] = [sessionOf(offer), sessionOf(answer)];
  const [offered, answered] = [
    one === undefined ? undefined : audioOf(one),
    two === undefined ? undefined : audioOf(two),
  ];
  return (
    offered?.direction === 'sendrecv' && answered?.direction === 'sendrecv' && !isHold(offered) && !isHold(answered)
  );
}
