import { refusalOf, refusedBy } from '../look/refusal.ts';
import type { Refusal } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** A refusal whose phrase says that the switch has no route to the number, or the customer's plan no such destination. */
export const rule = defineRule({
  id: 'prefix-not-allowed',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['404-number', 'callee-480', '410-gone', 'auth-403-invite', 'bye-q850'],
  spec: ['RFC 3261 21.4.4', 'RFC 3261 21.4.5', 'RFC 3398 7.2.4.1'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined || call.outcome !== 'rejected' || refusal.code === 503) return [];
    if (refusal.meaning !== 'no-route' && refusal.meaning !== 'gateways-down') return [];
    return [{ ...refusedBy(call, refusal), certainty: 'proven', atFault: 'depends', reasons: reasonsOf(refusal) }];
  },
});

function reasonsOf(refusal: Refusal): Reason[] {
  if (refusal.meaning === 'gateways-down') return [{ key: 'gateways-down', certainty: 'likely', atFault: 'server' }];
  if (/plan|tariff|permission|allowed|price/i.test(refusal.phrase))
    return [{ key: 'not-in-plan', certainty: 'likely', atFault: 'caller' }];
  return [{ key: 'no-route', certainty: 'likely', atFault: 'server' }];
}
