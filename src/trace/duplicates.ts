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
   * of its own) is false. Each message must come with a `sightings` array of its own.
   */
  isSecondSighting(traced: TracedMessage, marks?: PacketMarks): boolean;
}

interface Seen {
  readonly traced: TracedMessage;
  readonly sightings: Sighting[];
  readonly points: Point[];
}

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
const MAX_SEEN = 4096;
/** Without times, copies are looked for among this many messages before. */
const MAX_UNTIMED = 64;

/** A filter with a window of two seconds and at most 4096 messages. */
export function createDuplicateFilter(): DuplicateFilter {
  const recent = new Map<string, Seen>();

  function forget(now: number | undefined): void {
    const limit = now === undefined ? MAX_UNTIMED : MAX_SEEN;
    for (const [key, seen] of recent) {
      const old = now !== undefined && seen.traced.at !== undefined && now - seen.traced.at > WINDOW_MS;
      if (!old && recent.size <= limit) return;
      recent.delete(key);
    }
  }

  return {
    isSecondSighting(traced, marks) {
      const { source, destination, direction, at } = traced;
      const key = keyOf(traced.message);
      const point: Point = { source, destination, direction, marks, at };
      const seen = recent.get(key);
      if (seen !== undefined && isCopy(seen, traced, point)) {
        seen.points.push(point);
        seen.sightings.push(sightingOf(traced));
        return true;
      }
      if (seen !== undefined) recent.delete(key);
      recent.set(key, { traced, sightings: traced.sightings as Sighting[], points: [point] });
      forget(at);
      return false;
    },
  };
}

function isCopy(seen: Seen, traced: TracedMessage, point: Point): boolean {
  if (!isNear(seen.traced.at, point.at, WINDOW_MS) || !sameText(seen.traced.message, traced.message)) return false;
  // Where nothing tells the points apart, a message that came twice was sent twice.
  const again = seen.points.find((one) => sameFlow(one, point));
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

/** Start line, top Via, Call-ID and CSeq: equal for copies, and nearly never for anything else. */
function keyOf(message: SipMessage): string {
  let via: string | undefined;
  let callId = '';
  let cseq = '';
  for (const { name, value } of message.headerFields) {
    if (name === 'Via') via ??= value;
    else if (name === 'Call-ID') callId = value;
    else if (name === 'CSeq') cseq = value;
  }
  return `${message.startLine}\n${via ?? ''}\n${callId}\n${cseq}`;
}

function sameText(a: SipMessage, b: SipMessage): boolean {
  if (a.body !== b.body || a.startLine !== b.startLine || a.headerFields.length !== b.headerFields.length) return false;
  return a.headerFields.every((field, index) => {
    const other = b.headerFields[index];
    return field.name === other?.name && field.value === other.value;
  });
}
