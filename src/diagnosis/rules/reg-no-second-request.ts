import type { AnyCall } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import { quoteStart } from '../evidence.ts';
import { digestTries, ownUser, quoteChallenge } from '../look/digest.ts';
import type { DigestTry } from '../look/digest.ts';
import { entriesOf } from '../look/entries.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf, partyOf } from '../look/name.ts';
import { isScannerAgent } from '../look/scanner-agent.ts';
import type { Reason } from '../rule.ts';

// 17.1.2.2: 64*T1 is the longest that a client lets a transaction wait.
const WATCHED_MS = 32_000;

/**
 * A challenge that the client never answers: it asks again without credentials, or says nothing while the trace goes on for 32 s
 * (RFC 3261 22.2). Copies of the first request after the challenge show that it never reached the client.
 */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: 'reg-no-second-request',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 22.2', 'RFC 3261 22.3', 'RFC 8760 2.4'],
  find(subject) {
    const tries = digestTries(subject.attempts);
    const last = tries.at(-1);
    const challenged = tries.filter(({ challenges }) => challenges.length > 0);
    const first = challenged[0];
    if (last?.final === undefined || first?.final === undefined || last.challenges.length === 0) return [];
    if (
      subject.outcome !== 'challenged' ||
      tries.some(({ answers }) => answers.length > 0) ||
      isScannerAgent(firstHeader(first.request.message, 'User-Agent'))
    )
      return [];
    const isRepeated = challenged.length > 1;
    const reasons = reasonsOf(challenged);
    if (!isRepeated && (watchedMs(subject, last) < WATCHED_MS || subject.kind === 'other')) return [];
    const { final } = last;
    return [
      {
        certainty: isRepeated ? 'proven' : 'likely',
        atFault: reasons[0]?.atFault ?? 'caller',
        ...(last.request.source !== undefined && { about: last.request.source }),
        values: {
          host: nameOf(last.request.source, last.request),
          user: partyOf(ownUser(last.request)),
          realm: { value: 'host', text: last.challenges[0]?.realm ?? '?' },
          code: last.code ?? 401,
          count: challenged.length,
          method: { value: 'token', text: subject.method },
          algorithm: { value: 'token', text: last.challenges[0]?.algorithm ?? 'MD5' },
        },
        evidence: [
          quoteStart(final, challenged.length),
          quoteChallenge(final),
          quoteStart(last.request, challenged.length),
        ],
        reasons,
        entries: entriesOf(final.message),
      },
    ];
  },
});

const watchedMs = ({ watchedUntil }: AnyCall, { final }: DigestTry): number =>
  watchedUntil === undefined || final?.at === undefined ? 0 : watchedUntil - final.at;

function reasonsOf(challenged: readonly DigestTry[]): Reason[] {
  if (challenged.some(wasLost)) return [{ key: 'challenge-lost', certainty: 'likely', atFault: 'network' }];
  const algorithms = challenged.at(-1)?.challenges.map(({ algorithm }) => algorithm?.toUpperCase() ?? 'MD5') ?? [];
  // RFC 8760 2.4: a client that knows none of the algorithms cannot answer.
  if (algorithms.every((algorithm) => !algorithm.startsWith('MD5') && !algorithm.startsWith('AKA')))
    return [{ key: 'algorithm', certainty: 'likely', atFault: 'depends' }];
  return [{ key: 'no-credentials', certainty: 'likely', atFault: 'caller' }];
}

// reg -->  <-- 401   reg (the same) -->  <-- 401: 17.1.2.2, a client that has a response repeats no more
function wasLost({ transaction, final }: DigestTry): boolean {
  return transaction.retransmissions.some(
    ({ message, at }) => message.kind === 'request' && at !== undefined && final?.at !== undefined && at > final.at,
  );
}
