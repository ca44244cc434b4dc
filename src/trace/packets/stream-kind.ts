import { headerEnd, skipFiller, startLineEnd } from './framing.ts';
import { peekPayload } from './websocket.ts';

/** What the bytes of a connection are. */
export type StreamKind = 'unknown' | 'sip' | 'websocket' | 'hep' | 'tls';

/** Tells by the first bytes what a connection carries; `unknown` may still be anything. */
export function kindOf(bytes: Buffer, at: number, end: number): StreamKind {
  const line = startLineEnd(bytes, at, end);
  if (line >= 0 && bytes[line - 1] === 10) return 'sip';
  const first = bytes[at] ?? 0;
  if (first >= 0x14 && first <= 0x17 && isTlsRecord(bytes, at, end)) return 'tls';
  if (first === 0x48 && bytes.toString('latin1', at, Math.min(end, at + 4)) === 'HEP3') return 'hep';
  if (first === 0x47 || first === 0x48) return isUpgrade(bytes, at, end) ? 'websocket' : 'unknown';
  const payload = peekPayload(bytes, at, end);
  return payload !== undefined && startLineEnd(payload, skipFiller(payload, 0, payload.length), payload.length) >= 0
    ? 'websocket'
    : 'unknown';
}

// type 20..23 · version 3.0 .. 3.4 · length (RFC 8446 5.1)
function isTlsRecord(bytes: Buffer, at: number, end: number): boolean {
  return at + 5 <= end && bytes[at + 1] === 3 && (bytes[at + 2] ?? 9) <= 4 && bytes.readUInt16BE(at + 3) <= 0x4800;
}

// GET / HTTP/1.1 ... Upgrade: websocket, and its answer 101 (RFC 6455 4)
function isUpgrade(bytes: Buffer, at: number, end: number): boolean {
  const head = bytes.toString('latin1', at, Math.min(end, at + 2048));
  return /^(?:GET |HTTP\/1\.1 101)/.test(head) && /\r\nupgrade:\s*websocket/i.test(head);
}

/** Where the frames begin behind an upgrade; `at` itself where none stands there. */
export function afterUpgrade(bytes: Buffer, at: number, end: number): number {
  if (bytes[at] !== 0x47 && bytes[at] !== 0x48) return at;
  const body = headerEnd(bytes, at, end);
  return body < 0 ? end : body;
}
