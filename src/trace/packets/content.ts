import { contentLength, findStartLine, headerEnd, mayBecomeStartLine, skipFiller, startLineEnd } from './framing.ts';
import type { Origin } from './packet.ts';
import { peekPayload, readFrame } from './websocket.ts';
import type { Transport } from '../traced.ts';

/** The bytes of one direction of a TCP connection, in order: finds out what they are and cuts messages out of them. */
export interface Content {
  /** The next bytes. They are valid during the call only. */
  data(origin: Origin, bytes: Buffer, start: number, end: number): void;
  /** Bytes are missing here: what was begun ends, and reading begins anew. */
  hole(origin: Origin): void;
  finish(origin: Origin): void;
  /** True where bytes were read and they were not SIP so far: what is missing of them need not be waited for. */
  foreign(): boolean;
  understood(): boolean;
  encrypted(): boolean;
}

/** Where messages cut out of a connection go. */
export interface ContentOutput {
  message(origin: Origin, bytes: Buffer, start: number, end: number, transport: Transport): void;
  /** A packet of the Homer encapsulation, whole. */
  hep(origin: Origin, bytes: Buffer, start: number, end: number): void;
  problem(kind: string, frame: number): void;
}

type Kind = 'unknown' | 'sip' | 'websocket' | 'hep' | 'tls';

/** A longer message is cut here: no SIP element takes more. */
const MAX_MESSAGE_BYTES = 0x100000;
const MAX_HEADER_BYTES = 0x20000;
const EMPTY = Buffer.alloc(0);

