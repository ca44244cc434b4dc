import { contentLength, findStartLine, mayBecomeStartLine, startLineEnd } from './framing.ts';

/** A longer message is cut here: no SIP element takes more. */
const MAX_MESSAGE_BYTES = 0x100000;

/**
 * The end of the message whose body begins at `body`; beyond `end` where bytes are missing. Without a Content-Length, and
 * where more text follows than it says, a message lasts until the next start line.
 */
export function messageEnd(bytes: Buffer, start: number, body: number, end: number): number {
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

/** The next byte that belongs to a message: line ends (RFC 5626 4.4.1) and STUN packets between messages are passed over. */
export function skipToMessage(bytes: Buffer, start: number, end: number): number {
  let at = start;
  for (;;) {
    while (at < end && (bytes[at] === 13 || bytes[at] === 10)) at++;
    // STUN: type · length · magic cookie (RFC 8489 5)
    if (at + 20 > end || (bytes[at] ?? 255) > 3 || bytes.readUInt32BE(at + 4) !== 0x2112a442) return at;
    at += 20 + bytes.readUInt16BE(at + 2);
  }
}

/** True where the bytes look like text. */
export function isText(bytes: Buffer, at: number, end: number): boolean {
  for (let index = at; index < Math.min(end, at + 16); index++) {
    const byte = bytes[index] ?? 0;
    if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) return false;
  }
  return true;
}

/** True where at least one of the header fields that every message must have is there (RFC 3261 8.1.1): a web server may say `SIP/2.0 200`. */
export function isSipHeader(bytes: Buffer, start: number, end: number): boolean {
  const head = bytes.toString('latin1', start, Math.min(end, start + 4096));
  return /^(?:via|v|call-id|i|cseq|from|f|to|t)[ \t]*:/im.test(head);
}

/** True where a segment opens a new message although the one before it is not whole: its Content-Length was too large. */
export function beginsAnew(bytes: Buffer, start: number, end: number): boolean {
  const line = startLineEnd(bytes, start, end);
  if (line < 0 || bytes[line - 1] !== 10) return false;
  // A body of message/sipfrag (RFC 3420) may begin so too, but mostly with the start line alone.
  const head = bytes.toString('latin1', line, Math.min(end, line + 2048));
  return /^(?:via|v)\s*:/im.test(head) && /^(?:call-id|i)\s*:/im.test(head);
}

/** The index after the next line end, or `end`. */
export function nextLine(bytes: Buffer, at: number, end: number): number {
  const feed = bytes.subarray(at, end).indexOf(10);
  return feed < 0 ? end : at + feed + 1;
}
