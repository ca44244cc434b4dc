/** No code is longer (RFC 1951 3.2.7). */
export const MAX_CODE_BITS = 15;

/** In which order the lengths of the code lengths stand (RFC 1951 3.2.7). */
export const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** Lengths 257..285 and distances 0..29: base value and number of extra bits (RFC 1951 3.2.5). */
export const LENGTHS = bases(29, 3, (code) => (code < 8 || code === 28 ? 0 : (code - 4) >> 2), 28, 258);
export const DISTANCES = bases(30, 1, (code) => (code < 4 ? 0 : (code - 2) >> 1));

/** The codes of one alphabet, as a table. */
export interface Codes {
  /** For the next 15 bits of input: symbol in the upper, number of its bits in the lower 4 bits; 0 where no code fits. */
  readonly table: Uint16Array;
}

/** The codes of blocks that bring none (RFC 1951 3.2.6). */
export const FIXED_LITERALS = buildCodes(
  Uint8Array.from({ length: 288 }, (_, code) => (code < 144 ? 8 : code < 256 ? 9 : code < 280 ? 7 : 8)),
);
export const FIXED_DISTANCES = buildCodes(new Uint8Array(30).fill(5));

/** Canonical codes of given lengths (RFC 1951 3.2.2), spread over all values of the 15 bits that may follow. */
export function buildCodes(lengths: Uint8Array): Codes {
  const table = new Uint16Array(1 << MAX_CODE_BITS);
  let code = 0;
  for (let size = 1; size <= MAX_CODE_BITS; size++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== size) continue;
      const step = 1 << size;
      for (let index = reverse(code, size); index < table.length; index += step) table[index] = (symbol << 4) | size;
      code++;
    }
    code <<= 1;
  }
  return { table };
}

function reverse(code: number, size: number): number {
  let reversed = 0;
  for (let bit = 0; bit < size; bit++) reversed |= ((code >> bit) & 1) << (size - 1 - bit);
  return reversed;
}

function bases(
  count: number,
  first: number,
  extraOf: (code: number) => number,
  last = -1,
  lastBase = 0,
): { base: number; extra: number }[] {
  const all: { base: number; extra: number }[] = [];
  let base = first;
  for (let code = 0; code < count; code++) {
    const extra = extraOf(code);
    all.push({ base: code === last ? lastBase : base, extra });
    base += 1 << extra;
  }
  return all;
}
