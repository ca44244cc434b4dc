import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/** A final 504: a server waited in vain for another one behind it (RFC 3261 21.5.5). */
export const rule = defineRule({
  id: '504-downstream',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['bye-q850'],
  spec: ['RFC 3261 21.5.5'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal?.code !== 504 || (refusal.meaning !== undefined && refusal.meaning !== 'next-hop-silent')) return [];
    return [{ ...refusedBy(call, refusal), certainty: 'proven', atFault: 'server' }];
  },
});
