import { hasHeader } from '../../sip/fields.ts';
import { quoteHeader } from '../evidence.ts';
import { clockSkew } from '../look/identity.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** RFC 8224 6.2.3: a verifier takes 60 seconds and no more. */
const FRESH_SECONDS = 60;

/** A signed call refused for its age: 403 Stale Date (RFC 8224 6.2.2), or 438 where the signed time is more than a minute off the trace's. */
export const rule = defineRule({
  id: 'clock-date',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['stir-438', 'auth-403-invite'],
  spec: ['RFC 8224 6.2.2', 'RFC 8224 4.1', 'RFC 3261 20.17'],
  find(call) {
    const refusal = refusalOf(call);
    const request = refusal?.madeIn?.request ?? refusal?.attempt.request;
    if (refusal === undefined) return [];
    const isTold = /\bstale date\b|\bdate\b.*\b(?:stale|too old|expired|in the future)\b|\biat\b/i.test(refusal.phrase);
    const skew = request === undefined ? undefined : clockSkew(request);
    const isOff = skew !== undefined && Math.abs(skew) > FRESH_SECONDS;
    if (!isTold && !(refusal.code === 438 && isOff)) return [];
    const base = refusedBy(call, refusal);
    const shown =
      request === undefined
        ? []
        : ['Date', 'Identity']
            .filter((name) => hasHeader(request.message, name))
            .map((name) => quoteHeader(request, name));
    const [first, ...rest] = base.evidence;
    return [
      {
        ...base,
        certainty: isTold ? 'proven' : 'likely',
        atFault: 'caller',
        values: { ...base.values, off: isOff ? 'yes' : 'no', skew: Math.abs(skew ?? 0) },
        evidence: [first, ...shown, ...rest],
        reasons: reasonsOf(isOff, skew),
      },
    ];
  },
});

function reasonsOf(isOff: boolean, skew: number | undefined): Reason[] {
  if (!isOff || skew === undefined) return [];
  return [{ key: skew > 0 ? 'clock-ahead' : 'old-signature', certainty: 'likely', atFault: 'caller' }];
}
