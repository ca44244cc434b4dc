import type { Problems } from './problems.ts';
import type { TraceReader } from './traced.ts';

/** What an archive reader needs of its surroundings. */
export interface UnpackOptions {
  /** Opens the reader of what is inside; `file` is its name, that of the archive before it where there may be several. */
  open(file: string): TraceReader;
  /** Bytes after which expanding stops (`expanded-too-large`): an archive of a few kilobytes may hold gigabytes. */
  maxExpandedBytes: number;
}

/** Hands on what comes out of an archive until there is too much. */
export interface Meter {
  write(reader: TraceReader, piece: Uint8Array): void;
  isFull(): boolean;
}

/** A meter for one archive: what it holds beyond the limit is not read, and that is said once. */
export function createMeter(options: UnpackOptions, problems: Problems): Meter {
  let left = options.maxExpandedBytes;
  return {
    write(reader, piece) {
      if (left <= 0) return;
      reader.push(piece.length > left ? piece.subarray(0, left) : piece);
      left -= piece.length;
      if (left <= 0) problems.add('expanded-too-large');
    },
    isFull: () => left <= 0,
  };
}

/** Reads what a feeder left, now that nothing more comes. */
export function readRest(
  rest: Buffer,
  take: (bytes: Buffer, start: number, end: number, last: boolean) => number,
): void {
  for (let at = 0; at < rest.length;) {
    const taken = take(rest, at, rest.length, true);
    if (taken <= 0) return;
    at += taken;
  }
}
