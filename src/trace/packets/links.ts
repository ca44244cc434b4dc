import type { Lower, Output, Packet } from './packet.ts';
import { readExportedPdu } from './exported.ts';
import type { ExportedPayload } from './exported.ts';
import { readRadio, readWifi } from './wifi.ts';

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const PPPOE_SESSION = 0x8864;
const TRANSPARENT_ETHERNET = 0x6558;

/** LINKTYPE_ETHERNET; also what the tunnels that carry Ethernet ask for. */
export const ETHERNET = 1;

/** Layers around and above the link layer. */
export interface LinkContext {
  readonly lower: Lower;
  readonly output: Output;
  readonly exported: ExportedPayload;
}

/** Reads a packet of a link type (tcpdump.org/linktypes.html) down to IP. A type nobody knows is said once per kind. */
export function readLink(c: LinkContext, p: Packet, linkType: number, bytes: Buffer, start: number, end: number): void {
  switch (linkType) {
    case ETHERNET:
      return readEthernet(c, p, bytes, start, end);
    case 0: // NULL: the address family in the byte order of the capturing host
    case 108: // LOOP: the same, big endian
      return ip(c, p, bytes, start + 4, end);
    case 12:
    case 14:
    case 101: // RAW
    case 228: // IPV4
    case 229: // IPV6
      return ip(c, p, bytes, start, end);
    case 113: // LINUX_SLL
      return readCooked(c, p, bytes, start, end, 16, 14);
    case 276: // LINUX_SLL2
      return readCooked(c, p, bytes, start, end, 20, 0);
    case 9: // PPP
    case 50: // PPP_HDLC
    case 166: // PPP_PPPD
      return readPpp(c, p, bytes, start, end);
    case 51: // PPP_ETHER
      return readPppoe(c, p, bytes, start, end);
    case 104: // C_HDLC: address, control, Ethernet type
      return nextType(c, p, bytes, start + 2, end);
    case 105:
      return readWifi(c, p, bytes, start, end);
    case 119: // Prism
    case 127: // radiotap
    case 163: // AVS
    case 192: // PPI
      return readRadio(c, p, linkType, bytes, start, end);
    case 109: // OpenBSD enc: family, SPI, flags
      return ip(c, p, bytes, start + 12, end);
    case 117: // pflog: its length, padded to 4, in its first byte
      return end > start ? ip(c, p, bytes, start + ((bytes.readUInt8(start) + 3) & ~3), end) : undefined;
    case 239:
      return readNflog(c, p, bytes, start, end);
    case 252:
      return readExportedPdu(c.exported, p, bytes, start, end);
    case 258: // Apple PKTAP: its length and the link type inside, in its own byte order
      return readPktap(c, p, bytes, start, end);
    case -1:
      return;
    default:
      c.output.problem('unknown-link-type', p.frame, String(linkType));
  }
}

/** Reads the payload that an Ethernet type announces, behind any number of VLAN tags. */
export function readEtherType(
  c: LinkContext,
  p: Packet,
  type: number,
  bytes: Buffer,
  start: number,
  end: number,
): void {
  let next = type;
  let at = start;
  for (let tags = 0; tags < 8 && at < end; tags++) {
    if (next === IPV4 || next === IPV6) return c.lower.ip(p, bytes, at, end);
    if (!isVlan(next)) return readOtherType(c, p, next, bytes, at, end);
    if (at + 4 > end) return;
    next = bytes.readUInt16BE(at + 2);
    at += 4;
  }
}

// 802.1Q, 802.1ad and the QinQ types before it
function isVlan(type: number): boolean {
  return type === 0x8100 || type === 0x88a8 || type === 0x9100 || type === 0x9200;
}

function readOtherType(c: LinkContext, p: Packet, type: number, bytes: Buffer, start: number, end: number): void {
  if (type === PPPOE_SESSION) readPppoe(c, p, bytes, start, end);
  else if (type === 0x8847 || type === 0x8848) readMpls(c, p, bytes, start, end);
  else if (type === TRANSPARENT_ETHERNET) readEthernet(c, p, bytes, start, end);
  else if (type === 0x893f || type === 0x8909)
    nextType(c, p, bytes, start + 6, end); // 802.1BR E-tag, Cisco TrustSec
  else if (type <= 1500) readLlc(c, p, bytes, start, end);
}

