import { answerFound, digestTries, isChallenge, isOtherUser, isStale, refusedAnswer } from '../look/digest.ts';
import type { DigestTry, RefusedAnswer } from '../look/digest.ts';
import { quoteChallenge } from '../look/digest.ts';
import { defineRule } from '../rule.ts';
import type { Evidence, Reason } from '../rule.ts';

/** An INVITE whose digest is challenged again with 407 or 401 (RFC 3261 22.3): it did not fit, or a second proxy wants one of its own. */
export const rule = defineRule({
  id: 'auth-407-loop',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['reg-no-second-request'],
  spec: ['RFC 3261 22.3', 'RFC 3261 22.2', 'RFC 7616 3.3'],
  find(call) {
    const tries = digestTries(call.attempts);
    const answer = refusedAnswer(tries);
    if (
      answer === undefined ||
      call.outcome === 'answered' ||
      !isChallenge(answer.refused.code) ||
      isStale(answer.refused)
    )
      return [];
    if (answer.fit !== 'fits' || !isLast(tries, answer)) return [];
    const base = answerFound(answer);
    const challenged = tries.filter(({ challenges }) => challenges.length > 0);
    const again: Evidence = { ...quoteChallenge(answer.refused.final), times: challenged.length };
    const [first, ...rest] = base.evidence;
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'caller',
        values: { ...base.values, count: challenged.length },
        evidence: [first, again, ...rest.slice(0, 1)],
        reasons: reasonsOf(answer, challenged),
      },
    ];
  },
});

// What is ringing or was refused otherwise has passed the challenge.
const isLast = (tries: readonly DigestTry[], { refused }: RefusedAnswer): boolean => {
  const after = tries.slice(tries.findIndex(({ transaction }) => transaction === refused.transaction) + 1);
  return after.every(
    ({ code, transaction }) => (code === undefined && transaction.provisional.length === 0) || isChallenge(code),
  );
};

function reasonsOf(answer: RefusedAnswer, challenged: readonly DigestTry[]): Reason[] {
  const realms = new Set(challenged.flatMap(({ challenges }) => challenges.map(({ realm }) => realm)));
  // 22.3: one more realm is one more proxy, and its challenge wants an answer of its own beside the first.
  if (realms.size > 1 && answer.refused.challenges.every(({ realm }) => realm !== answer.credentials.realm))
    return [{ key: 'second-proxy', certainty: 'proven', atFault: 'caller' }];
  const other: Reason[] = isOtherUser(answer.credentials, answer.refused.request)
    ? [{ key: 'login-differs', certainty: 'possible', atFault: 'caller' }]
    : [];
  return [{ key: 'password', certainty: 'likely', atFault: 'caller' }, ...other];
}
