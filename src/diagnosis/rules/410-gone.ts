import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/** A final 410 whose phrase names no route: the number was withdrawn or changed and nobody knows the new one (RFC 3261 21.4.10, cause 22). */
export const rule = defineRule({
  id: '410-gone',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['bye-q850'],
  spec: ['RFC 3261 21.4.10', 'RFC 3398 7.2.4.1'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal?.code !== 410 || refusal.meaning !== undefined) return [];
    return [
      {
        ...refusedBy(call, refusal),
        certainty: 'proven',
        atFault: 'caller',
        reasons: refusal.causes.includes(22) ? [{ key: 'number-changed', certainty: 'proven', atFault: 'caller' }] : [],
      },
    ];
  },
});
