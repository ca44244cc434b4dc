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
  /** What is known of the last row's name. */
  lastKnown: HeaderName | undefined;
  /** The next colon of the text, so that lines without one cost nothing. */
  colon: number;
}

/** Reads one line as a header field; false where it is the first line of a body or of another message. */
export function readRow(fields: Fields, at: number, end: number, line: number): boolean {
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
  const value = trimmed(text, colon + 1, end);
  if (written === 'o' && /[<@]|sips?:/i.test(value)) {
    // `o` is the compact Event, but no event package looks like an address: this was `To`.
    report(fields, line, flaw('first-letter-lost', 'RFC 3261 7.3', written));
    addRow(fields, knownHeader('To'), 'To', value, line);
  } else {
    addRow(fields, known, known?.name ?? written, value, line);
  }
  return true;
}

function addRow(fields: Fields, known: HeaderName | undefined, name: string, value: string, line: number): void {
  const row: HeaderField = { name, value, line };
  fields.rows.push(row);
  fields.lastKnown = known;
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
  addRow(fields, undefined, '', whole.trim(), line);
  return true;
}

/** Appends a continuation to the row above it, with one space between (RFC 3261 7.3.1). */
export function appendFold(fields: Fields, raw: string): void {
  const last = fields.rows.at(-1);
  const more = raw.trim();
  if (last === undefined || more === '') return;
  fields.rows[fields.rows.length - 1] = { ...last, value: last.value === '' ? more : `${last.value} ${more}` };
}

// Via: SIP/2.0/UDP                                  <- a chat, a mail or an editor broke the line here,
// 192.0.2.1:5060;branch=z9hG4bK776asdhds                without the indent that would make it a continuation
/** True where the row above is unfinished and the line that begins at `at` goes on with it. */
export function isWrapped(fields: Fields, at: number): boolean {
  const above = fields.rows[fields.rows.length - 1];
  if (above === undefined || at >= fields.text.length || above.value.length > MAX_WRAPPED) return false;
  const first = fields.text.charCodeAt(at);
  const begun = first === 60 || first === 59 || first === 44;
  if (!begun && !isUnfinished(above.name, above.value)) return false;
  const feed = fields.text.indexOf('\n', at);
  const line = fields.text.slice(at, feed < 0 ? fields.text.length : feed).trimEnd();
  return (
    line !== '' &&
    !line.startsWith('[') &&
    !isStartLine(line) &&
    !isBodyStart(line, 0, line.length) &&
    !looksLikeField(line)
  );
}

/** True for a value that cannot be whole: the next line may go on with it. */
export function isUnfinished(name: string, value: string): boolean {
  const last = value.charCodeAt(value.length - 1);
  // 44 `,`  59 `;`  61 `=`
  if (last === 44 || last === 59) return true;
  if (last === 61) return name.endsWith('ate') || name.endsWith('ation');
  if (!WRAPPED_FIELDS.has(name)) return false;
  if (value === '' || (name === 'Via' && value.indexOf(' ') < 0)) return true;
  const open = value.indexOf('<');
  return open >= 0 && value.indexOf('>', open) < 0;
}

function looksLikeField(line: string): boolean {
  const colon = line.indexOf(':');
  if (colon < 0) return false;
  const name = line.slice(0, colon).trimEnd();
  if ((knownHeader(name) ?? headerByRest(name)) !== undefined) return true;
  return isToken(name) && (colon + 1 === line.length || isSpace(line.charCodeAt(colon + 1)));
}

const RETURN = 13;

const WRAPPED_FIELDS: ReadonlySet<string> = new Set(['From', 'To', 'Contact', 'Via', 'Route', 'Record-Route']);

// Longer than any header field that a chat would break; keeps the reading of hostile input linear.
const MAX_WRAPPED = 4096;

/** Index of the first colon at or after `at`; the length of the text where there is none. */
export function nextColon(fields: Fields, at: number): number {
  if (fields.colon >= at) return fields.colon;
  const found = fields.text.indexOf(':', at);
  fields.colon = found < 0 ? fields.text.length : found;
  return fields.colon;
}

/** `text[start, end)` without the blanks around it, and without the second CR of a line that some stacks end with CR CR LF. */
export function trimmed(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && (isSpace(text.charCodeAt(to - 1)) || text.charCodeAt(to - 1) === RETURN)) to--;
  return text.slice(from, to);
}

// `v=0` of a session description (RFC 4566 5.1) or the first `--boundary` of a multipart body (RFC 2046 5.1.1).
function isBodyStart(text: string, at: number, end: number): boolean {
  if (text.startsWith('v=', at) && end - at <= 4) return true;
  return text.startsWith('--', at) && end - at > 3 && text.charCodeAt(at + 2) !== 32;
}

/** Space, tab, or the no-break space that chats put in its place. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 160;
}

/** Adds a problem at a line of the message. */
export function report(fields: Fields, line: number, odd: Flaw): void {
  fields.problems.push({ ...odd, line });
}
