import { createBoundedMap } from './bounded.ts';
import type { Connections } from './connections.ts';
import { createContent } from './content.ts';
import type { Content, ContentOutput } from './content.ts';
import { flowKey, originOf, reverseFlowKey } from './packet.ts';
import type { Origin, Output, Packet } from './packet.ts';

/** Puts TCP segments in order (RFC 9293 3.4), one direction of a connection at a time. */
export interface Tcp {
  /** The segment `bytes[start..end)`, TCP header included. */
  segment(packet: Packet, bytes: Buffer, start: number, end: number): void;
  /** True while segments wait for others before them. */
  waiting(): boolean;
  /** Reads what still waits for something that was not captured. */
  finish(): void;
}

interface Segment {
  readonly sequence: number;
  readonly bytes: Buffer;
  readonly missing: number;
  readonly origin: Origin;
}

interface Direction {
  /** Sequence number that comes next; undefined before the first segment. */
  next: number | undefined;
  readonly content: Content;
  /** Segments beyond a hole, in order of their numbers. */
  held: Segment[];
  heldBytes: number;
  /** Packet time at which the first hole was seen. */
  holeAt: number;
  origin: Origin | undefined;
}

const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;

const MAX_DIRECTIONS = 8192;
const MAX_HELD = 64;
const MAX_HELD_BYTES = 0x40000;
/** How long a missing segment is waited for, in the time of the capture. */
const PATIENCE_MS = 2000;
/** Numbers further apart than any window belong to another connection with the same ports. */
const MAX_DISTANCE = 0x1000000;

