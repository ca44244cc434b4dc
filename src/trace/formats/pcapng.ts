import { createFeeder } from './feeder.ts';
import { MAX_PACKET_BYTES } from './container.ts';
import type { Captured, Container, ContainerSink } from './container.ts';

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const OBSOLETE_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

const OPTION_TSRESOL = 9;
const OPTION_TSOFFSET = 14;
/** The longest block that is read; a longer one (secrets, comments of a tool) is skipped without being kept. */
const MAX_BLOCK_BYTES = 4 * MAX_PACKET_BYTES;

interface Interface {
  readonly id: number;
  readonly linkType: number;
  readonly snapBytes: number;
  readonly unitsPerMs: number;
  readonly offsetMs: number;
}

interface Section {
  bigEndian: boolean;
  interfaces: Interface[];
}

/**
 * Reads a pcapng file (draft-ietf-opsawg-pcapng): several sections of either byte order, several interfaces with their own
 * link type, resolution and offset of time, enhanced, simple and obsolete packet blocks. Other blocks are stepped over.
 */
export function createPcapng(sink: ContainerSink): Container {
  const section: Section = { bigEndian: false, interfaces: [] };
  let interfaces = 0;
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

  // A block:  type u32 · total length u32 · body, padded to 4 · total length u32
  function take(bytes: Buffer, start: number, end: number): number {
    if (damaged) return end - start;
    if (end - start < 12) return -12;
    const isSection = bytes.readUInt32BE(start) === SECTION_HEADER;
    if (isSection) {
      const order = bytes.readUInt32BE(start + 8);
      if (order !== 0x1a2b3c4d && order !== 0x4d3c2b1a) return giveUp(end - start);
      section.bigEndian = order === 0x1a2b3c4d;
      section.interfaces = [];
    }
    const length = u32(bytes, start + 4);
    if (length < 12) return giveUp(end - start);
    const total = length + ((4 - (length & 3)) & 3);
    if (total > MAX_BLOCK_BYTES) {
      sink.problem('block-too-long');
      return total;
    }
    if (end - start < total) return -total;
    if (!isSection) takeBlock(bytes, u32(bytes, start), start + 8, start + length - 4);
    return total;
  }

  function takeBlock(bytes: Buffer, type: number, start: number, end: number): void {
    if (type === ENHANCED_PACKET || type === OBSOLETE_PACKET) takePacket(bytes, type, start, end);
    else if (type === SIMPLE_PACKET) takeSimplePacket(bytes, start, end);
    else if (type === INTERFACE_DESCRIPTION && end - start >= 8) addInterface(bytes, start, end);
  }

  function addInterface(bytes: Buffer, start: number, end: number): void {
    const options = readOptions(bytes, start + 8, end);
    section.interfaces.push({
      id: interfaces++,
      linkType: u16(bytes, start),
      snapBytes: u32(bytes, start + 4),
      ...options,
    });
  }

  // Option:  code u16 · length u16 · value, padded to 4
  function readOptions(bytes: Buffer, start: number, end: number): { unitsPerMs: number; offsetMs: number } {
    let unitsPerMs = 1000;
    let offsetMs = 0;
    for (let at = start; at + 4 <= end;) {
      const code = u16(bytes, at);
      const length = u16(bytes, at + 2);
      if (code === 0 || at + 4 + length > end) break;
      if (code === OPTION_TSRESOL && length >= 1) unitsPerMs = resolution(bytes.readUInt8(at + 4)) / 1000;
      if (code === OPTION_TSOFFSET && length >= 8) {
        const value = section.bigEndian ? bytes.readBigInt64BE(at + 4) : bytes.readBigInt64LE(at + 4);
        offsetMs = Number(value) * 1000;
      }
      at += 4 + length + ((4 - (length & 3)) & 3);
    }
    return { unitsPerMs, offsetMs };
  }

  // Enhanced:  interface u32 · time high u32 · time low u32 · captured u32 · original u32 · packet
  // Obsolete:  interface u16 · drops u16 · the same
  function takePacket(bytes: Buffer, type: number, start: number, end: number): void {
    const id = end - start < 20 ? -1 : type === ENHANCED_PACKET ? u32(bytes, start) : u16(bytes, start);
    const from = section.interfaces[id];
    if (from === undefined) {
      sink.problem('damaged-record');
      captured.linkType = -1;
      give(bytes, end, end, 0, Number.NaN, -1);
      return;
    }
    const units = u32(bytes, start + 4) * 4294967296 + u32(bytes, start + 8);
    const length = Math.min(u32(bytes, start + 12), end - start - 20);
    captured.linkType = from.linkType;
    give(
      bytes,
      start + 20,
      start + 20 + length,
      u32(bytes, start + 16),
      units / from.unitsPerMs + from.offsetMs,
      from.id,
    );
  }

  function takeSimplePacket(bytes: Buffer, start: number, end: number): void {
    const from = section.interfaces[0];
    if (from === undefined || end - start < 4) {
      sink.problem('damaged-record');
      captured.linkType = -1;
      give(bytes, end, end, 0, Number.NaN, -1);
      return;
    }
    const original = u32(bytes, start);
    const snap = from.snapBytes === 0 ? original : Math.min(original, from.snapBytes);
    captured.linkType = from.linkType;
    give(bytes, start + 4, start + 4 + Math.min(snap, end - start - 4), original, Number.NaN, from.id);
  }

  function give(bytes: Buffer, start: number, end: number, original: number, at: number, interfaceId: number): void {
    captured.bytes = bytes;
    captured.start = start;
    captured.end = end;
    captured.at = at;
    captured.originalBytes = original;
    captured.interfaceId = interfaceId;
    sink.packet(captured);
  }

  function giveUp(rest: number): number {
    damaged = true;
    sink.problem('damaged-record');
    return rest;
  }

  function u32(bytes: Buffer, at: number): number {
    return section.bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
  }

  function u16(bytes: Buffer, at: number): number {
    return section.bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
  }

  const feeder = createFeeder(take);
  return {
    push: (chunk) => feeder.push(chunk),
    end() {
      const rest = feeder.rest();
      if (rest.length === 0 && !feeder.skipping()) return;
      sink.problem('truncated');
      if (rest.length < 32 || u32(rest, 0) !== ENHANCED_PACKET) return;
      // The last packet of a file that was cut: what there is of it may still hold a whole message.
      takeBlock(rest, ENHANCED_PACKET, 8, rest.length);
    },
  };
}

// The high bit says whether the rest is a power of two or of ten; units in one second.
function resolution(value: number): number {
  return value & 0x80 ? 2 ** Math.min(value & 0x7f, 63) : 10 ** Math.min(value, 18);
}