/** The reader of one direction. */
export function createContent(output: ContentOutput): Content {
  let kind: Kind = 'unknown';
  let held: Buffer = EMPTY;
  let heldBytes = 0;
  /** Bytes that must be there before reading on makes sense. */
  let needed = 0;
  /** How far the held header fields were searched for their end. */
  let searched = 0;
  let fragments: Buffer[] = [];
  let began = false;

  function data(origin: Origin, bytes: Buffer, start: number, end: number): void {
    began = true;
    if (kind === 'tls') return;
    if (kind === 'sip' && heldBytes > 0 && beginsAnew(bytes, start, end)) flush(origin);
    if (heldBytes === 0) return consume(origin, bytes, start, end);
    append(bytes, start, end);
    if (heldBytes < needed) return;
    const size = heldBytes;
    heldBytes = 0;
    consume(origin, held, 0, size);
    if (heldBytes === 0) held = EMPTY;
  }

  function consume(origin: Origin, bytes: Buffer, start: number, end: number): void {
    let at = start;
    while (at < end) {
      if (kind === 'unknown') {
        at = classify(bytes, at, end);
        if (at < 0) return;
        if (kind === 'unknown') return keep(bytes, at, end, 0);
      }
      const next = readOne(origin, bytes, at, end);
      if (next === at) return;
      at = next;
    }
  }

  /** Reads one unit; answers where the next begins, or `at` where bytes are missing (they are kept) or make no sense. */
  function readOne(origin: Origin, bytes: Buffer, at: number, end: number): number {
    switch (kind) {
      case 'sip':
        return readSip(origin, bytes, at, end);
      case 'websocket':
        return readWebSocket(origin, bytes, at, end);
      case 'hep':
        return readHep(origin, bytes, at, end);
      case 'tls':
      case 'unknown':
        return at;
      default:
        return kind satisfies never;
    }
  }

  function classify(bytes: Buffer, start: number, end: number): number {
    const at = skipFiller(bytes, start, end);
    if (at >= end) return -1;
    kind = kindOf(bytes, at, end);
    if (kind !== 'unknown') return kind === 'websocket' ? afterUpgrade(bytes, at, end) : at;
    if (mayBecomeStartLine(bytes, at, end)) return at;
    if (!isText(bytes, at, end)) return -1;
    // The capture began in the middle of a message: its end is passed over.
    const next = findStartLine(bytes, at, end);
    if (next >= 0) kind = 'sip';
    return next;
  }

  function readSip(origin: Origin, bytes: Buffer, start: number, end: number): number {
    const at = skipToMessage(bytes, start, end);
    if (at >= end) return end;
    const line = startLineEnd(bytes, at, end);
    if (line < 0 || bytes[line - 1] !== 10) {
      if (mayBecomeStartLine(bytes, at, end)) return keepFrom(bytes, at, end, start);
      const next = findStartLine(bytes, at + 1, end);
      if (next >= 0 && bytes[startLineEnd(bytes, next, end) - 1] === 10) return next;
      kind = 'unknown';
      output.problem('tcp-not-sip', origin.frame);
      return start;
    }
    const body = headerEnd(bytes, Math.max(line - 1, at + searched), end);
    searched = 0;
    if (body < 0) return keepHeader(origin, bytes, at, end, start);
    const stop = messageEnd(bytes, at, body, end);
    if (stop > end) {
      needed = stop - at;
      return keepFrom(bytes, at, end, start, needed);
    }
    if (isSipHeader(bytes, line, body)) output.message(origin, bytes, at, stop, 'TCP');
    else output.problem('tcp-not-sip', origin.frame);
    return stop;
  }

  function keepHeader(origin: Origin, bytes: Buffer, at: number, end: number, answer: number): number {
    keep(bytes, at, end, 0);
    searched = Math.max(0, end - at - 3);
    if (heldBytes > MAX_HEADER_BYTES) restart(origin);
    return answer;
  }

  // Without a Content-Length, and where more text follows than it says, a message lasts until the next start line.
  function messageEnd(bytes: Buffer, start: number, body: number, end: number): number {
    const length = contentLength(bytes, start, body);
    const stop = body + Math.max(0, length);
    if (stop - start > MAX_MESSAGE_BYTES) return Math.min(end, start + MAX_MESSAGE_BYTES);
    if (stop >= end) return stop;
    const next = skipToMessage(bytes, stop, end);
    if (next >= end || startLineEnd(bytes, next, end) >= 0 || mayBecomeStartLine(bytes, next, end)) return stop;
    if (!isText(bytes, next, end)) return stop;
    const found = findStartLine(bytes, next, end);
    return found < 0 ? end : found;
  }

  function readWebSocket(origin: Origin, bytes: Buffer, at: number, end: number): number {
    const frame = readFrame(bytes, at, end);
    if (frame === undefined) {
      kind = 'unknown';
      fragments = [];
      return at;
    }
    if (typeof frame === 'number') return keepFrom(bytes, at, end, at, frame - at);
    if (frame.opcode >= 8) return frame.next;
    if (frame.compressed) output.problem('websocket-compressed', origin.frame);
    if (frame.opcode !== 0) fragments = [];
    fragments.push(Buffer.from(frame.payload));
    if (frame.final) {
      const message = fragments.length === 1 ? frame.payload : Buffer.concat(fragments);
      fragments = [];
      const first = skipFiller(message, 0, message.length);
      if (startLineEnd(message, first, message.length) >= 0)
        output.message(origin, message, first, message.length, 'WS');
    } else if (fragments.length > 256) {
      fragments = [];
    }
    return frame.next;
  }

  // "HEP3" · total length u16 · chunks
  function readHep(origin: Origin, bytes: Buffer, at: number, end: number): number {
    if (at + 6 > end) return keepFrom(bytes, at, end, at, 6);
    const length = bytes.readUInt16BE(at + 4);
    if (length < 6 || bytes.toString('latin1', at, at + 4) !== 'HEP3') {
      kind = 'unknown';
      return at;
    }
    if (at + length > end) return keepFrom(bytes, at, end, at, length);
    output.hep(origin, bytes, at, at + length);
    return at + length;
  }

  function keepFrom(bytes: Buffer, at: number, end: number, answer: number, wanted = 0): number {
    keep(bytes, at, end, wanted);
    return answer;
  }

  function keep(bytes: Buffer, at: number, end: number, wanted: number): void {
    heldBytes = 0;
    needed = wanted;
    if (bytes === held) {
      held.copyWithin(0, at, end);
      heldBytes = end - at;
    } else {
      append(bytes, at, end);
    }
  }

  function append(bytes: Buffer, start: number, end: number): void {
    const size = heldBytes + end - start;
    if (size > held.length) {
      const larger = Buffer.allocUnsafe(Math.max(size, needed, held.length * 2, 2048));
      held.copy(larger, 0, 0, heldBytes);
      held = larger;
    }
    bytes.copy(held, heldBytes, start, end);
    heldBytes = size;
  }

  /** Gives what was begun as it is: a message whose end was not captured is still a message. */
  function flush(origin: Origin): void {
    const all = held.subarray(0, heldBytes);
    heldBytes = 0;
    held = EMPTY;
    needed = 0;
    searched = 0;
    if (kind !== 'sip' || all.length === 0) return;
    const line = startLineEnd(all, 0, all.length);
    if (line < 0 || all[line - 1] !== 10) return;
    if (!isSipHeader(all, line, all.length)) return;
    output.problem('tcp-message-cut', origin.frame);
    output.message(origin, all, 0, all.length, 'TCP');
  }

  function restart(origin: Origin): void {
    flush(origin);
    fragments = [];
    if (kind !== 'tls') kind = 'unknown';
  }

  return {
    data,
    hole: restart,
    finish: restart,
    foreign: () => began && heldBytes === 0 && (kind === 'unknown' || kind === 'tls'),
    understood: () => kind === 'sip' || kind === 'hep' || kind === 'websocket',
    encrypted: () => kind === 'tls',
  };
}

