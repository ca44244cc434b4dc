import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { nameOf } from '../look/name.ts';
import { between } from '../look/refusal.ts';
import { isInDialog, ownTransactions, succeeded } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';

/** RFC 3261 14.1: the owner of the Call-ID waits 2.1 to 4 s, the other side up to 2 s; with the way there and back. */
const RETRY_MS = 5_000;
/** So many in one call are no chance any more. */
const OFTEN = 3;

/** 491: both sides changed the session at once (RFC 3261 14.1, 14.2). Normal where the new try went through; a risk where the call ended over it. */
export const rule = defineRule({
  id: '491-glare',
  aliases: [],
  scope: 'call',
  severity: 'note',
  needs: [],
  when: ['refusal'],
  explains: ['bye-no-reason-immediate'],
  spec: ['RFC 3261 14.1', 'RFC 3261 14.2', 'RFC 3261 21.4.27', 'RFC 3311 5.2'],
  find(call) {
    const own = ownTransactions(call, 'INVITE', 'UPDATE');
    const refused = own.filter((transaction) => isInDialog(transaction) && codeOf(transaction.final) === 491);
    const last = refused.at(-1);
    if (last?.request === undefined || last.final === undefined) return [];
    const isOpen = isUnresolved(call, last, own);
    const isOften = refused.length >= OFTEN;
    const rival = rivalOf(last, own);
    return [
      {
        severity: isOpen || isOften ? ('risk' as const) : ('note' as const),
        certainty: 'proven',
        atFault: isOpen || isOften ? 'depends' : 'nobody',
        ...(last.final.source !== undefined && { about: last.final.source }),
        values: {
          host: nameOf(last.final.source, last.final),
          count: refused.length,
          resolved: isOpen ? 'no' : 'yes',
          method: { value: 'token', text: last.method },
        },
        evidence: [
          quoteStart(last.final, refused.length),
          quoteHeader(last.request, 'CSeq'),
          ...(rival?.request === undefined ? [] : [quoteHeader(rival.request, 'CSeq')]),
        ],
        entries: ['response/491'],
      },
    ];
  },
});

/** No change of the session went through after it, though there was time for the new try. */
function isUnresolved(call: Call, last: Transaction, own: readonly Transaction[]): boolean {
  const later = own.slice(own.indexOf(last) + 1);
  if (later.some(succeeded)) return false;
  const end = call.bye?.request?.at ?? call.watchedUntil;
  return last.final?.at !== undefined && end !== undefined && end - last.final.at >= RETRY_MS;
}

/** The request of the other side that was pending. */
const rivalOf = (last: Transaction, own: readonly Transaction[]): Transaction | undefined =>
  own.find(
    (other) =>
      other !== last &&
      isInDialog(other) &&
      other.fromTag !== last.fromTag &&
      Math.abs(between(other.request, last.request) ?? 0) < RETRY_MS,
  );
