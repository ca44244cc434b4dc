import type { Call, Transaction } from '../../calls/types.ts';
import { quoteStart } from '../evidence.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/**
 * One branch of a fork answered 6xx, so the proxy cancelled the branches that could still have answered (RFC 3261 16.7 step 5). Needs the
 * branches in the trace; one that had failed before counts for nothing.
 */
export const rule = defineRule({
  id: '6xx-stops-forking',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['603-decline-human', '486-busy', '404-number', '487-caller-cancel', 'bye-q850'],
  spec: ['RFC 3261 16.7', 'RFC 3261 21.6'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal?.madeIn === undefined || refusal.code < 600 || refusal.code > 699) return [];
    const stopped = siblingsOf(call, refusal.madeIn).filter(wasStopped);
    const first = stopped[0];
    if (first === undefined) return [];
    const base = refusedBy(call, refusal);
    const proof = first.cancel?.request ?? first.final ?? first.request;
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'callee',
        values: { ...base.values, count: stopped.length },
        evidence: proof === undefined ? base.evidence : [...base.evidence, quoteStart(proof, stopped.length)],
      },
    ];
  },
});

const siblingsOf = (call: Call, refusing: Transaction): readonly Transaction[] =>
  (refusing.passedOnFrom?.passedOnTo ?? call.attempts).filter(
    (branch) => branch !== refusing && branch.cseq === refusing.cseq,
  );

const wasStopped = ({ cancel, final }: Transaction): boolean =>
  cancel !== undefined || (final?.message.kind === 'response' && final.message.statusCode === 487);
