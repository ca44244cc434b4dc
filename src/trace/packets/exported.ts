import { endpointAt } from './packet.ts';
import type { Origin, Packet } from './packet.ts';
import type { Endpoint, Transport } from '../traced.ts';

/** Takes the bytes of an application that were exported without the packets around them. */
export interface ExportedPayload {
  payload(origin: Origin, bytes: Buffer, start: number, end: number, transport: Transport): boolean;
}

const UNKNOWN = Buffer.alloc(16);
const PORT_TYPE_TCP = 2;
const PORT_TYPE_SCTP = 1;

// Tags, each `type u16 · length u16 · value`, ended by type 0 (Wireshark's exported_pdu.h)
/** "Exported PDU" of Wireshark (link type 252): what tshark writes of decrypted TLS, with addresses and ports as tags. */
export function readExportedPdu(to: ExportedPayload, p: Packet, bytes: Buffer, start: number, end: number): void {
  let source: Buffer = UNKNOWN;
  let destination: Buffer = UNKNOWN;
  let sourcePort = 0;
  let destinationPort = 0;
  let transport: Transport = 'UDP';
  let at = start;
  while (at + 4 <= end) {
    const tag = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    at += 4;
    if (tag === 0) break;
    const value = bytes.subarray(at, Math.min(end, at + length));
    at += length;
    if ((tag === 20 && length === 4) || (tag === 22 && length === 16)) source = value;
    else if ((tag === 21 && length === 4) || (tag === 23 && length === 16)) destination = value;
    else if (tag === 24 && value.length === 4) transport = portType(value.readUInt32BE(0));
    else if (tag === 25 && value.length === 4) sourcePort = value.readUInt32BE(0) & 0xffff;
    else if (tag === 26 && value.length === 4) destinationPort = value.readUInt32BE(0) & 0xffff;
  }
  if (at >= end) return;
  const { frame, interfaceId } = p;
  const origin = {
    frame,
    at: p.at,
    interfaceId,
    ttl: 0,
    ipId: 0,
    source: endpoint(source, sourcePort),
    destination: endpoint(destination, destinationPort),
  };
  if (to.payload(origin, bytes, at, end, transport)) p.understood = true;
}

function endpoint(address: Buffer, port: number): Endpoint {
  return endpointAt(address, 0, address === UNKNOWN || address.length < 16 ? 4 : 16, port);
}

function portType(type: number): Transport {
  if (type === PORT_TYPE_TCP) return 'TCP';
  return type === PORT_TYPE_SCTP ? 'SCTP' : 'UDP';
}
