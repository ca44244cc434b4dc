import { quoteHeader, quoteStart } from '../evidence.ts';
import { roundOf } from '../look/loop.ts';
import type { Round } from '../look/loop.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Call } from '../../calls/types.ts';
import type { Reason } from '../rule.ts';

/**
 * A final 482: the INVITE came back to an element that had it before (RFC 3261 16.3 step 4, RFC 5393), or two copies of one INVITE met at
 * one user agent (8.2.2.2). Vias that name an element twice prove the first, two INVITEs to the same place the second.
 */
export const rule = defineRule({
  id: 'loop-482',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['loop-483', '503-local'],
  spec: ['RFC 3261 8.2.2.2', 'RFC 3261 16.3', 'RFC 5393 4.2'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal?.code !== 482) return [];
    const base = refusedBy(call, refusal);
    const round = roundOf(call);
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'server',
        evidence:
          round === undefined
            ? base.evidence
            : [...base.evidence, quoteStart(round.message), quoteHeader(round.message, 'Via')],
        reasons: reasonsOf(call, round, refusal.meaning === 'merged'),
      },
    ];
  },
});

function reasonsOf(call: Call, round: Round | undefined, isToldMerged: boolean): Reason[] {
  if (isToldMerged) return [{ key: 'merged', certainty: 'proven', atFault: 'server' }];
  if (round !== undefined) return [{ key: 'came-back', certainty: 'proven', atFault: 'server' }];
  const targets = call.transactions
    .filter(({ method, toTag }) => method === 'INVITE' && toTag === undefined)
    .map(({ uas, cseq }) => `${uas?.address ?? ''}:${uas?.port ?? ''} ${cseq ?? ''}`);
  const isTwice = new Set(targets).size < targets.length;
  return [
    isTwice
      ? { key: 'merged', certainty: 'likely', atFault: 'server' }
      : { key: 'came-back', certainty: 'possible', atFault: 'server' },
  ];
}