function readEthernet(c: LinkContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  nextType(c, p, bytes, start + 12, end);
}

function nextType(c: LinkContext, p: Packet, bytes: Buffer, at: number, end: number): void {
  if (at + 2 < end) readEtherType(c, p, bytes.readUInt16BE(at), bytes, at + 2, end);
}

// 802.2 LLC with SNAP: AA AA 03, organisation, Ethernet type
function readLlc(c: LinkContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  if (start + 8 > end) return;
  if (bytes.readUInt16BE(start) === 0xaaaa) nextType(c, p, bytes, start + 6, end);
  else if (bytes.readUInt16BE(start) === 0x0606) ip(c, p, bytes, start + 3, end);
}

// Cooked capture of Linux (`-i any`): a header of its own with the Ethernet type in it
function readCooked(
  c: LinkContext,
  p: Packet,
  bytes: Buffer,
  start: number,
  end: number,
  header: number,
  typeAt: number,
): void {
  if (start + header > end) return;
  if (header === 20) p.interfaceId = (p.interfaceId << 16) + bytes.readUInt16BE(start + 6);
  const type = bytes.readUInt16BE(start + typeAt);
  readEtherType(c, p, type, bytes, start + header, end);
}

// PPP (RFC 1661) with or without its HDLC address and control bytes; the protocol in one or two bytes
function readPpp(c: LinkContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  let at = start;
  if (at + 4 > end) return;
  if (bytes.readUInt16BE(at) === 0xff03) at += 2;
  const first = bytes.readUInt8(at);
  const protocol = first & 1 ? first : bytes.readUInt16BE(at);
  at += first & 1 ? 1 : 2;
  if (protocol === 0x21 || protocol === 0x57) ip(c, p, bytes, at, end);
  else if (protocol === 0x281 || protocol === 0x283) readMpls(c, p, bytes, at, end);
}

// PPPoE (RFC 2516): version, code, session, length, then PPP
function readPppoe(c: LinkContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  if (start + 8 <= end && bytes.readUInt8(start + 1) === 0) readPpp(c, p, bytes, start + 6, end);
}

// A stack of labels of 4 bytes; the lowest bit of the third byte marks the last (RFC 3032)
function readMpls(c: LinkContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  let at = start;
  for (let labels = 0; labels < 16 && at + 4 < end; labels++) {
    const last = bytes.readUInt8(at + 2) & 1;
    at += 4;
    if (!last) continue;
    const version = bytes.readUInt8(at) >> 4;
    if (version === 4 || version === 6) return c.lower.ip(p, bytes, at, end);
    // An Ethernet pseudowire, with its control word of zeros (RFC 4448)
    return readEthernet(c, p, bytes, version === 0 ? at + 4 : at, end);
  }
}

// Packets of iptables' NFLOG target: family, version, resource, then  length u16 · type u16 · value, padded to 4, little endian
function readNflog(c: LinkContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  for (let at = start + 4; at + 4 <= end;) {
    const length = bytes.readUInt16LE(at);
    if (length < 4) return;
    if (bytes.readUInt16LE(at + 2) === 9) return ip(c, p, bytes, at + 4, Math.min(end, at + length));
    at += (length + 3) & ~3;
  }
}

function readPktap(c: LinkContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  if (start + 12 > end) return;
  const little = bytes.readUInt32LE(start) < 0x10000;
  const length = little ? bytes.readUInt32LE(start) : bytes.readUInt32BE(start);
  const inner = little ? bytes.readUInt32LE(start + 8) : bytes.readUInt32BE(start + 8);
  if (length >= 12 && start + length < end && inner !== 258) c.lower.link(p, inner, bytes, start + length, end);
}

function ip(c: LinkContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  if (start < end) c.lower.ip(p, bytes, start, end);
}
