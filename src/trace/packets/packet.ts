import type { SipMessage } from '../../sip/message.ts';
import type { Endpoint, Transport } from '../traced.ts';

/**
 * The packet being read: one object for a whole capture, filled in layer by layer, so that a packet costs no memory.
 * Addresses and ports stay where they are in the bytes until somebody asks for them as text.
 */
export interface Packet {
  frame: number;
  /** Milliseconds since the epoch, NaN where unknown. */
  at: number;
  interfaceId: number;
  /** How many bytes of the IP packet were not captured. */
  missing: number;
  /** How many layers stand around this one; bounded, so that no packet can nest forever. */
  depth: number;
  ttl: number;
  /** IPv4 identification; 0 where there is none. */
  ipId: number;
  /** Source then destination address, `addressBytes` each, from `addressesAt`. */
  addresses: Buffer;
  addressesAt: number;
  addressBytes: number;
  /** Source then destination port, two bytes each, from `portsAt`. */
  ports: Buffer;
  portsAt: number;
  /** Set by whoever made something of the packet. */
  understood: boolean;
}

/** Where a message was seen: everything of the packet that outlives it. */
export interface Origin {
  readonly frame: number;
  readonly at: number;
  readonly interfaceId: number;
  readonly ttl: number;
  readonly ipId: number;
  readonly source: Endpoint;
  readonly destination: Endpoint;
}

/** Where the layers put what they find. */
export interface Output {
  /** A piece of bytes that is one SIP message, from its start line on; `read` where it has been read already. */
  message(origin: Origin, bytes: Buffer, start: number, end: number, transport: Transport, read?: SipMessage): void;
  /** A packet of a TLS connection or of encrypted IPsec. */
  encrypted(packet: Packet): void;
  problem(kind: string, frame: number, detail?: string): void;
}

/** The way back down for layers that carry other packets (tunnels). */
export interface Lower {
  link(packet: Packet, linkType: number, bytes: Buffer, start: number, end: number): void;
  /** The payload that an Ethernet type announces. */
  etherType(packet: Packet, type: number, bytes: Buffer, start: number, end: number): void;
  ip(packet: Packet, bytes: Buffer, start: number, end: number): void;
}

const NONE = Buffer.alloc(36);

/** An empty packet. */
export function createPacket(): Packet {
  return {
    frame: 0,
    at: Number.NaN,
    interfaceId: 0,
    missing: 0,
    depth: 0,
    ttl: 0,
    ipId: 0,
    addresses: NONE,
    addressesAt: 0,
    addressBytes: 4,
    ports: NONE,
    portsAt: 0,
    understood: false,
  };
}

/** A key for the flow of a packet, one direction: addresses and ports as raw bytes. */
export function flowKey(packet: Packet): string {
  const { addresses, addressesAt, addressBytes, ports, portsAt } = packet;
  return (
    addresses.toString('latin1', addressesAt, addressesAt + 2 * addressBytes) +
    ports.toString('latin1', portsAt, portsAt + 4)
  );
}

/** The same key for the opposite direction. */
export function reverseFlowKey(packet: Packet): string {
  const { addresses, addressesAt: at, addressBytes: size, ports, portsAt } = packet;
  return (
    addresses.toString('latin1', at + size, at + 2 * size) +
    addresses.toString('latin1', at, at + size) +
    ports.toString('latin1', portsAt + 2, portsAt + 4) +
    ports.toString('latin1', portsAt, portsAt + 2)
  );
}

/** Everything of the packet that a message keeps. */
export function originOf(packet: Packet): Origin {
  return {
    frame: packet.frame,
    at: packet.at,
    interfaceId: packet.interfaceId,
    ttl: packet.ttl,
    ipId: packet.ipId,
    source: endpointOf(packet, 0),
    destination: endpointOf(packet, 1),
  };
}

const endpoints = new Map<string, Endpoint>();
const MAX_ENDPOINTS = 20_000;

/** Source (0) or destination (1) of the packet as text. */
export function endpointOf(packet: Packet, which: 0 | 1): Endpoint {
  const at = packet.addressesAt + which * packet.addressBytes;
  const portAt = packet.portsAt + which * 2;
  return endpointAt(packet.addresses, at, packet.addressBytes, packet.ports.readUInt16BE(portAt));
}

/** The endpoint whose address of 4 or 16 bytes stands at `at`. Equal endpoints are mostly one object. */
export function endpointAt(bytes: Buffer, at: number, size: number, port: number): Endpoint {
  const key = bytes.toString('latin1', at, at + size) + String.fromCharCode(port);
  const known = endpoints.get(key);
  if (known !== undefined) return known;
  const endpoint: Endpoint = { address: addressText(bytes, at, size), port };
  if (endpoints.size >= MAX_ENDPOINTS) endpoints.clear();
  endpoints.set(key, endpoint);
  return endpoint;
}

/** An address of 4 bytes dotted, of 16 bytes as RFC 5952 writes it. */
export function addressText(bytes: Buffer, at: number, size: number): string {
  if (size === 4) {
    return `${bytes.readUInt8(at)}.${bytes.readUInt8(at + 1)}.${bytes.readUInt8(at + 2)}.${bytes.readUInt8(at + 3)}`;
  }
  const groups: number[] = [];
  for (let group = 0; group < 8; group++) groups.push(bytes.readUInt16BE(at + group * 2));
  const [zeroAt, zeroes] = longestZeroes(groups);
  const hex = groups.map((group) => group.toString(16));
  if (zeroes < 2) return hex.join(':');
  return `${hex.slice(0, zeroAt).join(':')}::${hex.slice(zeroAt + zeroes).join(':')}`;
}

function longestZeroes(groups: readonly number[]): [number, number] {
  let best: [number, number] = [0, 0];
  for (let at = 0, run = 0; at < groups.length; at++) {
    run = groups[at] === 0 ? run + 1 : 0;
    if (run > best[1]) best = [at - run + 1, run];
  }
  return best;
}
