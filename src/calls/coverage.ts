import type { Clock, TracedMessage } from '../trace/traced.ts';
import type { Flows } from './flows.ts';
import { codeOf, elapsedMs } from './message-facts.ts';
import type { OpenCall, OpenTransaction } from './state.ts';

/** Which ways packets were read in the whole trace. */
export interface Directions {
  note(traced: TracedMessage): void;
  /** True where something was read that went back from the receiver of this message to its sender. */
  hasReverse(traced: TracedMessage): boolean;
}

/** What a call cannot see by itself. */
export interface Surroundings {
  /** The latest time of the trace, by clock. */
  readonly times: ReadonlyMap<Clock, number>;
  readonly directions: Directions;
  readonly flows: Flows;
  /** The trace has ended. */
  readonly isFinal: boolean;
}

const MOST_PAIRS = 100_000;
// 17.1.1.2 timer B and 17.1.2.2 timer F: 64*T1. By then an INVITE over UDP went out seven times, others eleven.
const GIVEN_UP_MS = 32_000;
// 16.6 step 11: timer C.
const RUNG_OUT_MS = 180_000;
const GIVEN_UP_REPEATS: Readonly<Record<string, number>> = { INVITE: 6 };

/** Remembers pairs of addresses; ports count where both ends have one address. */
export function createDirections(): Directions {
  const pairs = new Map<string, Set<string>>();
  const words = new Set<string>();
  let size = 0;
  return {
    note(traced) {
      if (traced.direction !== undefined) words.add(traced.direction);
      const { source, destination } = traced;
      if (source === undefined || destination === undefined || size >= MOST_PAIRS) return;
      const [from, to] = pairOf(source, destination);
      let known = pairs.get(from);
      if (known === undefined) pairs.set(from, (known = new Set()));
      if (!known.has(to)) size += known.add(to).size > 0 ? 1 : 0;
    },
    hasReverse(traced) {
      const { source, destination, direction } = traced;
      if (direction !== undefined && words.size > 1) return true;
      if (source === undefined || destination === undefined) return false;
      const [from, to] = pairOf(source, destination);
      return pairs.get(to)?.has(from) ?? false;
    },
  };
}

/** Packets of both directions were read: a request and a response to it; or none came, where others or ICMP errors did come that way. */
export function coversBothSides(call: OpenCall, surroundings: Surroundings): boolean {
  const withResponse = (transaction: OpenTransaction): boolean =>
    transaction.request !== undefined && (transaction.provisional.length > 0 || transaction.final !== undefined);
  if (call.transactions.some(withResponse) || surroundings.flows.icmpErrorsOf(call).length > 0) return true;
  if (call.transactions.some((transaction) => transaction.request === undefined)) return false;
  return call.transactions.some(({ request }) => request !== undefined && surroundings.directions.hasReverse(request));
}

/** No response can follow any more: the silence after the request was watched, or it was repeated to the end of its timer. */
export function isGivenUp(transaction: OpenTransaction, surroundings: Surroundings): boolean {
  const last = transaction.messages.at(-1);
  const isRinging = transaction.provisional.length > 0;
  const repeats = transaction.retransmissions.filter(({ message }) => message.kind === 'request').length;
  if (!isRinging && repeats >= (GIVEN_UP_REPEATS[transaction.method] ?? 10)) return true;
  const first = transaction.request ?? last;
  const watched = watchedMs(isRinging ? last : first, surroundings);
  return watched !== undefined && watched >= (isRinging && transaction.method === 'INVITE' ? RUNG_OUT_MS : GIVEN_UP_MS);
}

/** How long the trace went on after a message; undefined without times. */
export function watchedMs(traced: TracedMessage | undefined, surroundings: Surroundings): number | undefined {
  if (traced?.at === undefined || traced.clock === undefined) return undefined;
  const now = surroundings.times.get(traced.clock);
  return now === undefined ? undefined : elapsedMs(traced.at, now, traced.clock);
}

/** How the request went was read: its final response, or so long a silence that nothing can follow. */
export function hasEnd(transaction: OpenTransaction, surroundings: Surroundings): boolean {
  return codeOf(transaction.final) !== undefined || isGivenUp(transaction, surroundings);
}

function pairOf(
  source: { address: string; port?: number },
  destination: { address: string; port?: number },
): [string, string] {
  if (source.address !== destination.address) return [source.address, destination.address];
  return [`${source.address} ${source.port ?? ''}`, `${destination.address} ${destination.port ?? ''}`];
}
