import { originOf } from './packet.ts';
import type { Origin, Packet } from './packet.ts';
import type { Transport } from '../traced.ts';

/** Takes the user messages of SCTP. */
export interface SctpPayload {
  payload(origin: Origin, bytes: Buffer, start: number, end: number, transport: Transport): boolean;
}

const DATA = 0;
const WHOLE = 3;

// ports · tag · check sum, then chunks:  type · flags (..BE) · length · TSN · stream · sequence · protocol · data
/** Reads the DATA chunks of SCTP (RFC 9260 3.3.1) that carry a whole message, as SIP over SCTP does (RFC 4168). */
export function readSctp(to: SctpPayload, p: Packet, bytes: Buffer, start: number, end: number): void {
  if (start + 16 > end) return;
  p.ports = bytes;
  p.portsAt = start;
  for (let at = start + 12; at + 4 <= end;) {
    const length = bytes.readUInt16BE(at + 2);
    if (length < 4) return;
    if (bytes.readUInt8(at) === DATA && (bytes.readUInt8(at + 1) & 3) === WHOLE && length > 16) {
      if (to.payload(originOf(p), bytes, at + 16, Math.min(end, at + length), 'SCTP')) p.understood = true;
    }
    at += (length + 3) & ~3;
  }
}
