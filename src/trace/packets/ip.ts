import type { Fragments } from './fragments.ts';
import type { Packet } from './packet.ts';

/** What IP carries: called with the payload, whole (fragments put together). */
export interface IpPayload {
  (packet: Packet, protocol: number, bytes: Buffer, start: number, end: number): void;
}

/** How many headers may stand around each other: tunnels in tunnels end here. */
const MAX_DEPTH = 12;

const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const DESTINATION_OPTIONS = 60;
const MOBILITY = 135;

/** Reads an IPv4 or IPv6 packet (RFC 791, RFC 8200) down to its payload; anything else is left alone. */
export function readIp(
  fragments: Fragments,
  to: IpPayload,
  p: Packet,
  bytes: Buffer,
  start: number,
  end: number,
): void {
  if (p.depth >= MAX_DEPTH || start >= end) return;
  p.depth++;
  const version = bytes.readUInt8(start) >> 4;
  if (version === 4) readIpv4(fragments, to, p, bytes, start, end);
  else if (version === 6) readIpv6(fragments, to, p, bytes, start, end);
  p.depth--;
}

function readIpv4(fragments: Fragments, to: IpPayload, p: Packet, bytes: Buffer, start: number, end: number): void {
  const headerBytes = (bytes.readUInt8(start) & 15) * 4;
  if (headerBytes < 20 || start + headerBytes > end) return;
  // A length of 0 is what a network card that segments by itself leaves behind
  const total = bytes.readUInt16BE(start + 2) || end - start;
  p.ttl = bytes.readUInt8(start + 8);
  p.ipId = bytes.readUInt16BE(start + 4);
  p.addresses = bytes;
  p.addressesAt = start + 12;
  p.addressBytes = 4;
  if (total < headerBytes) return;
  const stop = Math.min(end, start + total);
  p.missing = start + total - stop;
  const protocol = bytes.readUInt8(start + 9);
  const place = bytes.readUInt16BE(start + 6);
  // flags and fragment offset: |0|DF|MF| offset in units of 8 bytes, 13 bits |
  if ((place & 0x3fff) === 0) return to(p, protocol, bytes, start + headerBytes, stop);
  const key =
    bytes.toString('latin1', start + 12, start + 20) +
    bytes.toString('latin1', start + 4, start + 6) +
    String.fromCharCode(protocol);
  const offset = (place & 0x1fff) * 8;
  fragments.add(p, key, protocol, offset, (place & 0x2000) !== 0, bytes, start + headerBytes, stop);
}

function readIpv6(fragments: Fragments, to: IpPayload, p: Packet, bytes: Buffer, start: number, end: number): void {
  if (start + 40 > end) return;
  const length = bytes.readUInt16BE(start + 4);
  const stop = length === 0 ? end : Math.min(end, start + 40 + length);
  p.missing = length === 0 ? 0 : start + 40 + length - stop;
  p.ttl = bytes.readUInt8(start + 7);
  p.ipId = 0;
  p.addresses = bytes;
  p.addressesAt = start + 8;
  p.addressBytes = 16;
  let next = bytes.readUInt8(start + 6);
  let at = start + 40;
  for (let headers = 0; headers < 16; headers++) {
    if (next === FRAGMENT) {
      if (at + 8 > stop) return;
      const place = bytes.readUInt16BE(at + 2);
      next = bytes.readUInt8(at);
      if ((place & 0xfff9) !== 0) {
        const key = bytes.toString('latin1', start + 8, start + 40) + bytes.toString('latin1', at + 4, at + 8);
        return fragments.add(p, key, next, place & 0xfff8, (place & 1) !== 0, bytes, at + 8, stop);
      }
      at += 8;
    } else if (isExtension(next)) {
      if (at + 8 > stop) return;
      const units = bytes.readUInt8(at + 1);
      const size = next === AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8;
      next = bytes.readUInt8(at);
      at += size;
    } else {
      return at <= stop ? to(p, next, bytes, at, stop) : undefined;
    }
  }
}

function isExtension(header: number): boolean {
  switch (header) {
    case HOP_BY_HOP:
    case ROUTING:
    case AUTHENTICATION:
    case DESTINATION_OPTIONS:
    case MOBILITY:
      return true;
    default:
      return false;
  }
}
