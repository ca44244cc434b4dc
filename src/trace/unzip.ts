import { createFeeder } from './formats/feeder.ts';
import { createInflater } from './inflate.ts';
import type { Inflater } from './inflate.ts';
import { createProblems } from './problems.ts';
import { mergeSummaries } from './summary.ts';
import type { TraceReader, TraceSummary } from './traced.ts';
import { createMeter, readRest } from './unpack.ts';
import type { UnpackOptions } from './unpack.ts';

interface Inside {
  inflater: Inflater;
  reader: TraceReader;
}

const LOCAL_HEADER = 0x504b0304;
const CENTRAL_DIRECTORY = 0x504b0102;
const END_OF_DIRECTORY = 0x504b0506;
const STORED = 0;
const DEFLATED = 8;
const UNKNOWN_SIZE = 0xffffffff;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  /** Compressed bytes; undefined where they stand only behind the data. */
  readonly size: number | undefined;
  readonly headerBytes: number;
}

/**
 * Reads a zip archive (APPNOTE 4.3) front to back, entry by entry: its directory, which stands at the end, is not needed,
 * so that a cut archive and one that is still arriving are read too. Encrypted entries are named in the problems.
 */
export function createUnzip(file: string, options: UnpackOptions): TraceReader {
  const problems = createProblems();
  const meter = createMeter(options, problems);
  const summaries: TraceSummary[] = [];
  let inside: Inside | undefined;
  let stored: { left: number; reader: TraceReader } | undefined;
  let finished = false;

  function take(bytes: Buffer, start: number, end: number, last: boolean): number {
    if (finished || meter.isFull()) return end - start;
    if (stored !== undefined) return takeStored(bytes, start, end, stored);
    if (inside !== undefined) return takeDeflated(bytes, start, end, last, inside);
    if (end - start < 4) return -4;
    const signature = bytes.readUInt32BE(start);
    if (signature === CENTRAL_DIRECTORY || signature === END_OF_DIRECTORY) {
      finished = true;
      return end - start;
    }
    // Behind an entry whose size was unknown stands a descriptor: up to the next signature.
    if (signature !== LOCAL_HEADER) return nextSignature(bytes, start, end);
    const entry = readEntry(bytes, start, end);
    return typeof entry === 'number' ? entry : open(entry);
  }

  function open(entry: Entry): number {
    const { name, method, size } = entry;
    const readable = !entry.encrypted && (method === DEFLATED || (method === STORED && size !== undefined));
    if (/(?:^|\/)(?:__MACOSX\/|\.)|\/$/.test(name)) return entry.headerBytes + (size ?? 0);
    if (!readable) {
      problems.add(entry.encrypted ? 'encrypted-archive' : 'unknown-compression', undefined, name);
      return entry.headerBytes + (size ?? 0);
    }
    const reader = options.open(`${file}/${name}`);
    if (method === STORED) stored = { left: size ?? 0, reader };
    else inside = { reader, inflater: createInflater((piece) => meter.write(reader, piece)) };
    return entry.headerBytes;
  }

  function takeStored(bytes: Buffer, start: number, end: number, entry: { left: number; reader: TraceReader }): number {
    const size = Math.min(entry.left, end - start);
    meter.write(entry.reader, bytes.subarray(start, start + size));
    entry.left -= size;
    if (entry.left > 0) return size;
    summaries.push(entry.reader.end());
    stored = undefined;
    return size === 0 ? take(bytes, start, end, false) : size;
  }

  function takeDeflated(bytes: Buffer, start: number, end: number, last: boolean, entry: Inside): number {
    const used = entry.inflater.push(bytes.subarray(start, end), last);
    const state = entry.inflater.state();
    if (state === 'reading') return used;
    if (state === 'damaged') problems.add('damaged-archive');
    summaries.push(entry.reader.end());
    inside = undefined;
    return Math.max(used, 1);
  }

  const feeder = createFeeder((bytes, start, end) => take(bytes, start, end, false));
  return {
    push: (chunk) => feeder.push(chunk),
    soFar() {
      const parts = [...summaries, ...[inside?.reader ?? stored?.reader].flatMap((open) => open?.soFar() ?? [])];
      return {
        streams: parts.flatMap(({ streams }) => streams),
        icmpErrors: parts.flatMap(({ icmpErrors }) => icmpErrors),
        iceChecks: parts.flatMap(({ iceChecks }) => iceChecks ?? []),
      };
    },
    end() {
      readRest(feeder.rest(), take);
      const open = inside?.reader ?? stored?.reader;
      if (open !== undefined) summaries.push(open.end());
      if (!meter.isFull() && (open !== undefined || !finished)) problems.add('truncated');
      return mergeSummaries(summaries, problems.list());
    },
  };
}

// PK 3 4 · version · flags · method · time u32 · check u32 · size u32 · full size u32 · name length · extra length · name · extra
function readEntry(bytes: Buffer, start: number, end: number): Entry | number {
  if (end - start < 30) return -30;
  const nameBytes = bytes.readUInt16LE(start + 26);
  const headerBytes = 30 + nameBytes + bytes.readUInt16LE(start + 28);
  if (end - start < headerBytes) return -headerBytes;
  const flags = bytes.readUInt16LE(start + 6);
  const name = bytes.toString('utf8', start + 30, start + 30 + nameBytes);
  const size = sizeOf(bytes, start, start + 30 + nameBytes, start + headerBytes);
  const isLater = (flags & 8) !== 0 && size === 0;
  return {
    name,
    method: bytes.readUInt16LE(start + 8),
    encrypted: (flags & 1) !== 0,
    size: isLater ? undefined : size,
    headerBytes,
  };
}

// Zip64 (4.5.3) puts sizes that need more than 32 bits into an extra field: full size first
function sizeOf(bytes: Buffer, start: number, extraAt: number, extraEnd: number): number {
  const size = bytes.readUInt32LE(start + 18);
  if (size !== UNKNOWN_SIZE) return size;
  for (let at = extraAt; at + 4 <= extraEnd;) {
    const length = bytes.readUInt16LE(at + 2);
    if (bytes.readUInt16LE(at) === 1 && length >= 16 && at + 20 <= extraEnd)
      return Number(bytes.readBigUInt64LE(at + 12));
    at += 4 + length;
  }
  return size;
}

function nextSignature(bytes: Buffer, start: number, end: number): number {
  for (let at = start + 1; at + 4 <= end; at++) {
    if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b) continue;
    const signature = bytes.readUInt32BE(at);
    if (signature === LOCAL_HEADER || signature === CENTRAL_DIRECTORY || signature === END_OF_DIRECTORY)
      return at - start;
  }
  return Math.max(1, end - start - 3);
}
