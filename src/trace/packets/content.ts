import { createAccumulator } from './accumulator.ts';
import { findStartLine, headerEnd, mayBecomeStartLine, skipFiller, startLineEnd } from './framing.ts';
import type { Origin } from './packet.ts';
import { afterUpgrade, kindOf } from './stream-kind.ts';
import type { StreamKind } from './stream-kind.ts';
import { beginsAnew, isSipHeader, isText, messageEnd, nextLine, skipToMessage } from './stream-sip.ts';
import { readFrame } from './websocket.ts';
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

const MAX_HEADER_BYTES = 0x20000;
const MAX_FRAGMENTS = 256;

/** The reader of one direction. */
export function createContent(output: ContentOutput): Content {
  const held = createAccumulator();
  let kind: StreamKind = 'unknown';
  /** How far the held header fields were searched for their end. */
  let searched = 0;
  let fragments: Buffer[] = [];
  let began = false;

  function data(origin: Origin, bytes: Buffer, start: number, end: number): void {
    began = true;
    if (kind === 'tls') return;
    if (kind === 'sip' && held.size() > 0 && beginsAnew(bytes, start, end)) flush(origin);
    if (held.size() === 0) return consume(origin, bytes, start, end);
    held.append(bytes, start, end);
    if (!held.isEnough()) return;
    const all = held.take();
    consume(origin, all, 0, all.length);
    held.rest();
  }

  function consume(origin: Origin, bytes: Buffer, start: number, end: number): void {
    let at = start;
    while (at < end) {
      if (kind === 'unknown') {
        at = classify(bytes, at, end);
        if (at < 0) return;
        if (kind === 'unknown') return held.keep(bytes, at, end, 0);
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
      const next = findStartLine(bytes, nextLine(bytes, at, end), end);
      if (next >= 0 && bytes[startLineEnd(bytes, next, end) - 1] === 10) return next;
      kind = 'unknown';
      output.problem('tcp-not-sip', origin.frame);
      return start;
    }
    const body = headerEnd(bytes, Math.max(line - 1, at + searched), end);
    searched = 0;
    if (body < 0) return keepHeader(origin, bytes, at, end, start);
    const stop = messageEnd(bytes, at, body, end);
    if (stop > end) return keepFrom(bytes, at, end, start, stop - at);
    if (isSipHeader(bytes, line, body)) output.message(origin, bytes, at, stop, 'TCP');
    else output.problem('tcp-not-sip', origin.frame);
    return stop;
  }

  function keepHeader(origin: Origin, bytes: Buffer, at: number, end: number, answer: number): number {
    held.keep(bytes, at, end, 0);
    searched = Math.max(0, end - at - 3);
    if (held.size() > MAX_HEADER_BYTES) restart(origin);
    return answer;
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
    } else if (fragments.length > MAX_FRAGMENTS) {
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
    held.keep(bytes, at, end, wanted);
    return answer;
  }

  /** Gives what was begun as it is: a message whose end was not captured is still a message. */
  function flush(origin: Origin): void {
    const all = held.take();
    held.rest();
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
    foreign: () => began && held.size() === 0 && (kind === 'unknown' || kind === 'tls'),
    understood: () => kind === 'sip' || kind === 'hep' || kind === 'websocket',
    encrypted: () => kind === 'tls',
  };
}
