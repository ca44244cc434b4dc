import { createTraceReader } from '../../src/trace/read.ts';
import type { TraceOptions } from '../../src/trace/read.ts';
import type { LogLine, TracedMessage, TraceSummary } from '../../src/trace/traced.ts';

export interface Reading {
  readonly messages: readonly TracedMessage[];
  readonly logLines: readonly LogLine[];
  readonly summary: TraceSummary;
}

/** Reads bytes in chunks of a size through the front door. */
export function read(bytes: Uint8Array, chunkBytes = 65_536, options: TraceOptions = {}): Reading {
  const messages: TracedMessage[] = [];
  const logLines: LogLine[] = [];
  const sink = {
    message: (one: TracedMessage) => void messages.push(one),
    logLine: (one: LogLine) => void logLines.push(one),
  };
  const reader = createTraceReader('test', sink, options);
  // One buffer for all chunks, as a caller that reads a file does: nothing may be kept by reference.
  const buffer = Buffer.alloc(chunkBytes);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes);
    buffer.set(chunk);
    reader.push(buffer.subarray(0, chunk.length));
  }
  return { messages, logLines, summary: reader.end() };
}

/** Start lines, in the order they were given. */
export function startLines(bytes: Uint8Array, chunkBytes?: number): string[] {
  return read(bytes, chunkBytes).messages.map(({ message }) => message.startLine);
}

/** Kinds of problems with their counts. */
export function problems(summary: TraceSummary): Record<string, number> {
  return Object.fromEntries(summary.problems.map(({ kind, count }) => [kind, count]));
}
