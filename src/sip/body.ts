import { flaw } from './flaw.ts';
import type { Flaw } from './flaw.ts';
import { isDigits } from './scan.ts';
import { isStartLine } from './start-line.ts';

/** A body cut to where the message ends, and what is odd about its length. */
export interface SettledBody {
  readonly body: string;
  readonly flaws: readonly Flaw[];
}

const NO_FLAWS: readonly Flaw[] = [];
const CLAUSE = 'RFC 3261 20.14';

/**
 * Decides where the body ends. `rest` is everything after the empty line, `length` the Content-Length as written.
 * `exact`: every character of `rest` is one octet of the wire; else line ends may have been changed by a log or a
 * chat (CRLF to LF, the last one lost), and a Content-Length that fits any of these forms is right. `hasType`: a
 * Content-Type was there, so even a start line is a body (message/sipfrag). RFC 3261 18.3, 20.14.
 */
export function settleBody(rest: string, length: string | undefined, exact: boolean, hasType: boolean): SettledBody {
  if (length === undefined && !hasType && isStartLine(firstLine(rest))) {
    return { body: '', flaws: [flaw('message-follows', 'RFC 3261 18.3', firstLine(rest))] };
  }
  if (length === undefined) return { body: exact ? rest : withoutTrailingLines(rest), flaws: NO_FLAWS };
  if (!isDigits(length)) {
    return { body: exact ? rest : withoutTrailingLines(rest), flaws: [flaw('content-length-invalid', CLAUSE, length)] };
  }
  const stated = Number(length);
  if (exact && stated === rest.length) return { body: rest, flaws: NO_FLAWS };
  return exact ? settleExact(rest, stated) : settleText(rest, stated);
}

function settleExact(rest: string, stated: number): SettledBody {
  if (stated > rest.length) return { body: rest, flaws: [lengthWrong(stated, rest.length)] };
  const after = rest.slice(stated);
  // 7.5: empty lines around a message carry nothing; some stacks pad a datagram with NUL.
  if (isBlank(after)) return { body: rest.slice(0, stated), flaws: NO_FLAWS };
  if (isStartLine(firstLine(after)))
    return { body: rest.slice(0, stated), flaws: [flaw('message-follows', 'RFC 3261 18.3', firstLine(after))] };
  return { body: rest, flaws: [lengthWrong(stated, rest.length)] };
}

function settleText(rest: string, stated: number): SettledBody {
  const body = withoutTrailingLines(rest);
  const found = octets(body, rest.length - body.length);
  // Octets that were not UTF-8 are gone from the text: their number cannot be known any more.
  if (fits(stated, found) || body.includes('\uFFFD')) return { body, flaws: NO_FLAWS };
  if (stated > found.asCrlf) return { body, flaws: [lengthWrong(stated, found.asCrlf)] };
  const cut = lineBoundary(body, stated);
  const after = cut === undefined ? '' : firstLine(body.slice(cut));
  if (cut === undefined || /^[a-z]=/.test(after)) return { body, flaws: [lengthWrong(stated, found.asCrlf)] };
  const kind = isStartLine(after) ? 'message-follows' : 'text-after-message';
  return { body: body.slice(0, cut), flaws: [flaw(kind, 'RFC 3261 18.3', after)] };
}

interface Octets {
  readonly asWritten: number;
  readonly asCrlf: number;
  readonly spare: number;
}

function octets(body: string, trailing: number): Octets {
  const asWritten = Buffer.byteLength(body);
  return { asWritten, asCrlf: asWritten + bareLineFeeds(body), spare: Math.max(2, trailing * 2) };
}

// The last line end may be missing in the text, or there may be more of them than were sent.
function fits(stated: number, found: Octets): boolean {
  const near = (octetCount: number): boolean => stated >= octetCount - 2 && stated <= octetCount + found.spare;
  return near(found.asCrlf) || near(found.asWritten);
}

/** Index in `text` just after the line end at which `stated` octets have passed, counting every line end as CRLF. */
function lineBoundary(text: string, stated: number): number | undefined {
  let passed = 0;
  let at = 0;
  while (at < text.length) {
    if (passed === stated) return at;
    if (passed > stated) return undefined;
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    const line = text.charCodeAt(end - 1) === 13 ? text.slice(at, end - 1) : text.slice(at, end);
    passed += Buffer.byteLength(line) + 2;
    at = end + 1;
    // The last line of a body often comes without its line end.
    if (passed === stated + 2) return Math.min(at, text.length);
  }
  return undefined;
}

function bareLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (at === 0 || text.charCodeAt(at - 1) !== 13) count++;
  }
  return count;
}

function withoutTrailingLines(text: string): string {
  let end = text.length;
  while (end > 0 && isBlankCode(text.charCodeAt(end - 1))) end--;
  if (end === 0) return '';
  const feed = text.indexOf('\n', end);
  return feed < 0 ? text : text.slice(0, feed + 1);
}

function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isBlankCode(text.charCodeAt(at))) return false;
  return true;
}

function isBlankCode(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 0;
}

function firstLine(text: string): string {
  const start = text.search(/[^\r\n]/);
  if (start < 0) return '';
  const end = text.indexOf('\n', start);
  return (end < 0 ? text.slice(start) : text.slice(start, end)).trimEnd();
}

function lengthWrong(stated: number, found: number): Flaw {
  return flaw('content-length-wrong', CLAUSE, `${stated}, body ${found}`);
}