/** A table of at most 8192 directions; those that had to make room are read as far as they came. */
export function createTcp(output: Output, contentOutput: ContentOutput, connections: Connections): Tcp {
  const directions = createBoundedMap<Direction>(MAX_DIRECTIONS, (direction) => finishDirection(direction));
  /** Directions with a hole, the oldest hole first. */
  const waiting = new Set<Direction>();

  function open(next: number | undefined): Direction {
    const content = createContent(contentOutput);
    return { next, content, held: [], heldBytes: 0, holeAt: 0, origin: undefined };
  }

  function finishDirection(d: Direction): void {
    while (d.held.length > 0) skipHole(d);
    if (d.origin !== undefined) d.content.finish(d.origin);
  }

  /** What was waited for was not captured: what came after it is read on its own. */
  function skipHole(d: Direction): void {
    const first = d.held[0];
    waiting.delete(d);
    if (first === undefined) return;
    output.problem('tcp-segment-missing', first.origin.frame);
    d.content.hole(d.origin ?? first.origin);
    d.next = first.sequence;
    readHeld(d, first.origin.at, false);
  }

  /** Reads what follows without a hole. Where a late segment filled it, the receiver could read on only at its time. */
  function readHeld(d: Direction, at: number, filled: boolean): void {
    for (let first = d.held[0]; first !== undefined && distance(first.sequence, d.next ?? 0) <= 0; first = d.held[0]) {
      d.held.shift();
      d.heldBytes -= first.bytes.length;
      const origin = filled ? { ...first.origin, at: Math.max(first.origin.at, at) } : first.origin;
      read(d, origin, first.sequence, first.bytes, 0, first.bytes.length, first.missing);
    }
    waiting.delete(d);
    if (d.held.length === 0) return;
    d.holeAt = at;
    waiting.add(d);
  }

  //        next
  //          v
  //   |=====|##|     a segment that begins before it repeats what was read: only the new bytes count
  //   sequence
  function read(
    d: Direction,
    o: Origin,
    sequence: number,
    bytes: Buffer,
    start: number,
    end: number,
    missing: number,
  ): void {
    const old = d.next === undefined ? 0 : -distance(sequence, d.next);
    if (old > 0 && old >= end - start + missing) return;
    d.next = (sequence + end - start + missing) >>> 0;
    d.origin = o;
    if (start + old < end) d.content.data(o, bytes, start + old, end);
    if (missing > 0) d.content.hole(o);
  }

  function hold(d: Direction, p: Packet, sequence: number, bytes: Buffer, start: number, end: number): void {
    let at = d.held.length;
    while (at > 0 && distance(d.held[at - 1]?.sequence ?? 0, sequence) > 0) at--;
    const same = d.held[at - 1];
    if (same?.sequence === sequence && same.bytes.length >= end - start) return;
    const copy = Buffer.from(bytes.subarray(start, end));
    d.held.splice(at, 0, { sequence, bytes: copy, missing: p.missing, origin: originOf(p) });
    d.heldBytes += copy.length;
    if (d.held.length === 1) {
      d.holeAt = p.at;
      waiting.add(d);
    }
    if (d.held.length > MAX_HELD || d.heldBytes > MAX_HELD_BYTES) skipHole(d);
  }

  function payload(d: Direction, p: Packet, sequence: number, bytes: Buffer, start: number, end: number): void {
    const ahead = d.next === undefined ? 0 : distance(sequence, d.next);
    if (Math.abs(ahead) > MAX_DISTANCE) {
      finishDirection(d);
      d.next = undefined;
    } else if (ahead > 0 && !d.content.foreign()) {
      return hold(d, p, sequence, bytes, start, end);
    } else if (ahead > 0) {
      d.next = sequence;
    }
    read(d, originOf(p), sequence, bytes, start, end, p.missing);
    if (d.held.length > 0) readHeld(d, p.at, true);
  }

  /** Holes that nothing will fill: they are old, or the peer has acknowledged what stands behind them. */
  function giveUpHoles(p: Packet, acknowledged: number | undefined): void {
    for (const oldest of waiting) {
      if (!(p.at - oldest.holeAt > PATIENCE_MS)) break;
      skipHole(oldest);
    }
    if (acknowledged === undefined || waiting.size === 0) return;
    const d = directions.get(reverseFlowKey(p));
    const first = d?.held[0];
    if (d !== undefined && first !== undefined && distance(acknowledged, first.sequence) > 0) skipHole(d);
  }

  return {
    segment(p, bytes, start, end) {
      if (start + 20 > end) return;
      const body = start + (bytes.readUInt8(start + 12) >> 4) * 4;
      if (body < start + 20 || body > end) return;
      p.ports = bytes;
      p.portsAt = start;
      const flags = bytes.readUInt8(start + 13);
      if (waiting.size > 0) giveUpHoles(p, flags & ACK ? bytes.readUInt32BE(start + 8) : undefined);
      const empty = body === end && p.missing === 0;
      if (empty && (flags & (SYN | FIN | RST)) === 0) return;
      connections.segment(p, flags, bytes, body, end);
      const key = flowKey(p);
      const sequence = bytes.readUInt32BE(start + 4);
      const first = flags & SYN ? (sequence + 1) >>> 0 : sequence;
      let d = directions.get(key);
      // A SYN that is not the last one sent again opens another connection with the same ports.
      const isNew = (flags & SYN) !== 0 && d?.next !== first;
      if (d !== undefined && isNew) finishDirection(d);
      if (d === undefined || isNew) {
        if (empty && !isNew) return;
        d = open(isNew ? first : undefined);
        directions.set(key, d);
      }
      if (!empty) {
        payload(d, p, first, bytes, body, end);
        if (d.content.encrypted()) output.encrypted(p);
        else if (d.content.understood()) p.understood = true;
      }
      // The direction stays known, so that a last segment sent again is still told from a new one.
      if (flags & RST || (flags & FIN && d.held.length === 0)) finishDirection(d);
    },
    waiting: () => waiting.size > 0,
    finish() {
      for (const d of directions.values()) finishDirection(d);
    },
  };
}

/** How far `a` is ahead of `b`, wraps of 32 bits counted: negative where it is behind. */
function distance(a: number, b: number): number {
  return (a - b) | 0;
}
