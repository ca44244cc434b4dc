import type { TracedMessage } from '../trace/traced.ts';
import { userOfField, userOfUri } from './message-facts.ts';
import { sameEndpoint } from './state.ts';
import type { OpenCall } from './state.ts';
import type { JoinedBy } from './types.ts';

/** Finds the side of a B2BUA call that came to the element from which another goes out. */
export interface NumberJoin {
  find(
    call: OpenCall,
    traced: TracedMessage,
    count: number,
  ): { readonly call: OpenCall; readonly certainty: JoinedBy['certainty'] } | undefined;
  /** A further INVITE of the call, on another hop or with credentials: another side may go out from where it arrives. */
  note(call: OpenCall, traced: TracedMessage, count: number): void;
}

/** A B2BUA sends its INVITE out within this time, or this many messages where there are no times. */
const WINDOW_MS = 2_000;
const WINDOW_MESSAGES = 40;
/** Numbers that end alike in so many characters may be one number, with and without prefix. */
const SHORTEST = 3;
const KEY_LENGTH = 4;
/** Nobody else is called under so many equal digits within two seconds. */
const LONG_NUMBER = 7;
const COMPARED = 16;
const MOST_PRUNED = 256;

interface Incoming {
  readonly call: OpenCall;
  readonly traced: TracedMessage;
  readonly count: number;
  readonly from: string;
  readonly to: string;
}

/**
 * Joins by host (the destination of the one INVITE sends the other), time and numbers: both alike, with or without a prefix, is
 * likely, and so is a called number of the public network alone, because trunks show another caller; one short number alike, with a
 * single candidate, is possible.
 */
export function createNumberJoin(): NumberJoin {
  const byHostAndNumber = new Map<string, Incoming[]>();
  const order: { readonly key: string; readonly incoming: Incoming }[] = [];
  let pruned = 0;

  function prune(traced: TracedMessage, count: number): void {
    for (; pruned < order.length; pruned++) {
      const oldest = order[pruned];
      if (oldest === undefined || isNear(oldest.incoming, traced, count)) break;
      const left = byHostAndNumber.get(oldest.key);
      if (left?.[0] === oldest.incoming) left.shift();
      if (left?.length === 0) byHostAndNumber.delete(oldest.key);
    }
    // What is pruned would keep its call and all its messages in memory.
    if (pruned >= MOST_PRUNED) {
      order.splice(0, pruned);
      pruned = 0;
    }
  }

  function remember(incoming: Incoming): void {
    const host = incoming.traced.destination?.address ?? (incoming.traced.direction === 'received' ? OWN : undefined);
    if (host === undefined) return;
    for (const number of new Set([keyOf('from', incoming.from), keyOf('to', incoming.to)])) {
      if (number === undefined) continue;
      const key = `${host} ${number}`;
      const known = byHostAndNumber.get(key);
      if (known === undefined) byHostAndNumber.set(key, [incoming]);
      else known.push(incoming);
      order.push({ key, incoming });
    }
  }

  return {
    find(call, traced, count) {
      prune(traced, count);
      const outgoing = incomingOf(call, traced, count);
      const host = traced.source?.address ?? (traced.direction === 'sent' ? OWN : undefined);
      const found = host === undefined ? undefined : best(byHostAndNumber, host, outgoing);
      remember(outgoing);
      return found;
    },
    note(call, traced, count) {
      prune(traced, count);
      remember(incomingOf(call, traced, count));
    },
  };
}

function incomingOf(call: OpenCall, traced: TracedMessage, count: number): Incoming {
  const { message } = traced;
  const to = message.kind === 'request' ? plain(userOfUri(message.requestUri)) : '';
  return { call, traced, count, from: plain(userOfField(message, 'From')), to };
}

/** The host that wrote the log, where only a word tells the direction. */
const OWN = 'own';

function best(
  known: ReadonlyMap<string, readonly Incoming[]>,
  host: string,
  outgoing: Incoming,
): ReturnType<NumberJoin['find']> {
  const candidates = new Set<Incoming>();
  for (const number of [keyOf('to', outgoing.to), keyOf('from', outgoing.from)]) {
    const near = number === undefined ? [] : (known.get(`${host} ${number}`) ?? []);
    for (const incoming of near.slice(-COMPARED)) if (isOtherSide(incoming, outgoing)) candidates.add(incoming);
  }
  const list = [...candidates];
  const both = list.findLast((incoming) => alike(incoming.to, outgoing.to) && alike(incoming.from, outgoing.from));
  if (both !== undefined)
    return { call: both.call, certainty: outgoing.traced.at === undefined ? 'possible' : 'likely' };
  // A call may have come in more than once: again with credentials.
  const [call, ...others] = new Set(
    list
      .filter((incoming) => alike(incoming.to, outgoing.to) || alike(incoming.from, outgoing.from))
      .map((incoming) => incoming.call),
  );
  if (call === undefined || others.length > 0) return undefined;
  const isSameCallee = list.some((incoming) => alike(incoming.to, outgoing.to, LONG_NUMBER));
  return { call, certainty: isSameCallee && outgoing.traced.at !== undefined ? 'likely' : 'possible' };
}

// alice ---call 1--> pbx ---call 2--> bob       call 2 leaves where call 1 came in, and goes on to somebody else
function isOtherSide(incoming: Incoming, outgoing: Incoming): boolean {
  if (incoming.call === outgoing.call || !isNear(incoming, outgoing.traced, outgoing.count)) return false;
  const one = incoming.traced;
  const two = outgoing.traced;
  if (one.source !== undefined && two.source !== undefined && sameEndpoint(one.source, two.source)) return false;
  if (one.destination !== undefined && two.destination !== undefined && sameEndpoint(one.destination, two.destination))
    return false;
  // On one host the ports tell elements apart.
  return (
    one.destination === undefined ||
    one.source?.address !== one.destination.address ||
    sameEndpoint(one.destination, two.source)
  );
}

function isNear(incoming: Incoming, traced: TracedMessage, count: number): boolean {
  if (incoming.traced.at === undefined || traced.at === undefined) return count - incoming.count <= WINDOW_MESSAGES;
  return incoming.traced.clock === traced.clock && Math.abs(traced.at - incoming.traced.at) <= WINDOW_MS;
}

function alike(one: string, two: string, shortest = SHORTEST): boolean {
  // 01632... and 441632...: a trunk puts the country code where the caller dialled a zero.
  const [first, second] = [one.replace(/^0+/, ''), two.replace(/^0+/, '')];
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  return short.length >= shortest && long.endsWith(short);
}

function keyOf(what: string, number: string): string | undefined {
  return number.length < SHORTEST || number === 'anonymous' ? undefined : `${what} ${number.slice(-KEY_LENGTH)}`;
}

function plain(user: string): string {
  return user.toLowerCase().replace(/[^\da-z]/g, '');
}
