import { checkField } from './checks.ts';
import { flaw } from './flaw.ts';
import type { Problem } from './message.ts';
import { knownHeader } from './names.ts';
import { appendFold, isSpace, isWrapped, nextColon, readRow, report } from './read-row.ts';
import type { Fields } from './read-row.ts';

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
    lastKnown: undefined,
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
      for (; isContinued(fields, next, exact); lines++) {
        if (!isFold(text, next)) report(fields, line + lines, flaw('line-wrapped', 'RFC 3261 7.3.1'));
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

function checkLastRow(fields: Fields): void {
  const row = fields.rows[fields.rows.length - 1];
  const known = fields.lastKnown;
  if (row === undefined || known === undefined) return;
  if (known.id === LENGTH_ID) fields.contentLength ??= row;
  else if (known.id === TYPE_ID) fields.hasType = true;
  checkField(row, known, fields.problems);
}

const LENGTH_ID = knownHeader('Content-Length')?.id;
const TYPE_ID = knownHeader('Content-Type')?.id;

// From: ...
//                  <- an empty line that a chat or an editor put in
// To: ...
function isStrayEmptyLine(fields: Fields, next: number): boolean {
  const text = fields.text;
  if (next >= text.length || fields.contentLength !== undefined || fields.hasType) return false;
  const feed = text.indexOf('\n', next);
  const colon = nextColon(fields, next);
  if (colon >= text.length || (feed >= 0 && colon > feed) || colon - next > 40) return false;
  return colon - next > 1 && knownHeader(text.slice(next, colon).trimEnd()) !== undefined;
}

function isContinued(fields: Fields, at: number, exact: boolean): boolean {
  return isFold(fields.text, at) || (!exact && isWrapped(fields, at));
}

function isFold(text: string, at: number): boolean {
  if (at >= text.length || !isSpace(text.charCodeAt(at))) return false;
  const feed = text.indexOf('\n', at);
  return !isBlank(text, at, lineEnd(text, at, feed));
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

function endAt(fields: Fields, bodyAt: number, bodyLine: number): Fields {
  fields.bodyAt = bodyAt;
  fields.bodyLine = bodyLine;
  return fields;
}
