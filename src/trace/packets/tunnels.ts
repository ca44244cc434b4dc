import type { Lower, Output, Packet } from './packet.ts';

/** LINKTYPE_ETHERNET */
const ETHERNET = 1;
const TRANSPARENT_ETHERNET = 0x6558;
const PPP = 0x880b;
const ERSPAN = 0x88be;
const ERSPAN_3 = 0x22eb;

/** Layers around the tunnels. */
export interface TunnelContext {
  readonly lower: Lower;
  readonly output: Output;
  /** What IP carries, for protections that take away only their own header. */
  payload(packet: Packet, protocol: number, bytes: Buffer, start: number, end: number): void;
}

// |C|R|K|S|s|recur|A|flags|version| protocol | [checksum, offset] | [key] | [sequence] | [acknowledgement]
/** GRE (RFC 2784, 2890), its PPTP version (RFC 2637), and the mirrored Ethernet of ERSPAN inside it. */
export function readGre(c: TunnelContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  if (start + 4 > end) return;
  const flags = bytes.readUInt16BE(start);
  const protocol = bytes.readUInt16BE(start + 2);
  let at = start + 4;
  if (flags & 0xc000) at += 4;
  if (flags & 0x2000) at += 4;
  const sequenced = (flags & 0x1000) !== 0;
  if (sequenced) at += 4;
  if (flags & 0x0080 && (flags & 7) === 1) at += 4;
  if (at >= end) return;
  if (protocol === ERSPAN) return c.lower.link(p, ETHERNET, bytes, sequenced ? at + 8 : at, end);
  if (protocol === ERSPAN_3) return readErspan3(c, p, bytes, at, end);
  if (protocol === PPP) return c.lower.link(p, 9, bytes, at, end);
  if (protocol === TRANSPARENT_ETHERNET) return c.lower.link(p, ETHERNET, bytes, at, end);
  c.lower.etherType(p, protocol, bytes, at, end);
}

function readErspan3(c: TunnelContext, p: Packet, bytes: Buffer, at: number, end: number): void {
  if (at + 12 > end) return;
  const platform = bytes.readUInt8(at + 11) & 1 ? 8 : 0;
  c.lower.link(p, ETHERNET, bytes, at + 12 + platform, end);
}

const NATIVE_VXLAN = 4789;
const LINUX_VXLAN = 8472;
const VXLAN_GPE = 4790;
const GENEVE = 6081;
const GTP_USER = 2152;
const TZSP = 37008;
const IPSEC_NAT = 4500;
const MPLS = 6635;
const L2TP = 1701;

/**
 * Reads a UDP payload as the tunnel that its port announces; the bytes must agree. True where it was one. The payload
 * of a tunnel is read like any packet, so that its addresses take the place of the outer ones.
 */
export function readUdpTunnel(
  c: TunnelContext,
  p: Packet,
  port: number,
  bytes: Buffer,
  at: number,
  end: number,
): boolean {
  switch (port) {
    case NATIVE_VXLAN:
    case LINUX_VXLAN:
    case VXLAN_GPE:
      // flags (8: the network id is there) · reserved · id · reserved (RFC 7348)
      if (at + 8 >= end || (bytes.readUInt8(at) & 0x08) === 0 || bytes.readUInt8(at + 7) !== 0) return false;
      return link(c, p, ETHERNET, bytes, at + 8, end);
    case GENEVE:
      return readGeneve(c, p, bytes, at, end);
    case GTP_USER:
      return readGtp(c, p, bytes, at, end);
    case TZSP:
      return readTzsp(c, p, bytes, at, end);
    case MPLS:
      if (at + 4 >= end) return false;
      c.lower.ip(p, bytes, at + 4, end);
      return true;
    case L2TP:
      return readL2tp(c, p, bytes, at, end);
    case IPSEC_NAT:
      // Four zeros mark IKE, anything else is ESP (RFC 3948)
      if (at + 8 > end || bytes.readUInt32BE(at) === 0) return false;
      readEsp(c, p, bytes, at, end);
      return true;
    default:
      return false;
  }
}

function link(c: TunnelContext, p: Packet, type: number, bytes: Buffer, at: number, end: number): boolean {
  if (at >= end || p.depth > 12) return false;
  c.lower.link(p, type, bytes, at, end);
  return true;
}

