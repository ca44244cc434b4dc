import { checkField } from './checks.ts';
import { flaw } from './flaw.ts';
import type { Flaw } from './flaw.ts';
import type { HeaderField, Problem } from './message.ts';
import { headerByRest, knownHeader } from './names.ts';
import type { HeaderName } from './names.ts';
import { isToken } from './scan.ts';
import { isStartLine } from './start-line.ts';

/** The header fields of a message, and where they end. */
export interface Fields {
  readonly text: string;
  readonly rows: HeaderField[];
  readonly problems: Problem[];
  /** Bits of the fields seen that may stand only once (`HeaderName.single`). */
  seen: number;
  /** Where the body begins, and its line. */
  bodyAt: number;
  bodyLine: number;
  /** The first Content-Length: later ones are told as repeated. */
  contentLength: HeaderField | undefined;
  /** A Content-Type was seen: after an empty line comes a body. */
  hasType: boolean;
  /** The next colon of the text, so that lines without one cost nothing. */
  colon: number;
}

const FEED = 10;
const RETURN = 13;

/** Index of the end of the line that begins at `at`, without its CR; `feed` is the index of its LF or -1. */
export function lineEnd(text: string, at: number, feed: number): number {
  const end = feed < 0 ? text.length : feed;
  return end > at && text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
}

/**
 * Reads header fields from `from` (line 2 of the message) to the empty line, or to where a body or another message
 * begins without one (RFC 3261 7.3). `exact`: the text is what was on the wire. Every odd line becomes a problem and is kept.
 */
export function readFields(text: string, from: number, exact: boolean, problems: Problem[]): Fields {
  const fields: Fields = {
    text,
    rows: [],
    problems,
    seen: 0,
    bodyAt: text.length,
    bodyLine: 0,
    contentLength: undefined,
    hasType: false,
    colon: -1,
  };
  let at = from;
  let line = 2;
  while (at < text.length) {
    const feed = text.indexOf('\n', at);
    const end = lineEnd(text, at, feed);
    let next = feed < 0 ? text.length : feed + 1;
    let lines = 1;
    if (end === at || isBlank(text, at, end)) {
      if (end !== at && exact) report(fields, line, flaw('empty-line-with-space', 'RFC 3261 7'));
      if (!isStrayEmptyLine(fields, next)) return endAt(fields, next, line + 1);
      report(fields, line, flaw('empty-line-in-header', 'RFC 3261 7'));
    } else if (!readRow(fields, at, end, line)) {
      return endAt(fields, at, line);
    } else {
      // 7.3.1: a line that begins with a space or a tab continues the field above it.
      for (; isFold(text, next); lines++) {
        const foldFeed = text.indexOf('\n', next);
        appendFold(fields, text.slice(next, foldFeed < 0 ? text.length : foldFeed));
        next = foldFeed < 0 ? text.length : foldFeed + 1;
      }
      checkLastRow(fields);
    }
    at = next;
    line += lines;
  }
  if (exact || text.charCodeAt(text.length - 1) !== FEED)
    report(fields, line - 1, flaw('empty-line-missing', 'RFC 3261 7'));
  return endAt(fields, text.length, line);
}

/** Reads one line as a header field; false where it is the first line of a body or of another message. */
function readRow(fields: Fields, at: number, end: number, line: number): boolean {
  const text = fields.text;
  const colon = nextColon(fields, at);
  const second = text.charCodeAt(at + 1);
  if (colon >= end || second === 61 || second === 45) {
    if (isBodyStart(text, at, end)) {
      report(fields, line, flaw('empty-line-missing', 'RFC 3261 7', text.slice(at, end)));
      return false;
    }
    if (colon >= end) return readLineWithoutColon(fields, text.slice(at, end), line);
  }
  let nameEnd = colon;
  while (nameEnd > at && isSpace(text.charCodeAt(nameEnd - 1))) nameEnd--;
  const written = text.slice(at, nameEnd);
  const known = knownHeader(written) ?? guessHeader(fields, written, text.slice(at, end), line);
  if (known === null) return false;
  addRow(fields, known, known?.name ?? written, trimmed(text, colon + 1, end), line);
  return true;
}

