import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { nameOf } from '../look/name.ts';
import { between, seconds } from '../look/refusal.ts';
import { answererOf, senderOf } from '../look/side.ts';
import { isInDialog, madeIn, ownTransactions, succeeded } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** A BYE that crosses the request makes the 481 right. */
const CROSSING_MS = 1_000;

/** A request inside an answered call is answered 481: its receiver has lost the dialog, or the tags are not its own (RFC 3261 12.2.2). */
export const rule = defineRule({
  id: '481-midcall',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['bye-481'],
  spec: ['RFC 3261 12.2.1.2', 'RFC 3261 12.2.2', 'RFC 5057 5.1'],
  find(call) {
    // A NOTIFY has a subscription of its own, a BYE a rule of its own.
    const own = ownTransactions(call, 'INVITE', 'UPDATE', 'INFO', 'REFER', 'MESSAGE', 'OPTIONS');
    const refused = own.find(
      (transaction) => isInDialog(transaction) && codeOf(transaction.final) === 481 && !isAfterEnd(call, transaction),
    );
    const final = refused === undefined ? undefined : madeIn(refused).final;
    if (refused?.request === undefined || final === undefined) return [];
    const reasons = reasonsOf(call, refused, own);
    const talked = between(call.deciding?.final, refused.request);
    return [
      {
        certainty: 'proven',
        atFault: reasons[0]?.atFault ?? answererOf(call, refused, final),
        ...(final.source !== undefined && { about: final.source }),
        values: {
          host: nameOf(final.source, final),
          method: { value: 'token', text: refused.method },
          timed: talked === undefined ? 'no' : 'yes',
          ...(talked !== undefined && { seconds: seconds(talked) }),
        },
        evidence: [quoteStart(final), quoteStart(refused.request), quoteHeader(refused.request, 'To')],
        reasons,
        entries: ['response/481'],
      },
    ];
  },
});

function isAfterEnd(call: Call, { request, final }: Transaction): boolean {
  const bye = call.bye?.request;
  if (bye === undefined) return false;
  const ms = between(bye, request);
  if (ms !== undefined && ms >= -CROSSING_MS && (between(bye, final) ?? 0) >= 0) return true;
  return ms === undefined && call.messages.indexOf(bye) < call.messages.indexOf(request ?? bye);
}

function reasonsOf(call: Call, refused: Transaction, own: readonly Transaction[]): Reason[] {
  const { fromTag = '', toTag = '' } = refused;
  const tags = call.dialogs
    .filter(({ answered }) => answered && call.coverage.start)
    .map(({ id }) => [id.callerTag, id.calleeTag]);
  const isKnown = tags.length === 0 || tags.some((pair) => pair.includes(fromTag) && pair.includes(toTag));
  if (!isKnown) return [{ key: 'wrong-tags', certainty: 'likely', atFault: senderOf(call, refused) }];
  const good = [...call.attempts, ...own].find(
    (other) =>
      other !== refused && succeeded(other) && other.uac?.address === refused.uac?.address && other.uas !== undefined,
  );
  if (good?.uas !== undefined && refused.uas !== undefined && good.uas.address !== refused.uas.address)
    return [{ key: 'other-node', certainty: 'likely', atFault: 'server' }];
  return [];
}