// |version|options length|O|C| protocol | network id | options (RFC 8926)
function readGeneve(c: TunnelContext, p: Packet, bytes: Buffer, at: number, end: number): boolean {
  if (at + 8 >= end || bytes.readUInt8(at) >> 6 !== 0) return false;
  const options = (bytes.readUInt8(at) & 0x3f) * 4;
  const protocol = bytes.readUInt16BE(at + 2);
  if (protocol === TRANSPARENT_ETHERNET) return link(c, p, ETHERNET, bytes, at + 8 + options, end);
  if (protocol !== 0x0800 && protocol !== 0x86dd) return false;
  c.lower.ip(p, bytes, at + 8 + options, end);
  return true;
}

// |version 1|PT|*|E|S|PN| type | length | tunnel id | [sequence · N-PDU · next extension] (3GPP TS 29.281)
function readGtp(c: TunnelContext, p: Packet, bytes: Buffer, start: number, end: number): boolean {
  if (start + 8 >= end) return false;
  const flags = bytes.readUInt8(start);
  if (flags >> 4 !== 3 || bytes.readUInt8(start + 1) !== 0xff) return false;
  let at = start + 8;
  if (flags & 7) {
    let next = flags & 4 && at + 4 <= end ? bytes.readUInt8(at + 3) : 0;
    at += 4;
    while (next !== 0 && at < end) {
      const size = bytes.readUInt8(at) * 4;
      if (size === 0 || at + size > end) return false;
      next = bytes.readUInt8(at + size - 1);
      at += size;
    }
  }
  if (at >= end) return false;
  c.lower.ip(p, bytes, at, end);
  return true;
}

// Sniffer stream of Mikrotik and others: version 1 · type · encapsulation · tagged fields up to tag 1
function readTzsp(c: TunnelContext, p: Packet, bytes: Buffer, start: number, end: number): boolean {
  if (start + 5 > end || bytes.readUInt8(start) !== 1) return false;
  const encapsulation = bytes.readUInt16BE(start + 2);
  let at = start + 4;
  while (at < end) {
    const tag = bytes.readUInt8(at);
    if (tag === 1) return link(c, p, encapsulation === 18 ? 105 : ETHERNET, bytes, at + 1, end);
    at += tag === 0 || at + 1 >= end ? 1 : 2 + bytes.readUInt8(at + 1);
  }
  return false;
}

// |T|L|x|x|S|x|O|P|...|version 2| [length] | tunnel | session | [Ns Nr] | [offset] | PPP (RFC 2661)
function readL2tp(c: TunnelContext, p: Packet, bytes: Buffer, start: number, end: number): boolean {
  if (start + 6 > end) return false;
  const flags = bytes.readUInt16BE(start);
  if (flags & 0x8000 || (flags & 15) !== 2) return false;
  let at = start + 6;
  if (flags & 0x4000) at += 2;
  if (flags & 0x0800) at += 4;
  if (flags & 0x0200) {
    if (at + 2 > end) return false;
    at += 2 + bytes.readUInt16BE(at);
  }
  return link(c, p, 9, bytes, at, end);
}

/** Sizes of the integrity check value in use, most common first (RFC 8221). */
const CHECK_BYTES = [12, 16, 0, 24, 32];
const PAYLOADS = new Set([4, 6, 17, 41, 132]);

// SPI · sequence · payload · padding 1, 2, 3 ... · padding length · next header · check value
/** ESP with NULL encryption (RFC 4303, RFC 2410) is read through, as IMS phones use it; any other is counted as encrypted. */
export function readEsp(c: TunnelContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  for (const check of CHECK_BYTES) {
    const trailer = end - check - 2;
    if (trailer <= start + 8) continue;
    const padding = bytes.readUInt8(trailer);
    const next = bytes.readUInt8(trailer + 1);
    const stop = trailer - padding;
    if (!PAYLOADS.has(next) || stop <= start + 8 || !isPadding(bytes, stop, padding)) continue;
    if (!agrees(next, bytes, start + 8, stop)) continue;
    c.payload(p, next, bytes, start + 8, stop);
    return;
  }
  c.output.encrypted(p);
}

function isPadding(bytes: Buffer, at: number, length: number): boolean {
  for (let index = 0; index < length; index++) if (bytes[at + index] !== index + 1) return false;
  return true;
}

function agrees(protocol: number, bytes: Buffer, start: number, end: number): boolean {
  if (end - start < 8) return false;
  if (protocol === 17) return bytes.readUInt16BE(start + 4) === end - start;
  if (protocol === 6) {
    const header = end - start >= 20 ? (bytes.readUInt8(start + 12) >> 4) * 4 : 0;
    return header >= 20 && start + header <= end;
  }
  if (protocol === 132) return true;
  return bytes.readUInt8(start) >> 4 === (protocol === 4 ? 4 : 6);
}
