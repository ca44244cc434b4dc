import type { AnyCall } from '../../calls/types.ts';
import { quoteStart } from '../evidence.ts';
import { digestTries, isChallenge, isStale, isSuccess, quoteAnswer, quoteChallenge } from '../look/digest.ts';
import type { DigestTry } from '../look/digest.ts';
import { entriesOf } from '../look/entries.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';

/**
 * A 401 or 407 whose answer was accepted: the ordinary digest handshake, which costs every client one refused request
 * (RFC 3261 22.2, 22.3). A stale nonce is a note of its own.
 */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: 'reg-normal-challenge',
  aliases: [],
  severity: 'note',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 22.2', 'RFC 3261 22.3'],
  find(subject) {
    const tries = digestTries(subject.attempts);
    const asked = tries.findIndex((one) => one.answers.length === 0 && one.challenges.length > 0 && !isStale(one));
    const accepted = tries.findIndex(
      (one, index) => index > asked && one.answers.length > 0 && isAccepted(subject, one),
    );
    const [first, second] = [tries[asked], tries[accepted]];
    if (first?.final === undefined || second === undefined || asked < 0) return [];
    const { final } = first;
    return [
      {
        certainty: 'proven',
        atFault: 'nobody',
        ...(final.source !== undefined && { about: final.source }),
        values: {
          host: nameOf(final.source, final),
          code: first.code ?? 401,
          method: { value: 'token', text: subject.method },
        },
        evidence: [
          quoteStart(final),
          quoteChallenge(final),
          quoteAnswer(second.request),
          ...(second.final === undefined ? [] : [quoteStart(second.final)]),
        ],
        entries: entriesOf(final.message),
      },
    ];
  },
});

// An INVITE that rings, or is refused for something else than its digest, has passed the challenge.
const isAccepted = ({ kind }: AnyCall, { code, transaction }: DigestTry): boolean =>
  isSuccess(code) ||
  (kind === 'call' &&
    code !== 403 &&
    !isChallenge(code) &&
    (code !== undefined ||
      transaction.provisional.some(({ message }) => message.kind === 'response' && message.statusCode > 100)));
