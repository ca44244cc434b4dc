import { isStartLine } from '../../sip/parse.ts';

/** A whole message found at the beginning of a line: its end in the text and its lines. */
export interface Block {
  readonly end: number;
  readonly lines: number;
}

const FIELDS = /(?:[A-Za-z][A-Za-z0-9-]*[ \t]*:[^\n]*\n|[ \t]+[^\s-][^\n]*\n)+(?=\r?\n)/y;
const LENGTH = /\n(?:content-length|l)[ \t]*:[ \t]*(\d{1,6})[ \t]*\r?\n/i;
const DESCRIPTION = /(?:[a-z]=[^\n]*\n)+/y;
const MAX_BLOCK = 65_536;

/**
 * Takes a message in one piece where everything about it is as it should be: start line, header fields, an empty line, and a session
 * description of the length that Content-Length says. Undefined where the lines must be read one by one; `incomplete` where more
 * text is needed to tell.
 */
export function readBlock(text: string, at: number, last: boolean): Block | 'incomplete' | undefined {
  const first = text.charCodeAt(at);
  if (first < 65 || first > 90) return undefined;
  const feed = text.indexOf('\n', at);
  if (feed < 0 || feed - at > 2048 || feed - at < 11) return undefined;
  const start = text.charCodeAt(feed - 1) === 13 ? text.slice(at, feed - 1) : text.slice(at, feed);
  if (!isStartLine(start)) return undefined;
  FIELDS.lastIndex = feed + 1;
  const enough = last || text.length - at > MAX_BLOCK;
  if (!FIELDS.test(text))
    return enough || text.indexOf('\n\n', feed) >= 0 || text.indexOf('\n\r\n', feed) >= 0 ? undefined : 'incomplete';
  const fieldsEnd = FIELDS.lastIndex;
  const bodyAt = fieldsEnd + (text.charCodeAt(fieldsEnd) === 13 ? 2 : 1);
  const length = LENGTH.exec(text.slice(feed, fieldsEnd))?.[1];
  if (length === undefined) return undefined;
  if (Number(length) === 0) return { end: bodyAt, lines: countLines(text, at, bodyAt) };
  if (!enough && text.length - bodyAt < Number(length) + 2) return 'incomplete';
  return withBody(text, at, bodyAt, Number(length));
}

function withBody(text: string, at: number, bodyAt: number, length: number): Block | undefined {
  DESCRIPTION.lastIndex = bodyAt;
  if (!DESCRIPTION.test(text)) return undefined;
  const end = DESCRIPTION.lastIndex;
  const lines = countLines(text, bodyAt, end);
  const octets = text.charCodeAt(end - 2) === 13 ? end - bodyAt : end - bodyAt + lines;
  return octets === length || octets - 2 === length ? { end, lines: lines + countLines(text, at, bodyAt) } : undefined;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let feed = text.indexOf('\n', from); feed >= 0 && feed < to; feed = text.indexOf('\n', feed + 1)) lines += 1;
  return lines;
}
