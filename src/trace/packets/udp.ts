import { parseWholeMessage } from '../../sip/parse.ts';
import { readHep } from '../formats/hep.ts';
import type { HepPacket } from '../formats/hep.ts';
import { eachMessage, skipFiller, startLineEnd } from './framing.ts';
import type { Media } from './media.ts';
import { originOf } from './packet.ts';
import type { Output, Packet } from './packet.ts';
import { readUdpTunnel } from './tunnels.ts';
import type { Checks } from './stun.ts';
import type { TunnelContext } from './tunnels.ts';

/** What UDP may carry. */
export interface UdpContext {
  readonly output: Output;
  readonly media: Media;
  readonly checks: Checks;
  readonly tunnels: TunnelContext;
  hep(packet: HepPacket, frame: number, interfaceId: number): void;
}

/** Reads a UDP packet (RFC 768): SIP, RTP and HEP are told by what they look like, tunnels by port and look. */
export function readUdp(c: UdpContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  if (start + 8 > end) return;
  const length = bytes.readUInt16BE(start + 4);
  const stop = length >= 8 ? Math.min(end, start + length) : end;
  p.ports = bytes;
  p.portsAt = start;
  const at = start + 8;
  if (at >= stop) return;
  const first = bytes.readUInt8(at);
  if (first >> 6 === 2 && c.media.packet(p, bytes, at, stop)) {
    p.understood = true;
    return;
  }
  if (readSipDatagram(c.output, p, bytes, at, stop)) return;
  if (readOther(c, p, bytes, at, stop)) p.understood = true;
}

function readOther(c: UdpContext, p: Packet, bytes: Buffer, at: number, end: number): boolean {
  const first = bytes.readUInt8(at);
  if (first <= 1 && c.checks.packet(p, bytes, at, end)) return true;
  if (first === 0x48 || first === 1 || first === 2) {
    const hep = readHep(bytes, at, end);
    if (hep !== undefined) {
      c.hep(hep, p.frame, p.interfaceId);
      return true;
    }
  }
  const destination = p.ports.readUInt16BE(p.portsAt + 2);
  if (readUdpTunnel(c.tunnels, p, destination, bytes, at, end)) return true;
  const source = p.ports.readUInt16BE(p.portsAt);
  return source !== destination && readUdpTunnel(c.tunnels, p, source, bytes, at, end);
}

// Line ends alone keep a NAT binding open (RFC 5626 3.5.1): understood, but nothing to tell
function readSipDatagram(output: Output, p: Packet, bytes: Buffer, start: number, end: number): boolean {
  const at = skipFiller(bytes, start, end);
  if (at >= end) {
    p.understood = true;
    return true;
  }
  if (startLineEnd(bytes, at, end) < 0) return false;
  p.understood = true;
  if (p.missing > 0) output.problem('cut-packet', p.frame);
  const origin = originOf(p);
  const whole = parseWholeMessage(bytes, at, end);
  if (whole !== undefined) output.message(origin, bytes, at, end, 'UDP', whole);
  else eachMessage(bytes, at, end, (from, to) => output.message(origin, bytes, from, to, 'UDP'));
  return true;
}
