/** Bytes that were kept because what they begin is not whole yet. */
export interface Accumulator {
  readonly size: () => number;
  /** Adds bytes behind those that are kept. */
  append(bytes: Buffer, start: number, end: number): void;
  /** Keeps these bytes instead; `wanted` is how many must be there before reading on makes sense. */
  keep(bytes: Buffer, start: number, end: number, wanted: number): void;
  isEnough(): boolean;
  /** The kept bytes, which are kept no more. They stay valid until something else is kept. */
  take(): Buffer;
  /** Lets the memory go, where nothing was kept again. */
  rest(): void;
}

const EMPTY = Buffer.alloc(0);
const FIRST_BYTES = 2048;

/** An empty one. What is kept grows by doubling, and stays in place where it is only looked at: time is linear in the bytes. */
export function createAccumulator(): Accumulator {
  let held: Buffer = EMPTY;
  let size = 0;
  let needed = 0;
  let taken: Buffer = EMPTY;

  function append(bytes: Buffer, start: number, end: number): void {
    const wanted = size + end - start;
    if (wanted > held.length) {
      const larger = Buffer.allocUnsafe(Math.max(wanted, needed, held.length * 2, FIRST_BYTES));
      held.copy(larger, 0, 0, size);
      held = larger;
    }
    bytes.copy(held, size, start, end);
    size = wanted;
  }

  return {
    size: () => size,
    append,
    keep(bytes, start, end, wanted) {
      needed = wanted;
      size = 0;
      if (bytes !== taken) return append(bytes, start, end);
      if (start > 0) held.copyWithin(0, start, end);
      size = end - start;
    },
    isEnough: () => size >= needed,
    take() {
      taken = held.subarray(0, size);
      size = 0;
      needed = 0;
      return taken;
    },
    rest() {
      if (size === 0) held = EMPTY;
      taken = EMPTY;
    },
  };
}
