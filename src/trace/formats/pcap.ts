import { createFeeder } from './feeder.ts';
import { MAX_PACKET_BYTES } from './container.ts';
import type { Captured, Container, ContainerSink } from './container.ts';

// The file header, 24 bytes (draft-ietf-opsawg-pcap):
//  0      4    6    8        12       16       20
//  magic  maj  min  reserved reserved snaplen  link type
const FILE_HEADER = 24;
const RECORD_HEADER = 16;
// The libpcap patched by Alexey Kuznetsov adds interface, protocol and packet type to each record.
const MODIFIED_RECORD_HEADER = 24;

interface Layout {
  readonly bigEndian: boolean;
  /** Units of the fraction of a second in one millisecond. */
  readonly unitsPerMs: number;
  readonly recordHeader: number;
}

/** The layout that the magic number at `at` announces, or undefined where there is none. */
export function pcapLayout(bytes: Buffer, at: number): Layout | undefined {
  if (bytes.length < at + 4) return undefined;
  switch (bytes.readUInt32BE(at)) {
    case 0xa1b2c3d4:
      return { bigEndian: true, unitsPerMs: 1000, recordHeader: RECORD_HEADER };
    case 0xd4c3b2a1:
      return { bigEndian: false, unitsPerMs: 1000, recordHeader: RECORD_HEADER };
    case 0xa1b23c4d:
      return { bigEndian: true, unitsPerMs: 1e6, recordHeader: RECORD_HEADER };
    case 0x4d3cb2a1:
      return { bigEndian: false, unitsPerMs: 1e6, recordHeader: RECORD_HEADER };
    case 0xa1b2cd34:
      return { bigEndian: true, unitsPerMs: 1000, recordHeader: MODIFIED_RECORD_HEADER };
    case 0x34cdb2a1:
      return { bigEndian: false, unitsPerMs: 1000, recordHeader: MODIFIED_RECORD_HEADER };
    default:
      return undefined;
  }
}

/**
 * Reads a pcap file of either byte order, with microseconds or nanoseconds, and several of them written one after another.
 * A damaged record ends the reading (`damaged-record`), a cut one too (`truncated`).
 */
export function createPcap(sink: ContainerSink): Container {
  let layout: Layout | undefined;
  let damaged = false;
  const captured: Captured = {
    bytes: Buffer.alloc(0),
    start: 0,
    end: 0,
    linkType: 0,
    at: 0,
    originalBytes: 0,
    interfaceId: 0,
  };

  function takeFileHeader(bytes: Buffer, start: number, end: number, found: Layout): number {
    if (end - start < FILE_HEADER) return -FILE_HEADER;
    layout = found;
    captured.linkType = (found.bigEndian ? bytes.readUInt32BE(start + 20) : bytes.readUInt32LE(start + 20)) & 0xffff;
    return FILE_HEADER;
  }

  function takeRecord(
    bytes: Buffer,
    start: number,
    end: number,
    { bigEndian, unitsPerMs, recordHeader }: Layout,
  ): number {
    if (end - start < recordHeader) return -recordHeader;
    const seconds = bigEndian ? bytes.readUInt32BE(start) : bytes.readUInt32LE(start);
    const fraction = bigEndian ? bytes.readUInt32BE(start + 4) : bytes.readUInt32LE(start + 4);
    const length = bigEndian ? bytes.readUInt32BE(start + 8) : bytes.readUInt32LE(start + 8);
    const originalBytes = bigEndian ? bytes.readUInt32BE(start + 12) : bytes.readUInt32LE(start + 12);
    if (length > MAX_PACKET_BYTES) {
      damaged = true;
      sink.problem('damaged-record');
      return end - start;
    }
    const total = recordHeader + length;
    if (end - start < total) return -total;
    captured.bytes = bytes;
    captured.start = start + recordHeader;
    captured.end = start + total;
    captured.at = seconds * 1000 + fraction / unitsPerMs;
    captured.originalBytes = originalBytes;
    sink.packet(captured);
    return total;
  }

  const feeder = createFeeder((bytes, start, end) => {
    if (damaged) return end - start;
    if (end - start < 4) return -4;
    // `cat a.pcap b.pcap`: a second file header stands where a record would begin
    const found = pcapLayout(bytes, start);
    if (found !== undefined) return takeFileHeader(bytes, start, end, found);
    return layout === undefined ? end - start : takeRecord(bytes, start, end, layout);
  });

  return {
    push: (chunk) => feeder.push(chunk),
    end() {
      const rest = feeder.rest();
      if (rest.length === 0) return;
      sink.problem('truncated');
      takeCutRecord(rest);
    },
  };

  // The last packet of a file that was cut: what there is of it may still hold a whole message.
  function takeCutRecord(rest: Buffer): void {
    if (layout === undefined || rest.length <= layout.recordHeader || pcapLayout(rest, 0) !== undefined) return;
    const padded = Buffer.from(rest);
    const at = 8;
    const wanted = layout.bigEndian ? rest.readUInt32BE(at) : rest.readUInt32LE(at);
    const present = rest.length - layout.recordHeader;
    if (layout.bigEndian) padded.writeUInt32BE(Math.min(wanted, present), at);
    else padded.writeUInt32LE(Math.min(wanted, present), at);
    takeRecord(padded, 0, padded.length, layout);
  }
}
