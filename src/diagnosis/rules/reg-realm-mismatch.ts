import { answerFound, digestTries, isStale, refusedAnswer } from '../look/digest.ts';
import { everyRequest } from '../look/every-request.ts';

/** The digest names another realm than the challenge, so it is no answer to it; a client copies the realm (RFC 3261 22.1, RFC 7616 3.4). */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: 'reg-realm-mismatch',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['reg-wrong-password', 'auth-407-loop', 'auth-403-invite', 'reg-authuser-mismatch'],
  spec: ['RFC 3261 22.1', 'RFC 3261 22.2', 'RFC 7616 3.4'],
  find({ attempts }) {
    const answer = refusedAnswer(digestTries(attempts));
    if (answer?.fit !== 'realm-differs' || isStale(answer.refused) || ![401, 403, 407].includes(answer.refused.code))
      return [];
    return [{ ...answerFound(answer), certainty: 'proven', atFault: 'caller' }];
  },
});
