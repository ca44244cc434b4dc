/** How SIP messages follow each other in bytes: start lines, ends of headers, Content-Length (RFC 3261 7, 18.3). */

const LF = 10;
const CR = 13;
const SPACE = 32;
const MAX_START_LINE = 8192;
const MAX_METHOD = 40;

/**
 * The index after the start line that begins at `at` (after its line end, or `end` where none follows), or -1 where no
 * start line begins there. Any method and any URI will do, what makes a start line is `SIP/` and a version.
 */
export function startLineEnd(bytes: Buffer, at: number, end: number): number {
  if (at + 12 > end) return -1;
  if (isVersion(bytes, at, end)) {
    const code = skipSpaces(bytes, at + 7, end);
    if (code === at + 7 || code + 3 > end) return -1;
    for (let digit = code; digit < code + 3; digit++) if (!isDigit(bytes[digit])) return -1;
    return lineEnd(bytes, code + 3, end);
  }
  const method = tokenEnd(bytes, at, end);
  if (method < 0 || bytes[method] !== SPACE) return -1;
  const next = lineEnd(bytes, method, end);
  if (next < 0) return -1;
  let stop = next;
  while (stop > method && isBlank(bytes[stop - 1])) stop--;
  return stop - 8 >= method && bytes[stop - 8] === SPACE && isVersion(bytes, stop - 7, stop) ? next : -1;
}

/** True where bytes that hold no whole line yet may be the beginning of a start line: `INV`, `INVITE sip:bob@bil`. */
export function mayBecomeStartLine(bytes: Buffer, at: number, end: number): boolean {
  if (end - at > MAX_START_LINE) return false;
  if (bytes.subarray(at, end).includes(LF)) return false;
  const head = bytes.toString('latin1', at, Math.min(end, at + 64));
  return BEGIN_OF_REQUEST.test(head) || BEGIN_OF_STATUS.test(head);
}

// METHOD, or METHOD and a space, or METHOD and as much of a URI as there is
const BEGIN_OF_REQUEST = /^[A-Za-z-]{1,40}(?: *$| +[a-z][a-z0-9+.-]*(?:$|:))/;
const BEGIN_OF_STATUS = /^SIP(?:\/\d?\.?\d? *(?:\d{0,2}$|\d{3}))/;

/** The index after the blank line that ends the header fields, searched from `from`, or -1 where there is none yet. */
export function headerEnd(bytes: Buffer, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] !== LF) continue;
    if (bytes[at + 1] === LF && at + 1 < end) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF && at + 2 < end) return at + 3;
  }
  return -1;
}

/** The value of Content-Length (or `l`) among header fields, or -1 where there is none that can be read. */
export function contentLength(bytes: Buffer, start: number, headersEnd: number): number {
  for (let at = start; at < headersEnd;) {
    const length = lengthField(bytes, at, headersEnd);
    if (length >= 0) return length;
    const next = bytes.indexOf(LF, at);
    if (next < 0) return -1;
    at = next + 1;
  }
  return -1;
}

/** Steps over what may stand between messages: CR, LF (RFC 3261 7.5, RFC 5626 3.5.1), blanks and zero bytes. */
export function skipFiller(bytes: Buffer, at: number, end: number): number {
  let next = at;
  while (next < end) {
    const byte = bytes[next];
    if (byte !== CR && byte !== LF && byte !== SPACE && byte !== 0) break;
    next++;
  }
  return next;
}

/** The index of the first start line that begins a line at or after `from`, or -1. */
export function findStartLine(bytes: Buffer, from: number, end: number): number {
  for (let at = from; at < end && at >= from;) {
    if (startLineEnd(bytes, at, end) >= 0) return at;
    const next = bytes.subarray(at, end).indexOf(LF);
    if (next < 0) return -1;
    at += next + 1;
  }
  return -1;
}

/**
 * Cuts a datagram that begins with a start line into messages: mostly one (RFC 3261 18.3), but two where the first one's
 * Content-Length, or its missing body, leaves another start line behind it. Calls `each` with the bounds of every message.
 */
export function eachMessage(
  bytes: Buffer,
  start: number,
  end: number,
  each: (start: number, end: number) => void,
): void {
  let at = start;
  for (;;) {
    const next = nextMessage(bytes, at, end);
    each(at, next < 0 ? end : next);
    if (next < 0) return;
    at = skipFiller(bytes, next, end);
  }
}

function nextMessage(bytes: Buffer, start: number, end: number): number {
  const body = headerEnd(bytes, start, end);
  if (body < 0 || body >= end) return -1;
  const length = contentLength(bytes, start, body);
  const stop = body + Math.max(0, length);
  if (stop >= end) return -1;
  const next = skipFiller(bytes, stop, end);
  return startLineEnd(bytes, next, end) >= 0 ? stop : -1;
}

// Content-Length: 142      or      l : 142
function lengthField(bytes: Buffer, at: number, end: number): number {
  const first = (bytes[at] ?? 0) | 0x20;
  let next = at;
  if (first === 0x6c) next = at + 1;
  else if (first === 0x63 && bytes[at + 7] === 0x2d && /^content-length$/i.test(bytes.toString('latin1', at, at + 14)))
    next = at + 14;
  else return -1;
  next = skipSpaces(bytes, next, end);
  if (bytes[next] !== 0x3a) return -1;
  next = skipSpaces(bytes, next + 1, end);
  let value = -1;
  for (; next < end && isDigit(bytes[next]) && value < 1e9; next++)
    value = Math.max(0, value) * 10 + (bytes[next] ?? 0) - 48;
  return value;
}

function isVersion(bytes: Buffer, at: number, end: number): boolean {
  return (
    at + 7 <= end &&
    ((bytes[at] ?? 0) | 0x20) === 0x73 &&
    ((bytes[at + 1] ?? 0) | 0x20) === 0x69 &&
    ((bytes[at + 2] ?? 0) | 0x20) === 0x70 &&
    bytes[at + 3] === 0x2f &&
    isDigit(bytes[at + 4]) &&
    bytes[at + 5] === 0x2e &&
    isDigit(bytes[at + 6])
  );
}

function tokenEnd(bytes: Buffer, at: number, end: number): number {
  const limit = Math.min(end, at + MAX_METHOD);
  let next = at;
  while (next < limit && isTokenByte(bytes[next] ?? 0)) next++;
  return next === at || next >= limit ? -1 : next;
}

function isTokenByte(byte: number): boolean {
  const letter = byte | 0x20;
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2d ||
    byte === 0x5f ||
    byte === 0x2e ||
    byte === 0x21
  );
}

function lineEnd(bytes: Buffer, from: number, end: number): number {
  const limit = Math.min(end, from + MAX_START_LINE);
  for (let at = from; at < limit; at++) if (bytes[at] === LF) return at + 1;
  return limit === end ? end : -1;
}

function skipSpaces(bytes: Buffer, at: number, end: number): number {
  let next = at;
  while (next < end && (bytes[next] === SPACE || bytes[next] === 9)) next++;
  return next;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === 9 || byte === CR || byte === LF;
}
