import { quoteStart } from '../evidence.ts';
import { digestTries, isStale, isSuccess, quoteAnswer, quoteChallenge } from '../look/digest.ts';
import { entriesOf } from '../look/entries.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';

/** A challenge with stale=true, answered with the new nonce and accepted: the password is right, the nonce had aged (RFC 7616 3.3). */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: 'reg-stale-nonce',
  aliases: [],
  severity: 'note',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 7616 3.3', 'RFC 3261 22.4'],
  find(subject) {
    const tries = digestTries(subject.attempts);
    const aged = tries.findIndex((one) => one.answers.length > 0 && isStale(one));
    const renewed = tries.find((one, index) => index > aged && one.answers.length > 0 && isSuccess(one.code));
    const old = tries[aged];
    if (old?.final === undefined || renewed === undefined) return [];
    const { final } = old;
    return [
      {
        certainty: 'proven',
        atFault: 'nobody',
        ...(final.source !== undefined && { about: final.source }),
        values: {
          host: nameOf(final.source, final),
          code: old.code ?? 401,
          method: { value: 'token', text: subject.method },
        },
        evidence: [
          quoteChallenge(final),
          quoteAnswer(renewed.request),
          ...(renewed.final === undefined ? [] : [quoteStart(renewed.final)]),
        ],
        entries: entriesOf(final.message),
      },
    ];
  },
});
