import { FIELD_NAME, GLUED_FIELD, SPACED_FIELD } from './field.ts';
import { isEndMark, looksLikeLog } from './marks.ts';
import { findStart } from './start.ts';
import type { StartFound } from './start.ts';

/** A whole message that stands in one line: its own lines, how their ends were written, and where it stopped. */
export interface OneLine {
  readonly lines: readonly string[];
  /** How line ends were written, as the kind of a repair where that is damage; `escaped` is no damage. */
  readonly kind: 'escaped' | 'lost-line-ends';
  /** Just after the message in the line. */
  readonly end: number;
  /** The escape itself, e.g. `#015#012`. */
  readonly escape: string;
}

interface Escape {
  readonly name: string;
  readonly pattern: RegExp;
}

// How loggers write CR LF within one line, in order of certainty.
const ESCAPES: readonly Escape[] = [
  { name: '#015#012', pattern: /(?:#015)?#012/g },
  { name: '\\r\\n', pattern: /\\{1,4}r\\{1,4}n|\\{1,4}n(?![a-z]{2})|\\{1,4}n(?=[A-Z])/g },
  { name: '\\x0d\\x0a', pattern: /\\x0d\\x0a|\\x0a/gi },
  { name: '\\u000d\\u000a', pattern: /\\u000d\\u000a|\\u000d\\n|\\r\\u000a|\\u000a/gi },
  { name: '\\015\\012', pattern: /\\015\\012|\\012/g },
  { name: '<CR><LF>', pattern: /[<[{]CR[>\]}]\s?[<[{]LF[>\]}]|<CRLF>|\[CRLF\]|<0D><0A>/gi },
  { name: '0D 0A', pattern: /\s?0D\s+0A\s?/g },
  { name: '&#13;&#10;', pattern: /&#(?:13|xd|x0d);\s?&#(?:10|xa|x0a);|&#(?:10|xa|x0a);/gi },
  { name: '%0D%0A', pattern: /%0d%0a/gi },
  { name: '<br>', pattern: /<br\s?\/?>/gi },
  { name: '^M', pattern: /\^M(?:\^J)?(?=.)/g },
  { name: '␍␊', pattern: /␍␊|␤|↵/g },
  // ngrep without -W byline: every octet that cannot be printed is a dot.
  { name: '..', pattern: /\.\./g },
];
const NEXT_FIELD = /^\s{0,4}(?:[A-Za-z][A-Za-z0-9-]{0,40}\s?:|\.\.)/;

/**
 * Reads the message whose start line was found in `line`, where the whole message stands in this one line: with escaped line ends
 * (syslog `#015#012`, JSON `\r\n`, ngrep dots ...) or with its line ends lost. Undefined where only the start line stands here.
 */
export function readOneLine(line: string, start: StartFound): OneLine | undefined {
  const quoted = isInString(line, start.column);
  const limit = quoted ? stringEnd(line, start.end) : line.length;
  const text = line.slice(start.column, limit);
  const head = start.end - start.column;
  for (const { name, pattern } of ESCAPES) {
    if (!startsFields(text, head, pattern, start.kind)) continue;
    const lines = text.split(pattern);
    return {
      lines: quoted || name === '\\r\\n' ? lines.map(unquote) : lines,
      kind: 'escaped',
      end: limit,
      escape: name,
    };
  }
  const run = runTogether(text, head, start.kind);
  return run === undefined ? undefined : { lines: run, kind: 'lost-line-ends', end: limit, escape: ' ' };
}

/** True where a terminal or a paste may have wrapped the line: the escape is in its lines too. */
export function wrapsLines(escape: string): boolean {
  return escape === '..' || escape === '#015#012' || escape === '\\r\\n';
}

/** True where `line` may be the rest of a wrapped line with such escapes. */
export function continuesLine(line: string, escape: string): boolean {
  if (line.trim() === '' || looksLikeLog(line) || isEndMark(line) || findStart(line) !== undefined) return false;
  if (escape === '..') return /^ {2}\S/.test(line);
  return escape === '#015#012' ? line.includes('#012') : /\\r\\n/.test(line) && !/^\s*[{"]/.test(line);
}

/** True where the escape ends the start line and a header field follows it. */
function startsFields(text: string, head: number, pattern: RegExp, kind: StartFound['kind']): boolean {
  pattern.lastIndex = head;
  const match = pattern.exec(text);
  if (match === null) return false;
  // After a request only white space may stand before the line end; a reason phrase is at most 120 characters of one line.
  const between = text.slice(head, match.index);
  if (kind === 'request' ? between.trim() !== '' : between.length > 120 || /:\s/.test(between)) return false;
  return NEXT_FIELD.test(text.slice(match.index + match[0].length, match.index + match[0].length + 64));
}

/** Splits a message that lost its line ends: `SIP/2.0 Via: ... From: ...`, also glued without a space. */
function runTogether(text: string, head: number, kind: StartFound['kind']): string[] | undefined {
  FIELD_NAME.lastIndex = head;
  const glued = /^[A-Z][A-Za-z-]{1,20}:/.test(text.slice(head, head + 24));
  const first = glued ? head : FIELD_NAME.exec(text)?.index;
  if (first === undefined || (kind === 'request' && text.slice(head, first).trim() !== '') || first - head > 120)
    return undefined;
  if (!/^[\w-]+\s?:\s{0,3}\S/.test(text.slice(first, first + 60))) return undefined;
  const startLine = text.slice(0, first).trimEnd();
  const rest = text.slice(first);
  const fields = rest
    .split(glued ? GLUED_FIELD : SPACED_FIELD)
    .flatMap((field) => (glued ? field.split(SPACED_FIELD) : [field]));
  // `SIP/2.0 403 From: domain not allowed` is a phrase: a whole message has several fields.
  if (fields.length < 2) return undefined;
  const last = fields.pop() ?? '';
  return [startLine, ...fields, ...lastField(last)];
}

// Content-Length: 247 v=0 o=alice 1 1 IN IP4 192.0.2.1 s=- ...
//                     ^ the session description follows its last header field on the same line
function lastField(field: string): string[] {
  const at = /\sv=0(?:\s+(?=o=)|$)/.exec(field);
  if (at === null) return [field];
  const body = field
    .slice(at.index)
    .trim()
    .split(/\s+(?=[a-z]=)/);
  return [field.slice(0, at.index), '', ...body];
}

/** True where column stands within a JSON string: the line has a key before it and an open quote. */
function isInString(line: string, column: number): boolean {
  const before = line.slice(Math.max(0, column - 4000), column);
  return /"\s*:\s*\\*"[^"]*$/.test(before);
}

function stringEnd(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 1)) {
    let slashes = 0;
    while (line.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return line.length;
}

/** Undoes the escapes of JSON and C within one line. */
function unquote(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\+(u[0-9a-fA-F]{4}|["\\/t])/g, (_all, code: string) =>
    code === 't' ? '\t' : code.startsWith('u') ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : code,
  );
}
