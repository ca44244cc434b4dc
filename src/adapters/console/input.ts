import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Bytes of one pasted question that are looked at; the rest is read and dropped. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Standard input as one text; unreadable bytes become replacement marks. */
export async function readAll(input: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    if (size < MOST_BYTES) chunks.push(bytes);
    size += bytes.length;
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
}

/** Standard input line by line, any line end. */
export const readLines = (input: Readable): AsyncIterable<string> =>
  createInterface({ input, crlfDelay: Infinity, terminal: false });
