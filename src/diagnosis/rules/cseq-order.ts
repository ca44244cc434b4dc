import { codeOf } from '../../calls/message-facts.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { resent } from '../look/answers.ts';
import { nameOf } from '../look/name.ts';
import { outOfOrder } from '../look/order.ts';
import { between } from '../look/refusal.ts';
import { senderOf } from '../look/side.ts';
import { watchedAfter } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';

/** What stacks answer to a number that is too low: 500 by RFC 3261 12.2.2, others by habit. */
const REFUSING: ReadonlySet<number> = new Set([400, 481, 482, 500, 503]);
/** Packets overtake each other by less. */
const REORDERED_MS = 200;

/** A request in the dialog with a lower CSeq number than one before: its receiver has to refuse it with 500 (RFC 3261 12.2.2). */
export const rule = defineRule({
  id: 'cseq-order',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal', 'repetition'],
  explains: ['500-retry-after', '481-midcall', 'bye-481'],
  spec: ['RFC 3261 12.2.1.1', 'RFC 3261 12.2.2'],
  find(call) {
    const found = outOfOrder(call).find(
      ({ late }) => REFUSING.has(codeOf(late.final) ?? 0) || isIgnored(late, watchedAfter(call, late)),
    );
    if (found?.late.request === undefined || found.higher.request === undefined) return [];
    const { late, higher } = found;
    const code = codeOf(late.final);
    const gap = between(higher.request, late.request);
    const isReordered = gap !== undefined && gap < REORDERED_MS;
    return [
      {
        certainty: code === 500 ? 'proven' : 'likely',
        atFault: isReordered ? 'depends' : senderOf(call, late),
        ...(late.uac !== undefined && { about: late.uac }),
        values: {
          host: nameOf(late.uac, found.late.request),
          low: late.cseq ?? 0,
          high: higher.cseq ?? 0,
          code: code ?? 0,
          answered: code === undefined ? 'no' : 'yes',
          method: { value: 'token', text: late.method },
        },
        evidence: [
          quoteHeader(found.late.request, 'CSeq'),
          quoteHeader(found.higher.request, 'CSeq'),
          ...(late.final === undefined ? [] : [quoteStart(late.final)]),
        ],
        reasons: [
          isReordered
            ? { key: 'overtaken', certainty: 'possible', atFault: 'network' }
            : { key: 'counter', certainty: 'likely', atFault: senderOf(call, late) },
        ],
        entries: code === undefined ? [] : [`response/${code}`],
      },
    ];
  },
});

function isIgnored(late: Parameters<typeof resent>[0], watchedMs: number | undefined): boolean {
  return (
    late.final === undefined && late.provisional.length === 0 && resent(late).length >= 3 && (watchedMs ?? 0) >= 4_000
  );
}
