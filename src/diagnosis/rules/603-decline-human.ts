import { firstHeader } from '../../sip/fields.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import type { Refusal } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

// Nobody finds the button sooner.
const HAND_MS = 700;

/**
 * A final 603 that is not the network's (its phrase and Reason say so there): the callee does not want the call (RFC 3261 21.6.2).
 * After ringing somebody pressed Reject; without ringing the phone did it by itself.
 */
export const rule = defineRule({
  id: '603-decline-human',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 21.6.2'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal?.code !== 603 || isAnalytics(refusal)) return [];
    if (refusal.meaning !== undefined && refusal.meaning !== 'dnd') return [];
    return [{ ...refusedBy(call, refusal), certainty: 'proven', atFault: 'callee', reasons: reasonsOf(refusal) }];
  },
});

// ATIS-1000099: the blocking network names itself in the text of its Reason.
const isAnalytics = (refusal: Refusal): boolean =>
  /v=analytics|analytics1|network blocked/i.test(firstHeader(refusal.made.message, 'Reason') ?? '');

function reasonsOf(refusal: Refusal): Reason[] {
  if (refusal.meaning === 'dnd') return [{ key: 'do-not-disturb', certainty: 'proven', atFault: 'callee' }];
  if (refusal.hasRung && (refusal.rangMs ?? HAND_MS) >= HAND_MS)
    return [{ key: 'pressed-reject', certainty: 'likely', atFault: 'nobody' }];
  // Without the INVITE nobody can say that it did not ring.
  if (refusal.attempt.request === undefined) return [];
  const software = firstHeader(refusal.made.message, 'Server') ?? firstHeader(refusal.made.message, 'User-Agent') ?? '';
  if (/^declined$/i.test(refusal.phrase) || /asterisk|fpbx|freepbx/i.test(software))
    return [{ key: 'unmapped-cause', certainty: 'possible', atFault: 'server' }];
  return [{ key: 'rejects-by-itself', certainty: 'possible', atFault: 'callee' }];
}
