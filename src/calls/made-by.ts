import { codeOf, toTagOf } from './message-facts.ts';
import type { OpenTransaction } from './state.ts';
import type { MadeBy } from './types.ts';
import type { TracedMessage } from '../trace/traced.ts';

/**
 * Who made the final response of a transaction. A proxy passes a response on with one Via less and the same To-tag (RFC 3261 16.7),
 * so the one with the most Vias is the first; an element that hides the Vias passes on the code of the request it sent out.
 */
export function madeBy(transaction: OpenTransaction, callId: string): MadeBy | undefined {
  const final = transaction.final;
  const code = codeOf(final);
  if (final === undefined || code === undefined) return undefined;
  const passedOn: TracedMessage[] = [];
  let maker = transaction;
  let message = final;
  for (let next = source(maker, message); next !== undefined; next = source(maker, message)) {
    passedOn.unshift(message);
    maker = next.transaction;
    message = next.message;
  }
  const element = message.source ?? maker.uas;
  return {
    message,
    ...(element === undefined ? {} : { element }),
    transaction: maker,
    callId,
    // Where the request went on from here and brought another code or none, this element made its own.
    proven: maker.passedOnTo.length > 0,
    passedOn,
  };
}

function source(
  transaction: OpenTransaction,
  message: TracedMessage,
): { readonly transaction: OpenTransaction; readonly message: TracedMessage } | undefined {
  const code = codeOf(message);
  const tag = toTagOf(message);
  let found: { readonly transaction: OpenTransaction; readonly message: TracedMessage } | undefined;
  for (const next of transaction.passedOnTo) {
    for (const final of next.finals) {
      if (codeOf(final) !== code) continue;
      const isCertain = toTagOf(final) === tag;
      // A B2BUA makes a tag of its own, a proxy never does.
      if (isCertain) return { transaction: next, message: final };
      if (next.viaDepth <= transaction.viaDepth) found ??= { transaction: next, message: final };
    }
  }
  return found;
}
