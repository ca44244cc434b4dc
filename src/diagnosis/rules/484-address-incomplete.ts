import type { Call } from '../../calls/types.ts';
import { quoteStart } from '../evidence.ts';
import { requestUser } from '../look/name.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { isGrowth } from '../look/growing.ts';
import { defineRule } from '../rule.ts';

/**
 * A 484, a phrase that calls the number invalid, or cause 28: digits are missing or the form is wrong (RFC 3261 21.4.22). In overlap
 * dialling the same Call-ID asks again with more digits (RFC 3578 3.1): then the last one that failed counts.
 */
export const rule = defineRule({
  id: '484-address-incomplete',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['callee-480', '404-number', 'bye-q850'],
  spec: ['RFC 3261 21.4.22', 'RFC 3578 3'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined) return [];
    const isInvalid =
      refusal.meaning === 'number-invalid' ||
      (refusal.code !== 484 && refusal.code >= 400 && refusal.causes.includes(28));
    if (refusal.code !== 484 && !isInvalid) return [];
    if (refusal.code === 484 && refusal.meaning !== undefined && refusal.meaning !== 'number-invalid') return [];
    const base = refusedBy(call, refusal);
    const shorter = overlapping(call);
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'caller',
        values: {
          ...base.values,
          how: isInvalid && refusal.code !== 484 ? 'invalid' : 'short',
          digits: requestUser(refusal.attempt.request).replace(/\D/g, '').length,
        },
        evidence: shorter === undefined ? base.evidence : [...base.evidence, shorter],
        reasons: shorter === undefined ? [] : [{ key: 'digit-by-digit', certainty: 'proven', atFault: 'caller' }],
      },
    ];
  },
});

function overlapping(call: Call) {
  const shorter = call.attempts.findLast((attempt, index) => {
    const next = call.attempts[index + 1];
    return next !== undefined && isGrowth(requestUser(attempt.request), requestUser(next.request));
  });
  return shorter?.request === undefined ? undefined : quoteStart(shorter.request);
}
