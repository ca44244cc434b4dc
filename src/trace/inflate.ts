import {
  CODE_ORDER,
  DISTANCES,
  FIXED_DISTANCES,
  FIXED_LITERALS,
  LENGTHS,
  MAX_CODE_BITS,
  buildCodes,
} from './inflate-codes.ts';
import type { Codes } from './inflate-codes.ts';

/**
 * DEFLATE (RFC 1951) fed piece by piece, its output handed on piece by piece: node:zlib streams only asynchronously, and
 * its synchronous calls want everything at once and lose what was good before a damage.
 */
export interface Inflater {
  /** Reads on; answers how many bytes at the front were used up. The rest must come again, with more behind it. */
  push(bytes: Buffer, last: boolean): number;
  state(): InflateState;
}

export type InflateState = 'reading' | 'done' | 'damaged';

/** How far back a copy may reach (RFC 1951 2). */
const WINDOW = 0x8000;
const OUTPUT = 0x20000;
/** No block header is longer: 17 bits, 19 lengths of codes, 320 codes of at most 14 bits. */
const MAX_HEADER_BYTES = 640;
/** A symbol with its extra bits takes at most 48 bits. */
const MAX_SYMBOL_BYTES = 8;

type Phase = 'block' | 'stored' | 'codes' | 'done' | 'damaged';

/** A fresh inflater; `write` gets each piece of output, valid during the call only. */
export function createInflater(write: (piece: Buffer) => void): Inflater {
  const out = Buffer.allocUnsafe(WINDOW + OUTPUT);
  let outAt = 0;
  let outFrom = 0;
  let phase: Phase = 'block';
  let isLastBlock = false;
  let stored = 0;
  let literals: Codes | undefined;
  let distances: Codes | undefined;
  let bits = 0;
  let bitCount = 0;
  let input: Buffer = Buffer.alloc(0);
  let at = 0;

  /** True while so many bytes are there; at the very end, while a bit is left. */
  function isEnough(last: boolean, bytes: number): boolean {
    return last ? at * 8 - bitCount < input.length * 8 : at + bytes <= input.length;
  }

  function need(count: number): void {
    while (bitCount < count) {
      bits |= (input[at++] ?? 0) << bitCount;
      bitCount += 8;
    }
  }

  function take(count: number): number {
    need(count);
    const value = bits & ((1 << count) - 1);
    bits >>>= count;
    bitCount -= count;
    return value;
  }

  function symbol(codes: Codes): number {
    need(MAX_CODE_BITS);
    const entry = codes.table[bits & 0x7fff] ?? 0;
    const size = entry & 15;
    if (size === 0) return -1;
    bits >>>= size;
    bitCount -= size;
    return entry >> 4;
  }

  function flush(): void {
    if (outAt > outFrom) write(out.subarray(outFrom, outAt));
    if (outAt > WINDOW) {
      out.copyWithin(0, outAt - WINDOW, outAt);
      outAt = WINDOW;
    }
    outFrom = outAt;
  }

  function beginBlock(): Phase {
    isLastBlock = take(1) === 1;
    const type = take(2);
    if (type === 0) {
      // Stored: to the next whole byte, then length and its complement
      take(bitCount & 7);
      stored = take(16);
      return take(16) === (stored ^ 0xffff) ? 'stored' : 'damaged';
    }
    if (type === 1) {
      literals = FIXED_LITERALS;
      distances = FIXED_DISTANCES;
      return 'codes';
    }
    return type === 2 && readCodes() ? 'codes' : 'damaged';
  }

  function readCodes(): boolean {
    const literalCount = take(5) + 257;
    const distanceCount = take(5) + 1;
    const codeCount = take(4) + 4;
    const lengths = new Uint8Array(19);
    for (let index = 0; index < codeCount; index++) lengths[CODE_ORDER[index] ?? 0] = take(3);
    const codes = buildCodes(lengths);
    const all = new Uint8Array(literalCount + distanceCount);
    for (let index = 0; index < all.length;) {
      const code = symbol(codes);
      if (code < 0 || (code === 16 && index === 0)) return false;
      if (code < 16) {
        all[index++] = code;
        continue;
      }
      const value = code === 16 ? (all[index - 1] ?? 0) : 0;
      const times = code === 16 ? 3 + take(2) : code === 17 ? 3 + take(3) : 11 + take(7);
      if (index + times > all.length) return false;
      all.fill(value, index, index + times);
      index += times;
    }
    literals = buildCodes(all.subarray(0, literalCount));
    distances = buildCodes(all.subarray(literalCount));
    return true;
  }

  function copyStored(): Phase {
    // Bytes that were read ahead into the bit buffer come first.
    while (stored > 0 && bitCount >= 8) {
      out[outAt++] = take(8);
      stored--;
    }
    while (stored > 0 && at < input.length) {
      if (outAt === out.length) flush();
      const size = Math.min(stored, input.length - at, out.length - outAt);
      input.copy(out, outAt, at, at + size);
      at += size;
      outAt += size;
      stored -= size;
    }
    return stored > 0 ? 'stored' : nextBlock();
  }

  function nextBlock(): Phase {
    return isLastBlock ? 'done' : 'block';
  }

  function readSymbols(literalCodes: Codes, distanceCodes: Codes, last: boolean): Phase {
    while (isEnough(last, MAX_SYMBOL_BYTES)) {
      if (outAt + 258 > out.length) flush();
      const code = symbol(literalCodes);
      if (code < 256) {
        if (code < 0) return 'damaged';
        out[outAt++] = code;
        continue;
      }
      if (code === 256) return nextBlock();
      const length = LENGTHS[code - 257];
      if (length === undefined) return 'damaged';
      const count = length.base + take(length.extra);
      const distance = DISTANCES[symbol(distanceCodes)];
      if (distance === undefined) return 'damaged';
      const back = distance.base + take(distance.extra);
      if (back > outAt) return 'damaged';
      for (let index = 0; index < count; index++, outAt++) out[outAt] = out[outAt - back] ?? 0;
    }
    return 'codes';
  }

  function step(last: boolean): boolean {
    switch (phase) {
      case 'block':
        if (!isEnough(last, MAX_HEADER_BYTES)) return false;
        phase = beginBlock();
        return true;
      case 'stored':
        if (outAt + 8 > out.length) flush();
        phase = copyStored();
        return phase !== 'stored';
      case 'codes':
        if (!isEnough(last, MAX_SYMBOL_BYTES) || literals === undefined || distances === undefined) return false;
        phase = readSymbols(literals, distances, last);
        return true;
      case 'done':
      case 'damaged':
        return false;
      default:
        return phase satisfies never;
    }
  }

  return {
    push(bytes, last) {
      input = bytes;
      at = 0;
      while (step(last));
      flush();
      input = Buffer.alloc(0);
      if (phase === 'done') {
        // Whole bytes in the bit buffer belong to what follows.
        at -= bitCount >> 3;
        bits = 0;
        bitCount = 0;
      }
      return Math.max(0, Math.min(at, bytes.length));
    },
    state: () => (phase === 'done' || phase === 'damaged' ? phase : 'reading'),
  };
}
