import { isGivenUp } from './coverage.ts';
import type { Surroundings } from './coverage.ts';
import { outcomeOfCode } from './deciding.ts';
import { sameEndpoint } from './state.ts';
import type { OpenCall, OpenTransaction } from './state.ts';
import type { Outcome, Party } from './types.ts';
import { fromTagOf } from './message-facts.ts';

/** How a call came out, by the INVITE that decided. */
export function callOutcome(
  call: OpenCall,
  deciding: OpenTransaction | undefined,
  attempts: readonly OpenTransaction[],
  surroundings: Surroundings,
): Outcome {
  if (deciding === undefined) return isTalk(call) ? 'answered' : 'unknown';
  if (deciding.final !== undefined) return outcomeOfCode(deciding, attempts);
  // A BYE or an ACK to a 2xx stands only where there was a 2xx, though it was not captured.
  if (isTalk(call)) return 'answered';
  if (deciding.cancel !== undefined) return 'cancelled';
  return isGivenUp(deciding, surroundings) ? 'unanswered' : 'unknown';
}

/** The first BYE, on the hop of its sender. */
export function firstBye(call: OpenCall): OpenTransaction | undefined {
  return call.transactions.find(
    (transaction) => transaction.method === 'BYE' && transaction.passedOnFrom === undefined,
  );
}

/**
 * Who sent the first BYE or CANCEL: a party by its tag (RFC 3261 15.1.1), or an element between them, where it had the INVITE passing
 * through and the BYE begins at it.
 */
export function endedBy(
  call: OpenCall,
  bye: OpenTransaction | undefined,
  attempts: readonly OpenTransaction[],
  outcome: Outcome,
): Party | undefined {
  if (bye !== undefined) return byeSender(call, bye, attempts);
  // A proxy that cancels the other forks ends nothing.
  if (outcome !== 'cancelled') return undefined;
  const cancelled = call.transactions.find(
    (transaction) => transaction.method === 'CANCEL' && transaction.passedOnFrom === undefined,
  );
  if (cancelled?.request === undefined) return undefined;
  const invite = call.transactions.find((transaction) => transaction.cancel === cancelled);
  return invite === undefined || attempts.includes(invite) ? 'caller' : 'server';
}

function byeSender(call: OpenCall, bye: OpenTransaction, attempts: readonly OpenTransaction[]): Party | undefined {
  const first = bye.request ?? bye.messages[0];
  if (first === undefined) return undefined;
  if (isBetween(call, bye)) return 'server';
  if (call.callerTag === '') {
    const caller = attempts[0]?.uac;
    if (caller === undefined || bye.uac === undefined || call.callId !== '') return undefined;
    return sameEndpoint(caller, bye.uac) ? 'caller' : 'callee';
  }
  return fromTagOf(first) === call.callerTag ? 'caller' : 'callee';
}

// alice ---INVITE--> pbx ---INVITE--> bob      pbx has a hop on both sides: a BYE that begins there is its own
function isBetween(call: OpenCall, bye: OpenTransaction): boolean {
  if (bye.uac === undefined || bye.viaDepth > 1) return false;
  return call.transactions.some(
    (transaction) =>
      transaction.method === 'INVITE' &&
      transaction.uas !== undefined &&
      transaction.passedOnTo.length > 0 &&
      sameEndpoint(transaction.uas, bye.uac),
  );
}

// 15: a BYE belongs to a dialog; 12.2: so does an INVITE with a To-tag.
function isTalk(call: OpenCall): boolean {
  return call.transactions.some(
    ({ method, toTag, final, request }) =>
      (method === 'BYE' && (request !== undefined || final !== undefined)) ||
      (method === 'INVITE' && toTag !== undefined),
  );
}
