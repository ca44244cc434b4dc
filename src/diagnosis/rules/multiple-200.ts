import { codeOf, toTagOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { nameOf, partyOf } from '../look/name.ts';
import { between } from '../look/refusal.ts';
import { ownTransactions } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** As long as the caller may take to end the surplus dialog: 64*T1. */
const PATIENCE_MS = 32_000;
/** By then the ACK of every answer has been sent. */
const ACK_MS = 4_000;

/**
 * Two devices answered one INVITE: 2xx with different To-tags on the caller's hop. The caller has to ACK each and to end all but one with BYE
 * (RFC 3261 13.2.2.4); where it did, a note.
 */
export const rule = defineRule({
  id: 'multiple-200',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['fork'],
  explains: ['ack-missing', 'drop-32s', 'bye-no-reason-immediate'],
  spec: ['RFC 3261 13.2.2.4', 'RFC 3261 16.7'],
  find(call) {
    const invite = call.attempts.find((attempt) => answersOf(attempt).length > 1);
    if (invite === undefined) return [];
    const answers = answersOf(invite);
    const isAcknowledged = (answer: TracedMessage): boolean =>
      invite.acks.some((ack) => toTagOf(ack) === toTagOf(answer));
    const ended = answers.map((answer) => endOf(call, invite, answer));
    const watched = between(answers.at(-1), call.messages.at(-1)) ?? 0;
    const forgotten =
      answers.some((answer, index) => ended[index] === undefined && !isAcknowledged(answer)) && watched >= ACK_MS;
    const surplus = ended.some((ms) => ms !== undefined && ms <= PATIENCE_MS) ? false : watched >= PATIENCE_MS;
    const isLeft = forgotten || surplus;
    const [first, second = first] = answers;
    if (first === undefined || second === undefined) return [];
    return [
      {
        severity: isLeft ? ('failure' as const) : ('note' as const),
        certainty: 'proven',
        atFault: isLeft ? 'caller' : 'nobody',
        ...(invite.uac !== undefined && { about: invite.uac }),
        values: {
          host: nameOf(invite.uac, invite.request),
          count: answers.length,
          number: partyOf(call.to),
          left: isLeft ? 'yes' : 'no',
        },
        evidence: [
          quoteStart(first),
          quoteHeader(first, 'To'),
          quoteHeader(second, 'To'),
          ...(call.bye?.request === undefined ? [] : [quoteStart(call.bye.request)]),
        ],
        reasons: isLeft ? [reasonOf(forgotten)] : [],
        entries: ['response/200'],
      },
    ];
  },
});

const reasonOf = (forgotten: boolean): Reason => ({
  key: forgotten ? 'no-ack' : 'no-bye',
  certainty: 'proven',
  atFault: 'caller',
});

function answersOf({ finals }: Transaction): readonly TracedMessage[] {
  const tags = new Set<string>();
  return finals.filter((final) => {
    const code = codeOf(final) ?? 0;
    const tag = toTagOf(final);
    if (code < 200 || code >= 300 || tag === '' || tags.has(tag)) return false;
    tags.add(tag);
    return true;
  });
}

/** When a BYE of either side ended the dialog of this answer, in milliseconds from it; undefined where none did. */
function endOf(call: Call, { fromTag }: Transaction, answer: TracedMessage): number | undefined {
  const tag = toTagOf(answer);
  const bye = ownTransactions(call, 'BYE').find(
    (one) => one.toTag === tag || (one.fromTag === tag && one.toTag === fromTag),
  );
  return bye === undefined ? undefined : (between(answer, bye.request) ?? 0);
}
