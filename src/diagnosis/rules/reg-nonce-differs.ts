import { answerFound, digestTries, isChallenge, isStale, refusedAnswer } from '../look/digest.ts';
import { everyRequest } from '../look/every-request.ts';
import type { DigestTry, RefusedAnswer } from '../look/digest.ts';
import type { Reason } from '../rule.ts';

/** A digest made with another nonce than the one just issued, and challenged again: challenges got mixed up (RFC 3261 22.4, RFC 7616 3.4). */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: 'reg-nonce-differs',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['reg-wrong-password', 'auth-407-loop'],
  spec: ['RFC 3261 22.4', 'RFC 7616 3.4'],
  find({ attempts }) {
    const tries = digestTries(attempts);
    const answer = refusedAnswer(tries);
    if (answer === undefined || !isChallenge(answer.refused.code) || isStale(answer.refused)) return [];
    if (answer.fit === 'nonce-differs')
      return [{ ...answerFound(answer), certainty: 'proven', atFault: 'caller', reasons: reasonsOf(answer, tries) }];
    const phrase = answer.refused.final.message.kind === 'response' ? answer.refused.final.message.reasonPhrase : '';
    if (answer.fit !== 'fits' || !/\bnonce\b/i.test(phrase)) return [];
    // The nonce is the one just issued, and its issuer does not know it.
    return [
      {
        ...answerFound(answer),
        certainty: 'likely',
        atFault: 'server',
        reasons: [{ key: 'not-known-there', certainty: 'proven', atFault: 'server' }],
      },
    ];
  },
});

function reasonsOf({ credentials }: RefusedAnswer, tries: readonly DigestTry[]): Reason[] {
  const issuers = tries.flatMap(({ challenges, final }) => (challenges.length === 0 ? [] : [final?.source?.address]));
  if (new Set(issuers).size > 1) return [{ key: 'two-servers', certainty: 'likely', atFault: 'depends' }];
  const isOlder = tries.some(({ challenges }) => challenges.some(({ nonce }) => nonce === credentials.nonce));
  return isOlder
    ? [{ key: 'earlier-challenge', certainty: 'proven', atFault: 'caller' }]
    : [{ key: 'never-issued-here', certainty: 'likely', atFault: 'depends' }];
}