function kindOf(bytes: Buffer, at: number, end: number): Kind {
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

function afterUpgrade(bytes: Buffer, at: number, end: number): number {
  if (bytes[at] !== 0x47 && bytes[at] !== 0x48) return at;
  const body = headerEnd(bytes, at, end);
  return body < 0 ? end : body;
}

/** The next byte that belongs to a message: line ends (RFC 5626 4.4.1) and STUN packets between messages are passed over. */
function skipToMessage(bytes: Buffer, start: number, end: number): number {
  let at = start;
  for (;;) {
    while (at < end && (bytes[at] === 13 || bytes[at] === 10)) at++;
    // STUN: type · length · magic cookie (RFC 8489 5)
    if (at + 20 > end || (bytes[at] ?? 255) > 3 || bytes.readUInt32BE(at + 4) !== 0x2112a442) return at;
    at += 20 + bytes.readUInt16BE(at + 2);
  }
}

function isText(bytes: Buffer, at: number, end: number): boolean {
  for (let index = at; index < Math.min(end, at + 16); index++) {
    const byte = bytes[index] ?? 0;
    if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) return false;
  }
  return true;
}

/** True where at least one of the header fields that every message must have is there (RFC 3261 8.1.1): a web server may say `SIP/2.0 200`. */
function isSipHeader(bytes: Buffer, start: number, end: number): boolean {
  const head = bytes.toString('latin1', start, Math.min(end, start + 4096));
  return /^(?:via|v|call-id|i|cseq|from|f|to|t)[ \t]*:/im.test(head);
}

/** True where a segment opens a new message although the one before it is not whole: its Content-Length was too large. */
function beginsAnew(bytes: Buffer, start: number, end: number): boolean {
  const line = startLineEnd(bytes, start, end);
  if (line < 0 || bytes[line - 1] !== 10) return false;
  // A body of message/sipfrag (RFC 3420) may begin so too, but mostly with the start line alone.
  const head = bytes.toString('latin1', line, Math.min(end, line + 2048));
  return /^(?:via|v)\s*:/im.test(head) && /^(?:call-id|i)\s*:/im.test(head);
}
