import { firstHeader, hasHeader } from '../../sip/fields.ts';
import { parseNameAddr } from '../../sip/headers/name-addr.ts';
import { parsePrivacy } from '../../sip/headers/p-headers.ts';
import type { SipMessage } from '../../sip/message.ts';
import { quoteHeader } from '../evidence.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/** Codes that stand for it where the phrase says nothing. */
const POLICY_CODES: ReadonlySet<number> = new Set([403, 603]);

/**
 * A call refused because it shows no caller: 433 (RFC 5079), or a phrase that says so; a plain 403 or 603 to an anonymous caller is only a
 * guess (RFC 3323 4.1, RFC 3325 9.3).
 */
export const rule = defineRule({
  id: 'auth-anon-call',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 5079 4', 'RFC 3323 4.1', 'RFC 3325 9.3'],
  find(call) {
    const refusal = refusalOf(call);
    const request = refusal?.attempt.request;
    if (refusal === undefined) return [];
    const isTold =
      refusal.code === 433 ||
      refusal.meaning === 'anonymous' ||
      /\banonym|\b(?:caller ?id|cli|clip) (?:is )?(?:required|missing|withheld|blocked|hidden)\b/i.test(refusal.phrase);
    const isGuess =
      !isTold &&
      request !== undefined &&
      POLICY_CODES.has(refusal.code) &&
      refusal.meaning === undefined &&
      !refusal.hasRung &&
      isAnonymous(request.message) &&
      !hasHeader(request.message, 'P-Asserted-Identity');
    if (!isTold && !isGuess) return [];
    const base = refusedBy(call, refusal);
    const shown =
      request === undefined
        ? []
        : ['From', 'Privacy', 'P-Asserted-Identity']
            .filter((name) => hasHeader(request.message, name))
            .map((name) => quoteHeader(request, name));
    const [first, ...rest] = base.evidence;
    return [
      {
        ...base,
        certainty: isTold ? 'proven' : 'possible',
        atFault: 'caller',
        values: { ...base.values, told: isTold ? 'yes' : 'no' },
        evidence: [first, ...shown, ...rest],
      },
    ];
  },
});

function isAnonymous(message: SipMessage): boolean {
  const { uri, displayName = '' } = parseNameAddr(firstHeader(message, 'From') ?? '');
  const isHidden =
    /^(?:anonymous|unknown|restricted|unavailable)$/i.test(uri?.user ?? '') ||
    /^anonymous\.invalid$/i.test(uri?.host ?? '') ||
    /^anonymous$/i.test(displayName);
  return (
    isHidden ||
    parsePrivacy(firstHeader(message, 'Privacy') ?? '').some((value) => ['id', 'user', 'header'].includes(value))
  );
}