function addRow(fields: Fields, known: HeaderName | undefined, name: string, value: string, line: number): void {
  const row: HeaderField = { name, value, line };
  fields.rows.push(row);
  if (known === undefined || known.single === 0) return;
  if ((fields.seen & known.single) !== 0) report(fields, line, flaw('header-repeated', 'RFC 3261 7.3.1', name));
  fields.seen |= known.single;
}

// Undefined: an extension under the name it came with. Null: not a header field but the start line of another message.
function guessHeader(fields: Fields, written: string, whole: string, line: number): HeaderName | undefined | null {
  const lost = headerByRest(written);
  if (lost !== undefined) {
    report(fields, line, flaw('first-letter-lost', 'RFC 3261 7.3', written));
    return lost;
  }
  if (isToken(written)) return undefined;
  if (isStartLine(whole)) {
    report(fields, line, flaw('message-follows', 'RFC 3261 7', whole));
    return null;
  }
  report(fields, line, flaw('header-name-invalid', 'RFC 3261 7.3.1', written));
  return undefined;
}

function readLineWithoutColon(fields: Fields, whole: string, line: number): boolean {
  if (isStartLine(whole)) {
    report(fields, line, flaw('message-follows', 'RFC 3261 7', whole));
    return false;
  }
  report(fields, line, flaw('header-without-colon', 'RFC 3261 7.3.1', whole));
  fields.rows.push({ name: '', value: whole.trim(), line });
  return true;
}

function appendFold(fields: Fields, raw: string): void {
  const last = fields.rows.at(-1);
  const more = raw.trim();
  if (last === undefined || more === '') return;
  fields.rows[fields.rows.length - 1] = { ...last, value: last.value === '' ? more : `${last.value} ${more}` };
}

function checkLastRow(fields: Fields): void {
  const row = fields.rows[fields.rows.length - 1];
  if (row === undefined) return;
  if (row.name === 'Content-Length' && fields.contentLength === undefined) fields.contentLength = row;
  if (row.name === 'Content-Type') fields.hasType = true;
  checkField(row, fields.problems);
}

// From: ...
//                  <- an empty line that a chat or an editor put in
// To: ...
function isStrayEmptyLine(fields: Fields, next: number): boolean {
  const text = fields.text;
  if (
    next >= text.length ||
    fields.contentLength !== undefined ||
    fields.rows.some((row) => row.name === 'Content-Type')
  )
    return false;
  const feed = text.indexOf('\n', next);
  const colon = nextColon(fields, next);
  if (colon >= text.length || (feed >= 0 && colon > feed) || colon - next > 40) return false;
  return colon - next > 1 && knownHeader(text.slice(next, colon).trimEnd()) !== undefined;
}

// `v=0` of a session description (RFC 4566 5.1) or the first `--boundary` of a multipart body (RFC 2046 5.1.1).
function isBodyStart(text: string, at: number, end: number): boolean {
  if (text.startsWith('v=', at) && end - at <= 4) return true;
  return text.startsWith('--', at) && end - at > 3 && text.charCodeAt(at + 2) !== 32;
}

function isFold(text: string, at: number): boolean {
  if (at >= text.length || !isSpace(text.charCodeAt(at))) return false;
  const feed = text.indexOf('\n', at);
  return !isBlank(text, at, lineEnd(text, at, feed));
}

/** Index of the first colon at or after `at`; the length of the text where there is none. */
function nextColon(fields: Fields, at: number): number {
  if (fields.colon >= at) return fields.colon;
  const found = fields.text.indexOf(':', at);
  fields.colon = found < 0 ? fields.text.length : found;
  return fields.colon;
}

function trimmed(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 160;
}

function endAt(fields: Fields, bodyAt: number, bodyLine: number): Fields {
  fields.bodyAt = bodyAt;
  fields.bodyLine = bodyLine;
  return fields;
}

function report(fields: Fields, line: number, odd: Flaw): void {
  fields.problems.push({ ...odd, line });
}
