import { firstHeader } from '../sip/fields.ts';
import { plainText } from '../sip/plain-message.ts';
import type { SipMessage } from '../sip/message.ts';
import type { Endpoint, Sighting, TracedMessage } from './traced.ts';

/** What a capture knows of a packet beyond the message: tells a second copy of one packet from a packet sent again. */
export interface PacketMarks {
  readonly interfaceId: number;
  /** IPv4 identification, 0 where unknown. */
  readonly ipId: number;
  readonly ttl: number;
}

/** Finds messages that are second sightings of one read before. */
export interface DuplicateFilter {
  /**
   * True where the message was seen before at another point: then it stands in the `sightings` of that one (which keep
   * growing while the input is read) and is no message of its own. A retransmission (same text, same addresses, a packet
   * of its own) is false. Messages without further sightings may share one empty array of them.
   */
  isSecondSighting(traced: TracedMessage, marks?: PacketMarks): boolean;
}

/** One message and the first point it was seen at. */
interface Seen extends Point {
  readonly traced: TracedMessage;
  /** The half of the digest that is not the key. */
  readonly high: number;
  /** The further points, for the few that have any. */
  others: Point[] | undefined;
}

type Writable = { -readonly [K in keyof TracedMessage]: TracedMessage[K] };

/** Of messages that were seen once. */
export const NO_SIGHTINGS: readonly Sighting[] = [];

interface Point {
  readonly source: Endpoint | undefined;
  readonly destination: Endpoint | undefined;
  readonly direction: TracedMessage['direction'];
  readonly marks: PacketMarks | undefined;
  readonly at: number | undefined;
}

/** Copies of one message at two points lie apart by network delay and the difference of two clocks. */
const WINDOW_MS = 2000;
/** Packets alike in everything are copies only if no timer could have sent the second: some stacks number all packets 1. */
const SAME_PACKET_MS = 100;
const UNMARKED_MS = 20;
const MAX_SEEN = 1024;
/** Without times, copies are looked for among this many messages before. */
const MAX_UNTIMED = 64;

/** A filter with a window of two to four seconds and at most 1024 messages. */
export function createDuplicateFilter(): DuplicateFilter {
  // Two generations, the older one forgotten as a whole: no message is searched for to be forgotten.
  let young = new Map<number, Seen>();
  let old = new Map<number, Seen>();
  let youngSince: number | undefined;

  function remember(key: number, seen: Seen, at: number | undefined): void {
    const limit = at === undefined ? MAX_UNTIMED : MAX_SEEN;
    const isOver = at !== undefined && youngSince !== undefined && Math.abs(at - youngSince) > WINDOW_MS;
    if (isOver || young.size >= limit / 2) {
      old = young;
      young = new Map();
      youngSince = undefined;
    }
    youngSince ??= at;
    young.set(key, seen);
  }

  return {
    isSecondSighting(traced, marks) {
      const { source, destination, direction, at } = traced;
      if (!digest(traced.message)) return false;
      const key = low >> 2;
      const seen = young.get(key) ?? old.get(key);
      if (seen?.high === high) {
        const point: Point = { source, destination, direction, marks, at };
        if (isCopy(seen, point)) {
          seen.others = [...(seen.others ?? []), point];
          (seen.traced as Writable).sightings = [...seen.traced.sightings, sightingOf(traced)];
          return true;
        }
      }
      remember(key, { high, source, destination, direction, marks, at, traced, others: undefined }, at);
      return false;
    },
  };
}

function isCopy(seen: Seen, point: Point): boolean {
  if (!isNear(seen.at, point.at, WINDOW_MS)) return false;
  const again = sameFlow(seen, point) ? seen : seen.others?.find((one) => sameFlow(one, point));
  // Where nothing tells the points apart, a message that came twice was sent twice.
  return again === undefined ? isTold(point) : isSamePacket(again, point);
}

function isTold(point: Point): boolean {
  return (point.source !== undefined && point.destination !== undefined) || point.direction !== undefined;
}

function sameFlow(a: Point, b: Point): boolean {
  return (
    sameEndpoint(a.source, b.source) &&
    sameEndpoint(a.destination, b.destination) &&
    a.direction === b.direction &&
    a.marks?.interfaceId === b.marks?.interfaceId
  );
}

// One packet copied (a mirror of both directions, a bridge and its member) keeps its identification; a router lowers the TTL.
function isSamePacket(a: Point, b: Point): boolean {
  if (a.marks === undefined || b.marks === undefined) return false;
  if (a.marks.ipId !== b.marks.ipId) return false;
  if (a.marks.ttl !== b.marks.ttl) return true;
  if (a.at === undefined || b.at === undefined) return false;
  return isNear(a.at, b.at, a.marks.ipId === 0 ? UNMARKED_MS : SAME_PACKET_MS);
}

function isNear(a: number | undefined, b: number | undefined, windowMs: number): boolean {
  return a === undefined || b === undefined || Math.abs(a - b) <= windowMs;
}

function sameEndpoint(a: Endpoint | undefined, b: Endpoint | undefined): boolean {
  return a === b || (a?.address === b?.address && a?.port === b?.port);
}

function sightingOf({ place, at, source, destination }: TracedMessage): Sighting {
  return {
    place,
    ...(at === undefined ? {} : { at }),
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
  };
}

let high = 0;
let low = 0;

/** Puts a digest of the whole text into `high` and `low`: equal for copies only. False without Via and Call-ID: such a text tells nothing. */
function digest(message: SipMessage): boolean {
  let hasVia = false;
  let hasCallId = false;
  high = 0;
  low = -1;
  const text = plainText(message);
  if (text !== undefined) {
    mix(text);
    return firstHeader(message, 'Via') !== undefined && firstHeader(message, 'Call-ID') !== undefined;
  }
  mix(message.startLine);
  for (const { name, value } of message.headerFields) {
    if (name === 'Via') hasVia = true;
    else if (name === 'Call-ID') hasCallId = true;
    mix(value);
  }
  mix(message.body);
  return hasVia && hasCallId;
}

// Two hashes of 32 bits (multiply and rotate), one for even and one for odd characters
function mix(text: string): void {
  let even = high ^ text.length;
  let odd = low + text.length;
  const pairs = text.length - 1;
  let at = 0;
  for (; at < pairs; at += 2) {
    even = Math.imul(even ^ text.charCodeAt(at), 0x9e3779b1);
    odd = Math.imul(odd ^ text.charCodeAt(at + 1), 0x85ebca6b);
    even ^= even >>> 15;
    odd ^= odd >>> 13;
  }
  if (at < text.length) even = Math.imul(even ^ text.charCodeAt(at), 0xc2b2ae35);
  high = even;
  low = odd ^ (even >>> 11);
}
