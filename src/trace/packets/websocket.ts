/** A whole WebSocket frame in a buffer (RFC 6455 5.2), already bounded by its own length. */
export interface WebSocketFrame {
  readonly final: boolean;
  readonly opcode: number;
  readonly compressed: boolean;
  readonly payload: Buffer;
  readonly next: number;
}

const TEXT = 1;
const BINARY = 2;
/** A longer frame carries no SIP. */
const MAX_FRAME_BYTES = 0x100000;

//  |FIN RSV opcode|MASK length 7| [length 16 or 64] | [mask 32] | payload
/** The frame at `at`; the number of bytes needed where it is not whole yet; undefined where no frame can begin there. */
export function readFrame(bytes: Buffer, at: number, end: number): WebSocketFrame | number | undefined {
  if (at + 2 > end) return at + 2;
  const first = bytes.readUInt8(at);
  const second = bytes.readUInt8(at + 1);
  if ((first & 0x30) !== 0 || !isOpcode(first & 15)) return undefined;
  let length = second & 0x7f;
  let body = at + 2;
  if (length === 126) {
    if (at + 4 > end) return at + 4;
    length = bytes.readUInt16BE(at + 2);
    body = at + 4;
  } else if (length === 127) {
    if (at + 10 > end) return at + 10;
    if (bytes.readUInt32BE(at + 2) !== 0) return undefined;
    length = bytes.readUInt32BE(at + 6);
    body = at + 10;
  }
  if (length > MAX_FRAME_BYTES) return undefined;
  const masked = (second & 0x80) !== 0;
  const start = masked ? body + 4 : body;
  const next = start + length;
  if (next > end) return next;
  const payload = masked ? unmask(bytes, body, start, next) : bytes.subarray(start, next);
  return { final: (first & 0x80) !== 0, opcode: first & 15, compressed: (first & 0x40) !== 0, payload, next };
}

/** The first bytes of the payload of a text or binary frame that begins at `at`, unmasked; undefined where none does. */
export function peekPayload(bytes: Buffer, at: number, end: number): Buffer | undefined {
  if (at + 8 > end) return undefined;
  const opcode = bytes.readUInt8(at) & 15;
  if ((bytes.readUInt8(at) & 0x70) !== 0 || (opcode !== TEXT && opcode !== BINARY)) return undefined;
  const second = bytes.readUInt8(at + 1);
  const length = second & 0x7f;
  const body = at + (length === 126 ? 4 : length === 127 ? 10 : 2);
  const start = second & 0x80 ? body + 4 : body;
  if (start >= end) return undefined;
  return second & 0x80 ? unmask(bytes, body, start, end) : bytes.subarray(start, end);
}

function unmask(bytes: Buffer, mask: number, start: number, end: number): Buffer {
  const payload = Buffer.allocUnsafe(end - start);
  for (let at = 0; at < payload.length; at++) payload[at] = (bytes[start + at] ?? 0) ^ (bytes[mask + (at & 3)] ?? 0);
  return payload;
}

function isOpcode(opcode: number): boolean {
  return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}
