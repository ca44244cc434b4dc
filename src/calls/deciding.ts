import type { TracedMessage } from '../trace/traced.ts';
import { firstHeader } from '../sip/fields.ts';
import { asksForNothing, codeOf } from './message-facts.ts';
import type { OpenTransaction } from './state.ts';
import type { Outcome } from './types.ts';

/** The requests of a method on the hop of their sender: those that nobody was seen passing on. */
export function attemptsOf(transactions: readonly OpenTransaction[], method: string): OpenTransaction[] {
  const own = transactions.filter(
    (transaction) => transaction.method === method && transaction.passedOnFrom === undefined,
  );
  if (method !== 'INVITE') return own;
  // 12.2: an INVITE with a To-tag is a re-INVITE.
  const first = own.filter((transaction) => transaction.request !== undefined && transaction.toTag === undefined);
  return first.length > 0 ? first : own.filter((transaction) => transaction.request === undefined);
}

/**
 * The attempt that decided: of the last CSeq number, because each new try counts one up; of several branches with one number the
 * answered one, then a 6xx, then the last that was not merely cancelled or challenged (RFC 3261 16.7).
 */
export function decidingOf(attempts: readonly OpenTransaction[]): OpenTransaction | undefined {
  const answered = attempts.find((attempt) => isAnswered(attempt));
  if (answered !== undefined) return answered;
  const last = attempts.at(-1);
  const branches = attempts.filter((attempt) => attempt.cseq === last?.cseq);
  const codeIn = (from: number, to: number): OpenTransaction | undefined =>
    branches.findLast((branch) => {
      const code = codeOf(branch.final) ?? 0;
      return code >= from && code < to;
    });
  // A branch that never said anything was given up for the next one.
  const open = branches.findLast(
    (branch) => branch.final === undefined && (branch === last || branch.provisional.length > 0),
  );
  if (open !== undefined) return codeIn(600, 700) ?? open;
  const refused = branches.findLast((branch) => ![487, 401, 407].includes(codeOf(branch.final) ?? 0));
  return codeIn(600, 700) ?? refused ?? last;
}

/** True for credentials that answer a challenge (RFC 3261 22). */
export function hasCredentials(transaction: OpenTransaction | undefined): boolean {
  const message = transaction?.request?.message;
  return (
    message !== undefined &&
    (firstHeader(message, 'Authorization') ?? firstHeader(message, 'Proxy-Authorization')) !== undefined
  );
}

/**
 * What a final code means for a request. A 401 or 407 is a challenge, unless it asks for nothing; to a request with credentials that
 * answered an earlier challenge it is a refusal, unless only the nonce had grown stale (RFC 7616 3.3).
 */
export function outcomeOfCode(transaction: OpenTransaction, attempts: readonly OpenTransaction[]): Outcome {
  const code = codeOf(transaction.final) ?? 0;
  if (code < 300) return transaction.method === 'REGISTER' ? 'registered' : 'answered';
  if (code < 400) return 'redirected';
  if (code === 487 && transaction.method === 'INVITE') return 'cancelled';
  if (code !== 401 && code !== 407) return 'rejected';
  if (transaction.final !== undefined && asksForNothing(transaction.final.message)) return 'rejected';
  const wasChallenged = attempts.some(
    (other) => other !== transaction && other.final !== undefined && codeOf(other.final) === code,
  );
  return wasChallenged && hasCredentials(transaction) && !isStale(transaction.final) ? 'rejected' : 'challenged';
}

function isStale(final: TracedMessage | undefined): boolean {
  if (final === undefined) return false;
  const challenge =
    firstHeader(final.message, 'WWW-Authenticate') ?? firstHeader(final.message, 'Proxy-Authenticate') ?? '';
  return /\bstale\s*=\s*"?true/i.test(challenge);
}

function isAnswered(transaction: OpenTransaction): boolean {
  const code = codeOf(transaction.final) ?? 0;
  return code >= 200 && code < 300;
}
