/**
 * Looks at `bytes[start..end)` and answers how many bytes it took from the front (it may answer more than there are: the
 * rest is skipped as it comes), or minus the number of bytes it needs before it can take any.
 */
export type Take = (bytes: Buffer, start: number, end: number) => number;

/** Cuts a stream of chunks into units, in time linear in the bytes whatever the sizes of the chunks are. */
export interface Feeder {
  push(chunk: Uint8Array): void;
  /** The bytes at the end that made no whole unit. */
  rest(): Buffer;
  /** True where the input ended inside a unit that was being skipped. */
  skipping(): boolean;
}

/** A feeder for one reader of units. Nothing of a chunk is kept by reference: the caller may use its buffer again. */
export function createFeeder(take: Take): Feeder {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let needed = 1;
  let skip = 0;

  function consume(bytes: Buffer): void {
    let at = 0;
    needed = 1;
    while (at < bytes.length) {
      const taken = take(bytes, at, bytes.length);
      if (taken <= 0) {
        needed = Math.max(-taken, bytes.length - at + 1);
        break;
      }
      at += taken;
    }
    skip = Math.max(0, at - bytes.length);
    held = at < bytes.length ? [Buffer.from(bytes.subarray(at))] : [];
    heldBytes = Math.max(0, bytes.length - at);
  }

  return {
    push(chunk) {
      let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      if (skip > 0) {
        const skipped = Math.min(skip, bytes.length);
        skip -= skipped;
        bytes = bytes.subarray(skipped);
      }
      if (bytes.length === 0) return;
      // Only the unit that lies across two chunks is put together, not all of both.
      while (heldBytes > 0 && bytes.length > 0) {
        const more = Math.min(bytes.length, Math.max(needed - heldBytes, heldBytes));
        const first = bytes.subarray(0, more);
        bytes = bytes.subarray(more);
        if (heldBytes + more < needed) {
          held.push(Buffer.from(first));
          heldBytes += more;
        } else {
          held.push(first);
          consume(Buffer.concat(held));
          const skipped = Math.min(skip, bytes.length);
          skip -= skipped;
          bytes = bytes.subarray(skipped);
        }
      }
      if (bytes.length > 0) consume(bytes);
    },
    rest: () => Buffer.concat(held),
    skipping: () => skip > 0,
  };
}
