import { quoteStart } from '../evidence.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import type { Refusal } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

const AT_ONCE_MS = 1_000;

/** A final 408 to the INVITE: an element between gave up waiting for the callee (RFC 3261 21.4.9; 16.8 after timer C). */
export const rule = defineRule({
  id: 'callee-408',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 21.4.9', 'RFC 3261 16.8'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal?.code !== 408 || (refusal.meaning !== undefined && refusal.meaning !== 'next-hop-silent')) return [];
    const base = refusedBy(call, refusal);
    const silent = refusal.madeIn?.passedOnTo.find(
      (hop) => hop.final === undefined && hop.provisional.length === 0,
    )?.request;
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: refusal.hasRung ? 'callee' : 'depends',
        evidence: silent === undefined ? base.evidence : [...base.evidence, quoteStart(silent)],
        reasons: reasonsOf(refusal, silent !== undefined),
      },
    ];
  },
});

function reasonsOf(refusal: Refusal, hasSilentHop: boolean): Reason[] {
  if (hasSilentHop) return [{ key: 'branch-silent', certainty: 'proven', atFault: 'callee' }];
  if (refusal.hasRung) return [{ key: 'nobody-picked-up', certainty: 'likely', atFault: 'callee' }];
  if (refusal.meaning === 'next-hop-silent') return [{ key: 'branch-silent', certainty: 'likely', atFault: 'depends' }];
  return refusal.waitedMs !== undefined && refusal.waitedMs < AT_ONCE_MS
    ? [{ key: 'known-dead', certainty: 'possible', atFault: 'callee' }]
    : [];
}
