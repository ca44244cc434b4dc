import { createFeeder } from './formats/feeder.ts';
import { createInflater } from './inflate.ts';
import type { Inflater } from './inflate.ts';
import { createProblems } from './problems.ts';
import { mergeSummaries } from './summary.ts';
import type { TraceReader } from './traced.ts';
import { createMeter, readRest } from './unpack.ts';
import type { UnpackOptions } from './unpack.ts';

/** Reads a gzip file (RFC 1952) of any number of members as one input; a cut or damaged one as far as it goes. */
export function createGunzip(file: string, options: UnpackOptions): TraceReader {
  const problems = createProblems();
  const meter = createMeter(options, problems);
  const reader = options.open(file);
  let inflater: Inflater | undefined;
  let finished = false;
  let members = 0;

  function take(bytes: Buffer, start: number, end: number, last: boolean): number {
    if (finished || meter.isFull()) return end - start;
    if (inflater === undefined) return takeHeader(bytes, start, end);
    const used = inflater.push(bytes.subarray(start, end), last);
    if (inflater.state() === 'reading') return used;
    if (inflater.state() === 'damaged') return giveUp('damaged-archive', end - start);
    inflater = undefined;
    // Check sum and length follow; the length is not checked, what was read stands for itself.
    return used + 8;
  }

  //  1f 8b · method · flags · time u32 · extra flags · system · [extra] · [name\0] · [comment\0] · [check u16]
  function takeHeader(bytes: Buffer, start: number, end: number): number {
    if (end - start < 18) return -18;
    if (bytes.readUInt16BE(start) !== 0x1f8b) {
      // Zeros after the last member are padding.
      const padded = bytes[start] === 0 || members > 0;
      return padded ? giveUp(undefined, end - start) : giveUp('damaged-archive', end - start);
    }
    const flags = bytes.readUInt8(start + 3);
    let at = start + 10;
    if (flags & 4) at += 2 + bytes.readUInt16LE(at);
    for (const flag of [8, 16]) {
      if ((flags & flag) === 0) continue;
      const zero = at < end ? bytes.subarray(at, end).indexOf(0) : -1;
      if (zero < 0) return end - start > 0x20000 ? giveUp('damaged-archive', end - start) : -(end - start + 1);
      at += zero + 1;
    }
    if (flags & 2) at += 2;
    if (at > end) return -(at - start);
    members++;
    inflater = createInflater((piece) => meter.write(reader, piece));
    return at - start;
  }

  function giveUp(kind: string | undefined, rest: number): number {
    finished = true;
    if (kind !== undefined) problems.add(kind);
    return rest;
  }

  const feeder = createFeeder((bytes, start, end) => take(bytes, start, end, false));
  return {
    push: (chunk) => feeder.push(chunk),
    soFar: () => reader.soFar(),
    end() {
      readRest(feeder.rest(), take);
      if (!meter.isFull() && (inflater !== undefined || members === 0)) problems.add('truncated');
      return mergeSummaries([reader.end()], problems.list());
    },
  };
}
