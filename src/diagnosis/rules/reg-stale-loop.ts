import { firstHeader } from '../../sip/fields.ts';
import { answerFound, digestTries, isStale, quoteAnswer, quoteChallenge, refusedAnswer } from '../look/digest.ts';
import type { DigestTry } from '../look/digest.ts';
import { everyRequest } from '../look/every-request.ts';
import type { Reason } from '../rule.ts';

/** A client may meet an old nonce once, and once more by bad luck. */
const FEWEST = 3;

/**
 * Three or more digests in a row refused with stale=true: no nonce lives long enough to be used, or the client never takes the new one
 * (RFC 7616 3.3).
 */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: 'reg-stale-loop',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['reg-nonce-differs', 'reg-wrong-password', 'auth-407-loop'],
  spec: ['RFC 7616 3.3', 'RFC 3261 22.4'],
  find(subject) {
    const tries = digestTries(subject.attempts);
    const answered = tries.filter((one) => one.answers.length > 0 && one.final !== undefined);
    const lastFine = answered.findLastIndex((one) => !isStale(one));
    const stale = answered.slice(lastFine + 1);
    const refused = refusedAnswer(tries);
    const last = stale.at(-1);
    if (stale.length < FEWEST || refused === undefined || last?.final === undefined) return [];
    const base = answerFound(refused);
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'server',
        values: { ...base.values, count: stale.length },
        evidence: [{ ...quoteChallenge(last.final), times: stale.length }, quoteAnswer(last.request)],
        reasons: reasonsOf(tries, stale),
      },
    ];
  },
});

function reasonsOf(tries: readonly DigestTry[], stale: readonly DigestTry[]): Reason[] {
  const isReused = stale.every((one) => {
    const before = tries.slice(0, tries.indexOf(one)).findLast(({ challenges }) => challenges.length > 0);
    return (
      before === undefined ||
      !before.challenges.some(({ nonce }) => one.answers.some((answer) => answer.nonce === nonce))
    );
  });
  if (isReused) return [{ key: 'old-nonce-reused', certainty: 'proven', atFault: 'caller' }];
  const servers = new Set(
    stale.map(
      ({ final }) =>
        `${final?.source?.address ?? ''} ${final === undefined ? '' : (firstHeader(final.message, 'Server') ?? '')}`,
    ),
  );
  return servers.size > 1
    ? [{ key: 'several-servers', certainty: 'proven', atFault: 'server' }]
    : [{ key: 'nonce-not-shared', certainty: 'possible', atFault: 'server' }];
}
