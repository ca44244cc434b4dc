import type { AnyCall } from '../../calls/types.ts';
import { answerFound, digestTries, isChallenge, isOtherUser, isStale, refusedAnswer } from '../look/digest.ts';
import type { RefusedAnswer } from '../look/digest.ts';
import { everyRequest } from '../look/every-request.ts';
import { meaningOf } from '../look/phrases.ts';
import type { Meaning } from '../look/phrases.ts';
import type { Reason } from '../rule.ts';

/** Refusals that still are about who logs in. */
const LOGIN: ReadonlySet<Meaning | undefined> = new Set<Meaning | undefined>([
  undefined,
  'credentials',
  'account-disabled',
  'unknown-user',
]);

/**
 * A digest with the realm and nonce of the challenge, refused with 403 or challenged anew without stale=true: the digest was read and did
 * not fit (RFC 3261 22.1, RFC 7616 3.3). An INVITE challenged again is `auth-407-loop`; one refused by its policy `auth-403-invite`.
 */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: 'reg-wrong-password',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 22.1', 'RFC 3261 22.2', 'RFC 7616 3.3'],
  find(subject) {
    const answer = refusedAnswer(digestTries(subject.attempts));
    if (answer === undefined || isStale(answer.refused) || !isAboutLogin(subject, answer)) return [];
    return [
      {
        ...answerFound(answer),
        certainty: answer.fit === 'fits' ? 'proven' : 'likely',
        atFault: 'caller',
        reasons: reasonsOf(answer),
      },
    ];
  },
});

function isAboutLogin({ kind }: AnyCall, answer: RefusedAnswer): boolean {
  const { code } = answer.refused;
  const meaning = meaningOf(code, phraseOf(answer));
  if (isChallenge(code)) return kind !== 'call' && answer.fit === 'fits' && !/\bnonce\b/i.test(phraseOf(answer));
  if (code !== 403 || (answer.fit !== 'fits' && answer.fit !== 'unseen')) return false;
  return kind === 'registration' ? LOGIN.has(meaning) && !isContactLimit(answer) : meaning === 'credentials';
}

const isContactLimit = ({ refused }: RefusedAnswer): boolean =>
  refused.final.message.headerFields.some(({ name }) => /^p-registrar-error$/i.test(name));

const phraseOf = ({ refused: { final } }: RefusedAnswer): string =>
  final.message.kind === 'response' ? final.message.reasonPhrase : '';

function reasonsOf(answer: RefusedAnswer): Reason[] {
  const phrase = phraseOf(answer);
  const meaning = meaningOf(answer.refused.code, phrase);
  const other: Reason[] = isOtherUser(answer.credentials, answer.refused.request)
    ? [{ key: 'login-differs', certainty: 'possible', atFault: 'caller' }]
    : [];
  if (meaning === 'account-disabled') return [{ key: 'account-disabled', certainty: 'proven', atFault: 'server' }];
  if (meaning === 'unknown-user') return [{ key: 'unknown-account', certainty: 'proven', atFault: 'caller' }];
  return [{ key: 'password', certainty: /password/i.test(phrase) ? 'proven' : 'likely', atFault: 'caller' }, ...other];
}
