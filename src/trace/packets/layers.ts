import { readHep } from '../formats/hep.ts';
import type { HepPacket } from '../formats/hep.ts';
import { createConnections } from './connections.ts';
import { createFragments } from './fragments.ts';
import { eachMessage, skipFiller, startLineEnd } from './framing.ts';
import { readIcmp, readIcmp6 } from './icmp.ts';
import type { Quoted } from './icmp.ts';
import { readIp } from './ip.ts';
import { readEtherType, readLink } from './links.ts';
import type { Media } from './media.ts';
import type { Lower, Origin, Output, Packet } from './packet.ts';
import { readSctp } from './sctp.ts';
import type { Checks } from './stun.ts';
import { createTcp } from './tcp.ts';
import { readEsp, readGre } from './tunnels.ts';
import { readUdp } from './udp.ts';
import type { ConnectionEvent, IcmpError, Transport } from '../traced.ts';

/** What the layers find besides messages. */
export interface Finds {
  hep(packet: HepPacket, frame: number, interfaceId: number): void;
  icmpError(error: Omit<IcmpError, 'place' | 'at'>, frame: number, at: number): void;
}

/** What is counted of UDP besides SIP. */
export interface Counters {
  readonly media: Media;
  readonly checks: Checks;
}

/** All layers of one capture, joined. */
export interface Layers {
  link(packet: Packet, linkType: number, bytes: Buffer, start: number, end: number): void;
  /** True while fragments or segments wait for others: what they hold is older than what comes meanwhile. */
  waiting(): boolean;
  /** TCP connections that failed, to ports that SIP was seen on. */
  connections(): readonly Omit<ConnectionEvent, 'place'>[];
  /** Reads what still waits for something that was not captured. */
  finish(): void;
}

/** Joins the layers: each hands its payload to the one above, tunnels hand theirs back down. */
export function createLayers(out: Output, { media, checks }: Counters, finds: Finds): Layers {
  /** Ports that SIP was seen on: an ICMP error may quote no more of a packet than its ports (RFC 792). */
  const sipPorts = new Uint8Array(0x10000);
  sipPorts[5060] = 1;
  sipPorts[5061] = 1;
  const output: Output = {
    ...out,
    message(origin, bytes, start, end, transport, read) {
      sipPorts[origin.source.port ?? 0] = 1;
      sipPorts[origin.destination.port ?? 0] = 1;
      out.message(origin, bytes, start, end, transport, read);
    },
  };
  const application = {
    payload: (origin: Origin, bytes: Buffer, start: number, end: number, transport: Transport): boolean =>
      emitSip(bytes, start, end, (from, to) => output.message(origin, bytes, from, to, transport)),
  };
  const lower: Lower = {
    link: (p, linkType, bytes, start, end) => readLink(links, p, linkType, bytes, start, end),
    etherType: (p, type, bytes, start, end) => readEtherType(links, p, type, bytes, start, end),
    ip: (p, bytes, start, end) => readIp(fragments, payload, p, bytes, start, end),
  };
  const links = { lower, output, exported: application };
  const tunnels = { lower, output, payload };
  const udp = { output, media, checks, tunnels, hep: finds.hep };
  const fragments = createFragments(output, (p, protocol, bytes) => payload(p, protocol, bytes, 0, bytes.length));
  const connections = createConnections();
  const streams = {
    message: output.message,
    hep(origin: Origin, bytes: Buffer, start: number, end: number) {
      const hep = readHep(bytes, start, end);
      if (hep !== undefined) finds.hep(hep, origin.frame, origin.interfaceId);
    },
    problem: (kind: string, frame: number) => output.problem(kind, frame),
  };
  const tcp = createTcp(output, streams, connections);

  function payload(p: Packet, protocol: number, bytes: Buffer, start: number, end: number): void {
    switch (protocol) {
      case 17:
        return readUdp(udp, p, bytes, start, end);
      case 6:
        return tcp.segment(p, bytes, start, end);
      case 1:
        return quoted(p, readIcmp(p, bytes, start, end));
      case 58:
        return quoted(p, readIcmp6(p, bytes, start, end));
      case 4:
      case 41:
        return lower.ip(p, bytes, start, end);
      case 47:
        return readGre(tunnels, p, bytes, start, end);
      case 50:
        return readEsp(tunnels, p, bytes, start, end);
      case 51:
        // Authentication header over IPv4 (RFC 4302): next header, length in words less two
        if (start + 12 < end)
          payload(p, bytes.readUInt8(start), bytes, start + (bytes.readUInt8(start + 1) + 2) * 4, end);
        return;
      case 132:
        return readSctp(application, p, bytes, start, end);
      case 137:
        return lower.etherType(p, 0x8847, bytes, start, end);
      default:
    }
  }

  function quoted(p: Packet, error: Quoted | undefined): void {
    if (error === undefined) return;
    const { isSip, ...rest } = error;
    if (!isSip && sipPorts[error.destination.port ?? 0] === 0) return;
    p.understood = true;
    finds.icmpError(rest, p.frame, p.at);
  }

  return {
    link(p, linkType, bytes, start, end) {
      if (fragments.waiting()) fragments.expire(p.at);
      lower.link(p, linkType, bytes, start, end);
    },
    waiting: () => fragments.waiting() || tcp.waiting(),
    connections: () => connections.events().filter((event) => sipPorts[event.destination.port ?? 0] === 1),
    finish() {
      fragments.expire();
      tcp.finish();
    },
  };
}

/** Gives the messages of bytes that begin with a start line; false where they do not. */
export function emitSip(
  bytes: Buffer,
  start: number,
  end: number,
  each: (start: number, end: number) => void,
): boolean {
  const at = skipFiller(bytes, start, end);
  if (startLineEnd(bytes, at, end) < 0) return false;
  eachMessage(bytes, at, end, each);
  return true;
}
