import { startLineEnd } from './framing.ts';
import { addressText, endpointAt } from './packet.ts';
import type { Packet } from './packet.ts';
import type { Endpoint } from '../traced.ts';

/** An ICMP error with the flow of the packet that it quotes. */
export interface Quoted {
  readonly type: number;
  readonly code: number;
  readonly reporter: Endpoint;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /** The quote is long enough to show that it was SIP. */
  readonly isSip: boolean;
}

const UDP = 17;
const TCP = 6;

// type · code · check sum · rest · the IP header that caused it and at least 8 bytes behind it
/** Reads an ICMP error (RFC 792) that quotes UDP or TCP, undefined for any other ICMP. */
export function readIcmp(p: Packet, bytes: Buffer, start: number, end: number): Quoted | undefined {
  if (start + 8 + 28 > end) return undefined;
  const type = bytes.readUInt8(start);
  if (type !== 3 && type !== 4 && type !== 5 && type !== 11 && type !== 12) return undefined;
  const ip = start + 8;
  if (bytes.readUInt8(ip) >> 4 !== 4) return undefined;
  const headerBytes = (bytes.readUInt8(ip) & 15) * 4;
  return quote(p, type, bytes, start, ip + 12, 4, bytes.readUInt8(ip + 9), ip + headerBytes, end);
}

/** Reads an ICMPv6 error (RFC 4443 3); a quoted packet with extension headers is left alone. */
export function readIcmp6(p: Packet, bytes: Buffer, start: number, end: number): Quoted | undefined {
  if (start + 8 + 48 > end) return undefined;
  const type = bytes.readUInt8(start);
  const ip = start + 8;
  if (type < 1 || type > 4 || bytes.readUInt8(ip) >> 4 !== 6) return undefined;
  return quote(p, type, bytes, start, ip + 8, 16, bytes.readUInt8(ip + 6), ip + 40, end);
}

function quote(
  p: Packet,
  type: number,
  bytes: Buffer,
  start: number,
  addressesAt: number,
  size: number,
  protocol: number,
  at: number,
  end: number,
): Quoted | undefined {
  if ((protocol !== UDP && protocol !== TCP) || at + 8 > end) return undefined;
  const payload = protocol === UDP ? at + 8 : at + 20;
  return {
    type,
    code: bytes.readUInt8(start + 1),
    reporter: { address: addressText(p.addresses, p.addressesAt, p.addressBytes) },
    source: endpointAt(bytes, addressesAt, size, bytes.readUInt16BE(at)),
    destination: endpointAt(bytes, addressesAt + size, size, bytes.readUInt16BE(at + 2)),
    isSip: startLineEnd(bytes, payload, end) >= 0,
  };
}
