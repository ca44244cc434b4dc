import { quoteHeader } from '../evidence.ts';
import { answerFound, digestTries, isOtherUser, refusedAnswer } from '../look/digest.ts';
import { everyRequest } from '../look/every-request.ts';
import { meaningOf } from '../look/phrases.ts';

/** Refusals that name the digest user as the fault. */
const TELLS =
  /\bauth(?:entication|orization)? ?(?:id|user(?:name)?|name)\b|(?:user|name|id|identit\w+) .*(?:mismatch|do(?:es)?n.?t match)|mismatch.*(?:user|name)/i;

/**
 * A 403 to a digest whose user is another one than the address that registers or calls: many servers allow an account to speak for
 * itself only (RFC 3261 22.4 leaves the link between the two to the server). A 401 again is rather the password.
 */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: 'reg-authuser-mismatch',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['reg-wrong-password', 'auth-403-invite'],
  spec: ['RFC 3261 22.4', 'RFC 3261 10.3'],
  find({ attempts, kind }) {
    const answer = refusedAnswer(digestTries(attempts));
    if (
      answer === undefined ||
      ![401, 403, 407].includes(answer.refused.code) ||
      !isOtherUser(answer.credentials, answer.refused.request)
    )
      return [];
    const { final, code } = answer.refused;
    const phrase = final.message.kind === 'response' ? final.message.reasonPhrase : '';
    const isTold = TELLS.test(phrase);
    // A call may show any number as its caller; only words make it the fault there.
    const isPlain =
      kind === 'registration' &&
      code === 403 &&
      [undefined, 'credentials'].includes(meaningOf(code, phrase)) &&
      !/password/i.test(phrase);
    if (!isTold && !isPlain) return [];
    const base = answerFound(answer);
    const [first, ...rest] = base.evidence;
    return [
      {
        ...base,
        certainty: isTold ? 'proven' : 'likely',
        atFault: 'caller',
        evidence: [
          first,
          ...rest.slice(0, 1),
          quoteHeader(answer.refused.request, kind === 'registration' ? 'To' : 'From'),
        ],
      },
    ];
  },
});
