import { firstHeader } from '../../sip/fields.ts';
import type { Meaning } from '../look/phrases.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import type { Refusal } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** Phrases that still say that the number or user is unknown. */
const UNKNOWN: ReadonlySet<Meaning> = new Set<Meaning>(['unknown-user', 'number-blocked']);

/**
 * A final 404, 604 or 485 to an INVITE: the called number, user or domain is not known to who answered (RFC 3261 21.4.5, 21.6.3,
 * 21.4.23). A cause tells an unassigned number (1) from a missing route (2, 3) by RFC 3398 7.2.4.1.
 */
export const rule = defineRule({
  id: '404-number',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 21.4.5', 'RFC 3261 21.6.3', 'RFC 3398 7.2.4.1'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined || ![404, 485, 604].includes(refusal.code)) return [];
    if ((refusal.meaning !== undefined && !UNKNOWN.has(refusal.meaning)) || refusal.causes.includes(28)) return [];
    return [{ ...refusedBy(call, refusal), certainty: 'proven', atFault: 'depends', reasons: reasonsOf(refusal) }];
  },
});

function reasonsOf(refusal: Refusal): Reason[] {
  if (refusal.causes.includes(1)) return [{ key: 'unassigned', certainty: 'proven', atFault: 'caller' }];
  if (refusal.causes.some((cause) => cause === 2 || cause === 3))
    return [{ key: 'no-route', certainty: 'proven', atFault: 'server' }];
  if (refusal.meaning === 'number-blocked') return [{ key: 'barred', certainty: 'proven', atFault: 'server' }];
  if (refusal.meaning === 'unknown-user') return [{ key: 'unknown-user', certainty: 'proven', atFault: 'depends' }];
  const software = firstHeader(refusal.made.message, 'Server') ?? firstHeader(refusal.made.message, 'User-Agent') ?? '';
  return /asterisk|fpbx|freepbx|issabel|elastix/i.test(software)
    ? [{ key: 'dial-plan', certainty: 'likely', atFault: 'server' }]
    : [];
}
