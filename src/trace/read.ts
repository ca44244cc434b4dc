import { createCaptureReader } from './capture.ts';
import type { CaptureFormat } from './capture.ts';
import { pcapLayout } from './formats/pcap.ts';
import { createGunzip } from './gunzip.ts';
import { createTextReader } from './text.ts';
import type { LinePattern, TraceReader, TraceSink } from './traced.ts';
import { createUnzip } from './unzip.ts';

/** What a reader is told besides the bytes. */
export interface TraceOptions {
  /** The catalog's line patterns: a log line that one of them matches gets its `entry`. */
  readonly patterns?: readonly LinePattern[];
  /** The year of log lines that name none. */
  readonly year?: number;
  /** How much an archive may expand to; default 1 GiB. */
  readonly maxExpandedBytes?: number;
}

const MAX_EXPANDED_BYTES = 0x40000000;
/** Archives in archives are opened this deep. */
const MAX_NESTING = 3;
/** The first bytes that tell every format from every other. */
const SNIFF_BYTES = 8;
const NOTHING: ReturnType<TraceReader['soFar']> = { streams: [], icmpErrors: [] };

/**
 * Reads a capture or a log, whatever it is, piece by piece: the first bytes tell pcap, pcapng, HEP, gzip and zip from text.
 * Messages and log lines go to the sink as they are found; `end()` answers with the counts. Never throws on any input.
 */
export function createTraceReader(file: string, sink: TraceSink, options: TraceOptions = {}): TraceReader {
  return openAt(file, sink, options, 0);
}

function openAt(file: string, sink: TraceSink, options: TraceOptions, nesting: number): TraceReader {
  let reader: TraceReader | undefined;
  let first: Buffer = Buffer.alloc(0);

  function open(): TraceReader {
    const opened = readerFor(first, file, sink, options, nesting);
    const bytes = first;
    first = Buffer.alloc(0);
    // Known before it reads: the sink may ask how far it is.
    reader = opened;
    opened.push(bytes);
    return opened;
  }

  return {
    push(chunk) {
      if (reader !== undefined) return reader.push(chunk);
      first = Buffer.concat([first, chunk]);
      if (first.length >= SNIFF_BYTES) open();
    },
    soFar: () => reader?.soFar() ?? NOTHING,
    end: () => (reader ?? open()).end(),
  };
}

function readerFor(first: Buffer, file: string, sink: TraceSink, options: TraceOptions, nesting: number): TraceReader {
  const format = captureFormat(first);
  if (format !== undefined) return createCaptureReader(file, format, sink);
  const unpack = {
    open: (inner: string) => openAt(inner, sink, options, nesting + 1),
    maxExpandedBytes: options.maxExpandedBytes ?? MAX_EXPANDED_BYTES,
  };
  if (nesting < MAX_NESTING && first.length >= 4) {
    if (first.readUInt16BE(0) === 0x1f8b && first[2] === 8) return createGunzip(file, unpack);
    if (first.readUInt32BE(0) === 0x504b0304) return createUnzip(file, unpack);
  }
  return createTextReader(file, sink, options);
}

/** The capture format that the first bytes of a file announce, undefined where they announce none. */
export function captureFormat(first: Buffer): CaptureFormat | undefined {
  if (first.length < 4) return undefined;
  if (pcapLayout(first, 0) !== undefined) return 'pcap';
  if (first.readUInt32BE(0) === 0x0a0d0d0a) return 'pcapng';
  return first.toString('latin1', 0, 4) === 'HEP3' ? 'hep' : undefined;
}
