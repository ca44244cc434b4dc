import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { nameOf } from '../look/name.ts';
import { between } from '../look/refusal.ts';
import { madeIn, ownTransactions } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** A BYE is answered 481: the other side no longer has the dialog (RFC 3261 15.1.2). Harmless where both hung up or it had been told before. */
export const rule = defineRule({
  id: 'bye-481',
  aliases: [],
  scope: 'call',
  severity: 'risk',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 15.1.1', 'RFC 3261 15.1.2', 'RFC 3261 12.2.2'],
  find(call) {
    const byes = ownTransactions(call, 'BYE');
    const refused = byes.find(({ final }) => codeOf(final) === 481);
    const final = refused === undefined ? undefined : madeIn(refused).final;
    if (refused?.request === undefined || final === undefined) return [];
    const before = byes.find((other) => other !== refused && (between(other.request, refused.final) ?? 0) >= 0);
    const isHarmless = before !== undefined || !wasAnswered(call);
    const reasons: Reason[] = [];
    if (!isHarmless && !isKnownDialog(call, refused))
      reasons.push({ key: 'other-tags', certainty: 'likely', atFault: 'depends' });
    return [
      {
        severity: isHarmless ? ('note' as const) : ('risk' as const),
        certainty: 'proven',
        atFault: isHarmless ? 'nobody' : 'depends',
        ...(final.source !== undefined && { about: final.source }),
        values: { host: nameOf(final.source, final), twice: before === undefined ? 'no' : 'yes' },
        evidence: [
          quoteStart(final),
          quoteStart(refused.request),
          quoteHeader(refused.request, 'To'),
          ...(before?.request === undefined ? [] : [quoteStart(before.request)]),
        ],
        reasons,
        entries: ['response/481'],
      },
    ];
  },
});

/** A BYE to a call that was not answered, or of which nothing is known, ends nothing. */
const wasAnswered = (call: Call): boolean => call.coverage.start && call.dialogs.some(({ answered }) => answered);

function isKnownDialog(call: Call, { fromTag = '', toTag = '' }: Transaction): boolean {
  return call.dialogs.some(
    ({ id, answered }) =>
      answered &&
      [`${id.callerTag} ${id.calleeTag}`, `${id.calleeTag} ${id.callerTag}`].includes(`${fromTag} ${toTag}`) &&
      id.calleeTag !== '',
  );
}
