import type { Call, Transaction } from '../../calls/types.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { causesOf, sipReason } from './causes.ts';
import { between, ringingOf } from './refusal.ts';

/** A CANCEL of an initial INVITE and how long the callee was tried until then. */
export interface Cancelled {
  readonly cancel: TracedMessage;
  readonly invite: Transaction;
  readonly ringing?: TracedMessage;
  /** From the INVITE, and from the first 180, to the CANCEL, in milliseconds. */
  readonly waitedMs?: number;
  readonly rangMs?: number;
}

/** The CANCEL that ended a call which nobody answered, nearest to the caller (RFC 3261 9.1). */
export function cancelOf(call: Call): Cancelled | undefined {
  if (call.outcome === 'answered') return undefined;
  const invite =
    call.attempts.findLast(isCancelled) ??
    call.transactions.find((transaction) => transaction.method === 'INVITE' && isCancelled(transaction));
  const cancel = invite?.cancel?.request;
  if (invite === undefined || cancel === undefined) return undefined;
  const ringing = ringingOf(invite);
  const waitedMs = between(invite.request, cancel);
  const rangMs = between(ringing, cancel);
  return {
    cancel,
    invite,
    ...(ringing !== undefined && { ringing }),
    ...(waitedMs !== undefined && { waitedMs }),
    ...(rangMs !== undefined && { rangMs }),
  };
}

const isCancelled = (transaction: Transaction): boolean =>
  transaction.toTag === undefined && transaction.cancel?.request !== undefined;

/** RFC 3326 2 and 3.1: a CANCEL or BYE that says another device has the call. */
export function saysElsewhere(traced: TracedMessage): boolean {
  const reason = sipReason(traced.message);
  if (causesOf(traced.message).includes(26) || /(?:completed|answered) elsewhere/i.test(reason?.text ?? ''))
    return true;
  // A BYE with cause 200 says something else: FreeSWITCH and others write it with every text of their own.
  return reason?.cause === 200 && traced.message.kind === 'request' && traced.message.method === 'CANCEL';
}

// Ring timers that PBXs, proxies and phones ship with or that people set.
const ROUND_SECONDS = [15, 20, 25, 30, 35, 40, 45, 50, 60, 75, 90, 120, 150, 180];
/** A timer fires on time or a little late; a hand hits this window by chance once in fifteen. */
const EARLY_MS = 60;
const LATE_MS = 280;

/** The round number of seconds that a wait stands for, as a timer makes it; undefined for what looks like a hand. */
export const roundSeconds = (ms: number | undefined): number | undefined =>
  ms === undefined
    ? undefined
    : ROUND_SECONDS.find((round) => ms >= round * 1000 - EARLY_MS && ms <= round * 1000 + LATE_MS);
