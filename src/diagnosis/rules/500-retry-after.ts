import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import { parseRetryAfter } from '../../sip/headers/retry-after.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { nameOf } from '../look/name.ts';
import { between } from '../look/refusal.ts';
import { senderOf } from '../look/side.ts';
import { isInDialog, ownTransactions, succeededLater } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';

/** RFC 3261 14.2: a randomly chosen value between 0 and 10 seconds. */
const LONGEST_S = 10;

/** 500 with a short Retry-After to a re-INVITE or UPDATE: the one before of the same side is not finished yet (RFC 3261 14.2, RFC 3311 5.2). */
export const rule = defineRule({
  id: '500-retry-after',
  aliases: [],
  scope: 'call',
  severity: 'risk',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 14.2', 'RFC 3261 14.1', 'RFC 3311 5.2'],
  find(call) {
    const own = ownTransactions(call, 'INVITE', 'UPDATE');
    const refused = own.findLast((transaction) => isInDialog(transaction) && isShortWait(transaction));
    if (refused?.request === undefined || refused.final === undefined) return [];
    const pending = pendingBefore(call, refused);
    const fault = senderOf(call, refused);
    return [
      {
        ...(succeededLater(call, refused) && { severity: 'note' as const }),
        certainty: 'proven',
        atFault: pending === undefined ? 'depends' : fault,
        ...(refused.uac !== undefined && { about: refused.uac }),
        values: {
          host: nameOf(refused.uas, refused.final),
          sender: nameOf(refused.uac, refused.request),
          seconds: parseRetryAfter(firstHeader(refused.final.message, 'Retry-After') ?? '')?.seconds ?? 0,
          method: { value: 'token', text: refused.method },
        },
        evidence: [
          quoteStart(refused.final),
          quoteHeader(refused.final, 'Retry-After'),
          quoteHeader(refused.request, 'CSeq'),
          ...(pending?.request === undefined ? [] : [quoteHeader(pending.request, 'CSeq')]),
        ],
        reasons: pending === undefined ? [] : [{ key: 'overlap', certainty: 'proven', atFault: fault }],
        entries: ['response/500'],
      },
    ];
  },
});

function isShortWait({ final }: Transaction): boolean {
  if (codeOf(final) !== 500 || final === undefined) return false;
  const wait = parseRetryAfter(firstHeader(final.message, 'Retry-After') ?? '');
  return wait !== undefined && wait.seconds <= LONGEST_S;
}

/** An INVITE or UPDATE of the same side that had no final response when this one was sent. */
function pendingBefore(call: Call, refused: Transaction): Transaction | undefined {
  return ownTransactions(call, 'INVITE', 'UPDATE').find((other) => {
    if (other === refused || other.fromTag !== refused.fromTag || (between(other.request, refused.request) ?? -1) < 0)
      return false;
    return other.final === undefined || (between(refused.request, other.final) ?? 0) > 0;
  });
}
