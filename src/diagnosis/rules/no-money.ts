import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/** A 402, or any refusal whose phrase speaks of the balance (RFC 3261 21.4.3 keeps 402 for it). */
export const rule = defineRule({
  id: 'no-money',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['callee-480', 'auth-403-invite', 'bye-q850'],
  spec: ['RFC 3261 21.4.3'],
  find(call) {
    const refusal = refusalOf(call);
    if (
      refusal === undefined ||
      (refusal.meaning !== 'no-money' && !(refusal.code === 402 && refusal.meaning === undefined))
    )
      return [];
    return [{ ...refusedBy(call, refusal), certainty: 'proven', atFault: 'caller' }];
  },
});
