import { hasSdp } from '../../calls/message-facts.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import type { Refusal } from '../look/refusal.ts';
import { isBetween } from '../look/side.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

// Phones that ring out by themselves do so after 15 s or more; a hand is quicker.
const RANG_OUT_MS = 15_000;

/** A final 486 or 600 whose phrase names no limit: the callee's device takes no call (RFC 3261 21.4.24, 21.6.1; cause 17). */
export const rule = defineRule({
  id: '486-busy',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['bye-q850'],
  spec: ['RFC 3261 21.4.24', 'RFC 3261 21.6.1'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined || ![486, 600].includes(refusal.code)) return [];
    if (refusal.meaning !== undefined && refusal.meaning !== 'policy' && refusal.meaning !== 'dnd') return [];
    return [{ ...refusedBy(call, refusal), certainty: 'proven', atFault: 'callee', reasons: reasonsOf(refusal) }];
  },
});

function reasonsOf(refusal: Refusal): Reason[] {
  if (refusal.meaning === 'dnd') return [{ key: 'do-not-disturb', certainty: 'proven', atFault: 'callee' }];
  if (refusal.hasRung && (refusal.rangMs ?? 0) >= RANG_OUT_MS)
    return [{ key: 'rang-out', certainty: 'likely', atFault: 'callee' }];
  // A carrier or a PBX in between may have made it: sound came before, or its software says so.
  const isOfDevice = !isBetween(refusal.made) && !refusal.attempt.provisional.some(hasSdp);
  if (refusal.hasRung)
    return [{ key: 'rejected-by-hand', certainty: isOfDevice ? 'likely' : 'possible', atFault: 'nobody' }];
  if (refusal.causes.includes(17)) return [{ key: 'on-another-call', certainty: 'likely', atFault: 'callee' }];
  return [{ key: 'on-another-call', certainty: 'possible', atFault: 'callee' }];
}
