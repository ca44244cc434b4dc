import { quoteHeader, quoteStart } from '../evidence.ts';
import { maxForwardsOf, roundOf } from '../look/loop.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

// 8.1.1.6: a client begins with 70; less than this is used up by an honest chain of proxies.
const FEW_HOPS = 10;

/** A final 483: Max-Forwards was used up (RFC 3261 16.3 step 3), by a loop or by a long chain of forwards. */
export const rule = defineRule({
  id: 'loop-483',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 16.3', 'RFC 3261 8.1.1.6', 'RFC 3261 21.4.21'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal?.code !== 483) return [];
    const base = refusedBy(call, refusal, ['Via']);
    const round = roundOf(call);
    const hops = maxForwardsOf(call);
    const reasons: Reason[] =
      round !== undefined
        ? [{ key: 'came-back', certainty: 'proven', atFault: 'server' }]
        : hops !== undefined && hops.first < FEW_HOPS
          ? [{ key: 'began-low', certainty: 'likely', atFault: 'caller' }]
          : [{ key: 'came-back', certainty: 'possible', atFault: 'server' }];
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: reasons[0]?.atFault ?? 'server',
        values: { ...base.values, hops: hops?.first ?? 70 },
        evidence:
          round === undefined || round.message === refusal.made
            ? base.evidence
            : [...base.evidence, quoteStart(round.message), quoteHeader(round.message, 'Via')],
        reasons,
      },
    ];
  },
});
