import { fromTagOf, hasSdp, toTagOf, codeOf } from './message-facts.ts';
import type { OpenTransaction } from './state.ts';
import type { SdpExchange } from './types.ts';
import type { TracedMessage } from '../trace/traced.ts';

const CARRIES_OFFER: ReadonlySet<string> = new Set(['INVITE', 'UPDATE', 'PRACK']);

/**
 * Offers and answers of a call in the order of their transactions (RFC 3264 4, RFC 3261 13.2.1, RFC 3262 5, RFC 6337 2.2): offer in a
 * request and answer in its response, or, where an INVITE has none, offer in its response and answer in the ACK or a PRACK.
 */
export function sdpExchanges(transactions: readonly OpenTransaction[], callerTag: string): SdpExchange[] {
  const pracks = transactions.filter((transaction) => transaction.method === 'PRACK');
  const answersOfPracks = new Set<TracedMessage>();
  return transactions.flatMap((transaction) => {
    if (!CARRIES_OFFER.has(transaction.method)) return [];
    const request = transaction.request;
    if (request !== undefined && answersOfPracks.has(request)) return [];
    if (request !== undefined && hasSdp(request)) return offeredInRequest(transaction, request, callerTag);
    if (transaction.method !== 'INVITE') return [];
    const exchanges = offeredInResponse(transaction, pracks, callerTag);
    for (const { answer } of exchanges) if (answer?.message.kind === 'request') answersOfPracks.add(answer);
    return exchanges;
  });
}

function offeredInRequest(transaction: OpenTransaction, offer: TracedMessage, callerTag: string): SdpExchange[] {
  const base = { transaction, offer, offeredBy: sideOf(offer, callerTag) };
  const answers = answersOf(transaction);
  const code = codeOf(transaction.final) ?? 0;
  const refusal = code >= 300 && transaction.final !== undefined ? { refusal: transaction.final } : {};
  if (answers.length === 0) return [{ ...base, early: false, ...refusal }];
  return answers.map((answer) => ({ ...base, answer, early: (codeOf(answer) ?? 0) < 200, ...refusal }));
}

function offeredInResponse(
  transaction: OpenTransaction,
  pracks: readonly OpenTransaction[],
  callerTag: string,
): SdpExchange[] {
  return answersOf(transaction).map((response): SdpExchange => {
    const early = (codeOf(response) ?? 0) < 200;
    const tag = toTagOf(response);
    const inPrack = early
      ? pracks.find((prack) => prack.toTag === tag && prack.request !== undefined && hasSdp(prack.request))
      : undefined;
    const reply = inPrack?.request ?? transaction.acks.find((ack) => hasSdp(ack) && toTagOf(ack) === tag);
    const asker = sideOf(response, callerTag);
    // Without the request it cannot be told which of the two it was; a response is an answer far more often.
    if (transaction.request === undefined && reply === undefined) {
      return { transaction, offeredBy: asker, answer: response, early };
    }
    const offeredBy = asker === 'caller' ? 'callee' : 'caller';
    return { transaction, offeredBy, offer: response, ...(reply === undefined ? {} : { answer: reply }), early };
  });
}

function answersOf(transaction: OpenTransaction): readonly TracedMessage[] {
  const all = transaction.provisional.filter(isAnswer);
  for (const final of transaction.finals) if (isAnswer(final)) all.push(final);
  return all.length < 2 ? all : firstOfEachTag(all);
}

function isAnswer(response: TracedMessage): boolean {
  const code = codeOf(response) ?? 0;
  return code > 100 && code < 300 && hasSdp(response);
}

// 13.2.1: what repeats in a later response of the same dialog is no new answer.
function firstOfEachTag(responses: readonly TracedMessage[]): TracedMessage[] {
  const seen = new Set<string>();
  return responses.filter((response) => {
    const tag = toTagOf(response);
    return !seen.has(tag) && seen.add(tag);
  });
}

/** The party of whose request this is, or to whose request it responds. */
function sideOf(traced: TracedMessage, callerTag: string): 'caller' | 'callee' {
  return callerTag === '' || fromTagOf(traced) === callerTag ? 'caller' : 'callee';
}
