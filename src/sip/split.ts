import { headerByRest, knownHeader } from './names.ts';
import { isDigits, isToken } from './scan.ts';
import { isStartLine } from './start-line.ts';

/** One message within a longer text. */
export interface MessagePiece {
  readonly text: string;
  /** 1-based line of the whole text at which the start line stands. */
  readonly line: number;
  /** `[start, end)` in characters of the whole text. */
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the messages in a text with anything between them. A message ends where its Content-Length says, where that
 * falls on a line end before the next start line; else where its last header field or line of session description ends.
 * Only a start line that `isStartLine` accepts, at the beginning of a line and with a header field close below it, opens
 * a message: a status line in prose is none. On the wire (`source`) there is no prose, and a bare status line opens one.
 * A datagram or stream decoded as latin1 gives `start` and `end` in octets. RFC 3261 7.5, 18.3.
 */
export function splitMessages(text: string, source: 'text' | 'wire' = 'text'): MessagePiece[] {
  const pieces: MessagePiece[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const next = lineAfter(text, at);
    if (isCandidate(text, at, next) && (source === 'wire' || isFollowedByField(text, next))) {
      const end = messageEnd(text, next);
      pieces.push({ text: text.slice(at, end), line, start: at, end });
      line += countLines(text, at, end);
      at = end;
    } else {
      at = next;
      line++;
    }
  }
  return pieces;
}

// The first letters of a start line are all it takes to pass over most lines.
function isCandidate(text: string, at: number, next: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 65 && code <= 90 && isStartLine(text.slice(at, next));
}

/** True where one of the three lines below a start line is a header field that we know, or was one. */
function isFollowedByField(text: string, from: number): boolean {
  let at = from;
  for (let lines = 0; lines < 3 && at < text.length; lines++) {
    const next = lineAfter(text, at);
    if (isCandidate(text, at, next)) return false;
    if (isKnownField(text, at, next)) return true;
    at = next;
  }
  return false;
}

function isKnownField(text: string, at: number, next: number): boolean {
  const name = fieldName(text, at, next);
  return name !== undefined && (knownHeader(name) ?? headerByRest(name)) !== undefined;
}

/** The name of the header field that a line looks like, or undefined. */
function fieldName(text: string, at: number, next: number): string | undefined {
  const line = text.slice(at, Math.min(next, at + 100));
  const colon = line.indexOf(':');
  if (colon < 0) return undefined;
  const name = line.slice(0, colon).trimEnd();
  return isToken(name) ? name : undefined;
}

// [2024-05-01 10:00:00] NOTICE ...     <- no header field, nor does one follow: the message was cut off above
function isForeign(text: string, at: number, next: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 32 || code === 9 || fieldName(text, at, next) !== undefined) return false;
  return !isFollowedByField(text, next);
}

function messageEnd(text: string, from: number): number {
  let at = from;
  let length = '';
  let hasType = false;
  while (at < text.length) {
    const next = lineAfter(text, at);
    const line = text.slice(at, next).trimEnd();
    if (line === '') {
      at = next;
      if (length !== '' || hasType || !isKnownField(text, at, lineAfter(text, at))) break;
      continue;
    }
    if (/^v=\d/.test(line)) break;
    if (isCandidate(text, at, next) || isForeign(text, at, next)) return at;
    length = length || (/^(?:content-length|l)\s*:\s*(\S+)/i.exec(line)?.[1] ?? '');
    hasType ||= /^(?:content-type|c)\s*:/i.test(line);
    at = next;
  }
  return bodyEnd(text, at, isDigits(length) ? Number(length) : undefined, hasType);
}

function bodyEnd(text: string, from: number, length: number | undefined, hasType: boolean): number {
  if (length === 0 || (length === undefined && !hasType && !text.startsWith('v=', from))) return from;
  if (length !== undefined) {
    const end = countedEnd(text, from, length);
    if (end !== undefined) return end;
  }
  return writtenEnd(text, from);
}

/** Where `length` octets of body end, counting line ends as they are or as CRLF; undefined where that is inside a line. */
function countedEnd(text: string, from: number, length: number): number | undefined {
  let asWritten = 0;
  let asCrlf = 0;
  for (let at = from; at < text.length;) {
    const next = lineAfter(text, at);
    if (isCandidate(text, at, next)) return undefined;
    const raw = text.slice(at, next);
    const content = raw.replace(/\r?\n$/, '');
    const octets = Buffer.byteLength(content);
    // The line end of the last line is often not counted, or not there.
    if (asCrlf + octets === length || asWritten + octets === length) return next;
    asCrlf += octets + 2;
    asWritten += octets + raw.length - content.length;
    if (asCrlf === length || asWritten === length) return next;
    if (asWritten > length) return undefined;
    at = next;
  }
  return undefined;
}

/** Without a length to trust: the lines that look like a session description, else everything up to an empty line. */
function writtenEnd(text: string, from: number): number {
  const isDescription = text.startsWith('v=', from);
  let at = from;
  while (at < text.length) {
    const next = lineAfter(text, at);
    if (isCandidate(text, at, next)) return at;
    const line = text.slice(at, next).trimEnd();
    if (isDescription ? !/^[a-z]\s?=/.test(line) : line === '') return at;
    at = next;
  }
  return text.length;
}

function lineAfter(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed + 1;
}

function countLines(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
