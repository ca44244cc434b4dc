import { codeOf } from '../../calls/message-facts.ts';
import type { AnyCall, Transaction } from '../../calls/types.ts';
import { once } from './once.ts';
import { between } from './refusal.ts';

/** The transactions of one method or several on the hop of their sender. */
export const ownTransactions = (subject: AnyCall, ...methods: readonly string[]): readonly Transaction[] =>
  subject.transactions.filter(
    (transaction) => methods.includes(transaction.method) && transaction.passedOnFrom === undefined,
  );

/** The requests on the hop of their sender whose only Via is his own: what he sent himself, as far as the trace tells. */
export const firstHand = once((subject: AnyCall): readonly Transaction[] =>
  subject.transactions.filter(
    ({ passedOnFrom, viaDepth, request }) => passedOnFrom === undefined && viaDepth === 1 && request !== undefined,
  ),
);

/** Requests within a dialog: they have a To-tag (RFC 3261 12.2.1.1). */
export const isInDialog = ({ toTag, request }: Transaction): boolean => request !== undefined && toTag !== undefined;

/** True for a 2xx. */
export const succeeded = (transaction: Transaction): boolean => {
  const code = codeOf(transaction.final) ?? 0;
  return code >= 200 && code < 300;
};

/** The deepest hop on which a transaction got the same final code: the response as it was first sent. */
export function madeIn(transaction: Transaction): Transaction {
  const next = transaction.passedOnTo.find(
    (other) => codeOf(other.final) !== undefined && codeOf(other.final) === codeOf(transaction.final),
  );
  return next === undefined || next === transaction ? transaction : madeIn(next);
}

/** True where the same sender later had success with the same method. */
export const succeededLater = (subject: AnyCall, failed: Transaction): boolean => {
  const all = subject.transactions;
  return all
    .slice(all.indexOf(failed) + 1)
    .some(
      (other) =>
        other.method === failed.method &&
        other.fromTag === failed.fromTag &&
        other.passedOnFrom === undefined &&
        succeeded(other),
    );
};

/** How long the trace went on after a transaction began, in milliseconds; undefined without times. */
export function watchedAfter(subject: AnyCall, { request }: Transaction): number | undefined {
  if (request?.at === undefined || subject.watchedUntil === undefined) return undefined;
  return subject.watchedUntil - request.at;
}

/** The last BYE that comes after a transaction began, and when, in milliseconds. */
export function byeAfter(
  subject: AnyCall,
  { request }: Transaction,
): { readonly bye: Transaction; readonly ms?: number } | undefined {
  const bye = ownTransactions(subject, 'BYE').find((candidate) => (between(request, candidate.request) ?? 0) >= 0);
  if (bye === undefined) return undefined;
  const ms = between(request, bye.request);
  return { bye, ...(ms !== undefined && { ms }) };
}
