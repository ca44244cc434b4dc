import { createFeeder } from './feeder.ts';
import type { Container } from './container.ts';
import { endpointAt } from '../packets/packet.ts';
import { startLineEnd } from '../packets/framing.ts';
import type { Endpoint, Transport } from '../traced.ts';

/** A packet of the Homer encapsulation protocol: what an agent saw, with the addresses and the time of then. */
export interface HepPacket {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly transport: Transport;
  /** Milliseconds since the epoch, NaN where the packet has no time. */
  readonly at: number;
}

interface Fields {
  size: number;
  sourceAt: number;
  destinationAt: number;
  sourcePort: number;
  destinationPort: number;
  protocol: number;
  seconds: number;
  microseconds: number;
  start: number;
  end: number;
}

/** Reads a HEP packet of any version at `start`; undefined where it is none or carries no text. */
export function readHep(bytes: Buffer, start: number, end: number): HepPacket | undefined {
  if (start + 16 > end) return undefined;
  if (bytes.readUInt32BE(start) === 0x48455033) return readVersion3(bytes, start, end);
  const version = bytes.readUInt8(start);
  return version === 1 || version === 2 ? readVersion2(bytes, start, end) : undefined;
}

// "HEP3" · total u16 · chunks, each  vendor u16 · type u16 · length u16 (with these 6) · value
function readVersion3(bytes: Buffer, start: number, end: number): HepPacket | undefined {
  const stop = Math.min(end, start + bytes.readUInt16BE(start + 4));
  const fields: Fields = {
    size: 4,
    sourceAt: -1,
    destinationAt: -1,
    sourcePort: 0,
    destinationPort: 0,
    protocol: 17,
    seconds: Number.NaN,
    microseconds: 0,
    start: -1,
    end: -1,
  };
  for (let at = start + 6; at + 6 <= stop;) {
    const length = bytes.readUInt16BE(at + 4);
    if (length < 6) break;
    const next = Math.min(stop, at + length);
    if (bytes.readUInt16BE(at) === 0) readChunk(fields, bytes.readUInt16BE(at + 2), bytes, at + 6, next);
    at += length;
  }
  if (fields.start < 0) return undefined;
  return {
    bytes,
    start: fields.start,
    end: fields.end,
    source: endpoint(bytes, fields.sourceAt, fields.size, fields.sourcePort),
    destination: endpoint(bytes, fields.destinationAt, fields.size, fields.destinationPort),
    transport: transportOf(fields.protocol),
    at: fields.seconds * 1000 + fields.microseconds / 1000,
  };
}

function readChunk(f: Fields, type: number, bytes: Buffer, at: number, end: number): void {
  const size = end - at;
  if (type === 2 && size >= 1) f.protocol = bytes.readUInt8(at);
  else if ((type === 3 && size === 4) || (type === 5 && size === 16)) {
    f.size = size;
    f.sourceAt = at;
  } else if ((type === 4 && size === 4) || (type === 6 && size === 16)) {
    f.size = size;
    f.destinationAt = at;
  } else if (type === 7 && size >= 2) f.sourcePort = bytes.readUInt16BE(at);
  else if (type === 8 && size >= 2) f.destinationPort = bytes.readUInt16BE(at);
  else if (type === 9 && size >= 4) f.seconds = bytes.readUInt32BE(at);
  else if (type === 10 && size >= 4) f.microseconds = bytes.readUInt32BE(at);
  else if (type === 15) {
    f.start = at;
    f.end = end;
  }
}

// version · header length · family · protocol · ports u16 · addresses, in version 2 then  seconds · microseconds · agent,
// little endian; some senders count these 10 or 12 bytes into the header length, some do not
function readVersion2(bytes: Buffer, start: number, end: number): HepPacket | undefined {
  const version = bytes.readUInt8(start);
  const family = bytes.readUInt8(start + 2);
  if (family !== 2 && family !== 10 && family !== 30) return undefined;
  const size = family === 2 ? 4 : 16;
  const addressesEnd = start + 8 + 2 * size;
  if (addressesEnd + 12 > end) return undefined;
  const headerBytes = bytes.readUInt8(start + 1);
  const begins = [
    start + headerBytes,
    start + headerBytes + 12,
    start + headerBytes + 10,
    addressesEnd + 12,
    addressesEnd,
  ];
  const payload = begins.find((at) => at >= addressesEnd && startLineEnd(bytes, at, end) >= 0);
  if (payload === undefined) return undefined;
  const timed = version === 2 && payload >= addressesEnd + 8;
  return {
    bytes,
    start: payload,
    end,
    source: endpointAt(bytes, start + 8, size, bytes.readUInt16BE(start + 4)),
    destination: endpointAt(bytes, start + 8 + size, size, bytes.readUInt16BE(start + 6)),
    transport: transportOf(bytes.readUInt8(start + 3)),
    at: timed ? bytes.readUInt32LE(addressesEnd) * 1000 + bytes.readUInt32LE(addressesEnd + 4) / 1000 : Number.NaN,
  };
}

function endpoint(bytes: Buffer, at: number, size: number, port: number): Endpoint {
  return at < 0 ? { address: '0.0.0.0', port } : endpointAt(bytes, at, size, port);
}

// Kamailio and OpenSIPS borrow the numbers of dead protocols for what runs over TCP
function transportOf(protocol: number): Transport {
  switch (protocol) {
    case 6:
      return 'TCP';
    case 22:
      return 'TLS';
    case 50:
      return 'WS';
    case 132:
      return 'SCTP';
    default:
      return 'UDP';
  }
}

/** A file of HEP packets one after another, as a collector that writes its input down leaves it. */
export function createHepFile(sink: {
  packet(bytes: Buffer, start: number, end: number): void;
  problem(kind: string): void;
}): Container {
  let damaged = false;
  const feeder = createFeeder((bytes, start, end) => {
    if (damaged) return end - start;
    if (end - start < 6) return -6;
    const length = bytes.readUInt16BE(start + 4);
    if (bytes.readUInt32BE(start) !== 0x48455033 || length < 6) {
      damaged = true;
      sink.problem('damaged-record');
      return end - start;
    }
    if (end - start < length) return -length;
    sink.packet(bytes, start, start + length);
    return length;
  });
  return {
    push: (chunk) => feeder.push(chunk),
    end() {
      if (feeder.rest().length > 0) sink.problem('truncated');
    },
  };
}
