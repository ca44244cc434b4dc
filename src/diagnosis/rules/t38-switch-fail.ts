import { codeOf } from '../../calls/message-facts.ts';
import type { Call, SdpExchange } from '../../calls/types.ts';
import type { Session } from '../look/sdp-shapes.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteStart } from '../evidence.ts';
import { entriesOf } from '../look/entries.ts';
import { nameOf } from '../look/name.ts';
import { between } from '../look/refusal.ts';
import { quoteSdp, sessionOf } from '../look/session.ts';
import { answererOf } from '../look/side.ts';
import { succeeded } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/** 488 and its kin are 488-t38; a challenge, a crossing or a lost dialog are no verdict on T.38. */
const OTHER_MATTER: ReadonlySet<number> = new Set([401, 407, 408, 415, 406, 481, 487, 488, 491, 606]);
/** RFC 3261 17.1.1.2: timer B. */
const GIVEN_UP_MS = 32_000;

/**
 * The change to T.38 did not come about: refused with a code of no meaning of its own, never answered, or answered with the image
 * stream closed (ITU-T T.38 Annex D, RFC 3264 6).
 */
export const rule = defineRule({
  id: 't38-switch-fail',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: ['sdp'],
  when: ['mid-call'],
  explains: ['invite-no-answer-udp', 'bye-q850', 'q850-by-class'],
  spec: ['ITU-T T.38 Annex D', 'RFC 3264 6', 'RFC 3264 8.3'],
  find(call) {
    const own = call.sdp.filter(
      ({ transaction, offer }) =>
        transaction.passedOnFrom === undefined && transaction.toTag !== undefined && isOpenFax(sessionOf(offer)),
    );
    return own.flatMap((exchange) => failed(call, exchange)).slice(0, 1);
  },
});

function failed(call: Call, exchange: SdpExchange): Found[] {
  const { offer, answer, refusal, transaction } = exchange;
  if (offer === undefined) return [];
  const later = call.transactions.slice(call.transactions.indexOf(transaction) + 1);
  const severity = later.some((other) => other.method === 'INVITE' && other.toTag !== undefined && succeeded(other))
    ? ('risk' as const)
    : ('failure' as const);
  const found = (how: string, message: TracedMessage | undefined, code: number, line: string): Found => ({
    severity,
    certainty: 'proven',
    atFault: message === undefined ? 'depends' : answererOf(call, transaction, message),
    ...(message?.source !== undefined && { about: message.source }),
    values: { host: nameOf(message?.source ?? offer.destination, message), how, code },
    evidence: [
      quoteStart(message ?? offer),
      ...(message === undefined || line === '' ? [] : [quoteSdp(message, line)]),
      quoteSdp(offer, 'm=image'),
      ...(message === undefined ? [] : [quoteStart(offer)]),
    ],
    reasons: [
      {
        key: how === 'silent' ? 'no-answer' : 'not-supported',
        certainty: 'likely',
        atFault: message === undefined ? 'depends' : answererOf(call, transaction, message),
      },
    ],
    entries: message === undefined ? [] : entriesOf(message.message),
  });
  const code = codeOf(refusal);
  if (refusal !== undefined && code !== undefined && code >= 400 && !OTHER_MATTER.has(code))
    return [found('refused', refusal, code, '')];
  const answered = sessionOf(answer);
  if (answer !== undefined && answered !== undefined && !isOpenFax(answered))
    return [found('closed', answer, codeOf(answer) ?? 200, 'm=image')];
  return isSilent(call, exchange) ? [found('silent', undefined, 0, '')] : [];
}

function isSilent(call: Call, { transaction, offer }: SdpExchange): boolean {
  if (transaction.final !== undefined || transaction.provisional.length > 0 || offer?.at === undefined) return false;
  const copies = transaction.retransmissions.filter(({ message }) => message.kind === 'request').length;
  const endedMs = between(offer, call.bye?.request);
  return (
    copies >= 6 ||
    (copies >= 3 && (endedMs ?? 0) > 0) ||
    (call.watchedUntil !== undefined && copies >= 1 && call.watchedUntil - offer.at >= GIVEN_UP_MS)
  );
}

const isOpenFax = (session: Session | undefined): boolean =>
  session?.media.some(({ kind, isOpen }) => kind === 'image' && isOpen) === true;
