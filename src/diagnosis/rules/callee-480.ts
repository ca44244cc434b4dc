import type { Meaning } from '../look/phrases.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import type { Refusal } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** What a phrase may say of the callee himself. */
const OWN: ReadonlySet<Meaning> = new Set<Meaning>(['callee-not-registered', 'dnd']);
const AT_ONCE_MS = 1_000;
// No ring group or phone gives up sooner; a do-not-disturb never rings.
const RANG_OUT_MS = 10_000;

/** A final 480 whose phrase says no more: the callee's side was reached, the callee not (RFC 3261 21.4.18; causes by RFC 3398 7.2.4.1). */
export const rule = defineRule({
  id: 'callee-480',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 21.4.18', 'RFC 3398 7.2.4.1'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal?.code !== 480 || (refusal.meaning !== undefined && !OWN.has(refusal.meaning))) return [];
    return [
      {
        ...refusedBy(call, refusal, ['Retry-After']),
        certainty: 'proven',
        atFault: 'callee',
        reasons: reasonsOf(refusal),
      },
    ];
  },
});

function reasonsOf(refusal: Refusal): Reason[] {
  if (refusal.meaning === 'dnd') return [{ key: 'do-not-disturb', certainty: 'proven', atFault: 'callee' }];
  if (refusal.meaning === 'callee-not-registered')
    return [{ key: 'not-registered', certainty: 'proven', atFault: 'callee' }];
  if (refusal.causes.includes(20)) return [{ key: 'not-registered', certainty: 'likely', atFault: 'callee' }];
  if (refusal.causes.some((cause) => cause === 18 || cause === 19))
    return [{ key: 'nobody-picked-up', certainty: 'proven', atFault: 'nobody' }];
  if (refusal.rangMs !== undefined && refusal.rangMs >= RANG_OUT_MS)
    return [{ key: 'nobody-picked-up', certainty: 'likely', atFault: 'nobody' }];
  if (refusal.hasRung) return [{ key: 'declined', certainty: 'possible', atFault: 'nobody' }];
  return refusal.waitedMs !== undefined && refusal.waitedMs < AT_ONCE_MS
    ? [{ key: 'not-registered', certainty: 'possible', atFault: 'callee' }]
    : [];
}
