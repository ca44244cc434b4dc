/** One stream of RTP while it is counted (RFC 3550 6.4.1, A.1, A.3, A.8). */
export interface Stream {
  readonly ssrc: number;
  readonly payloadTypes: number[];
  /** Enough packets in sequence to be no accident, or its port was announced. */
  sure: boolean;
  packets: number;
  bytes: number;
  firstAt: number;
  lastAt: number;
  firstFrame: number;
  /** Packets lost before the sender last started its numbers anew. */
  lostBefore: number;
  /** First and highest sequence number since then, wraps of 16 bits counted on, and how many packets came. */
  base: number;
  highest: number;
  received: number;
  lastTimestamp: number;
  lastType: number;
  /** Hz; 0 where unknown. */
  clockRate: number;
  jitterMs: number;
  jitterPackets: number;
}

/** Looks up the clock rate in Hz of a payload type of the stream, 0 where unknown. */
export type ClockRate = (payloadType: number) => number;

// RFC 3550 A.1: a larger jump is a restart of the sender, not a loss
const MAX_DROPOUT = 3000;
const MAX_DROPOUT_WHILE_DOUBTED = 16;
const MAX_MISORDER = 200;
const MAX_PAYLOAD_TYPES = 16;

/** A stream that has no packet yet; `sequence` is the number of the packet that will be counted first. */
export function openStream(ssrc: number, sequence: number, frame: number, at: number): Stream {
  return {
    ssrc,
    payloadTypes: [],
    sure: false,
    packets: 0,
    bytes: 0,
    firstAt: at,
    lastAt: at,
    firstFrame: frame,
    lostBefore: 0,
    base: sequence,
    highest: sequence,
    received: 0,
    lastTimestamp: 0,
    lastType: -1,
    clockRate: 0,
    jitterMs: 0,
    jitterPackets: 0,
  };
}

/** Counts the RTP packet `bytes[start..end)` that came at `at` (milliseconds). */
export function countPacket(
  stream: Stream,
  bytes: Buffer,
  start: number,
  end: number,
  at: number,
  rate: ClockRate,
): void {
  const type = bytes.readUInt8(start + 1) & 0x7f;
  const sequence = bytes.readUInt16BE(start + 2);
  // The same packet again: a second interface (`-i any`), or a mirror of both directions
  if (stream.received > 0 && sequence === (stream.highest & 0xffff)) return;
  advance(stream, sequence);
  stream.packets++;
  stream.bytes += end - start;
  if (!stream.payloadTypes.includes(type) && stream.payloadTypes.length < MAX_PAYLOAD_TYPES)
    stream.payloadTypes.push(type);
  measureJitter(stream, type, bytes.readUInt32BE(start + 4), at, rate);
  stream.lastAt = at;
}

/** Packets missing by sequence number; packets that came twice never make it less than nothing. */
export function lostPackets(stream: Stream): number {
  return stream.lostBefore + Math.max(0, stream.highest - stream.base + 1 - stream.received);
}

// A number that never wraps:  |cycles|sequence 16 bits|
function advance(stream: Stream, sequence: number): void {
  const ahead = (sequence - stream.highest) & 0xffff;
  if (stream.received === 0) {
    stream.received = 1;
  } else if (ahead < (stream.sure ? MAX_DROPOUT : MAX_DROPOUT_WHILE_DOUBTED)) {
    stream.highest += ahead;
    stream.received++;
  } else if (ahead > 0xffff - MAX_MISORDER) {
    // Late: it was missing until now.
    stream.received++;
  } else {
    stream.lostBefore = stream.sure ? lostPackets(stream) : 0;
    stream.base = sequence;
    stream.highest = sequence;
    stream.received = 1;
  }
}

function measureJitter(stream: Stream, type: number, timestamp: number, at: number, rate: ClockRate): void {
  if (type !== stream.lastType) {
    stream.clockRate = rate(type);
  } else if (stream.clockRate === 0) {
    // The SDP may come after the first packets (early media).
    if ((stream.packets & 63) === 0) stream.clockRate = rate(type);
  } else if (timestamp !== stream.lastTimestamp) {
    const sentMs = (((timestamp - stream.lastTimestamp) | 0) * 1000) / stream.clockRate;
    const difference = Math.abs(at - stream.lastAt - sentMs);
    // A jump of seconds is a new start of the clock, not jitter.
    if (difference < 5000) stream.jitterMs += (difference - stream.jitterMs) / 16;
    stream.jitterPackets++;
  }
  stream.lastType = type;
  stream.lastTimestamp = timestamp;
}
