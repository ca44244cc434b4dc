import { settleBody } from './body.ts';
import { checkMessage } from './checks.ts';
import { decodeMessage, reportBrokenCharacters } from './decode.ts';
import { flaw } from './flaw.ts';
import type { Problem, SipMessage } from './message.ts';
import { plainMessage } from './plain-message.ts';
import { readPlain } from './plain.ts';
import { lineEnd, readFields } from './read-fields.ts';
import { isStartLine, readStartLine } from './start-line.ts';

export { isStartLine, readStartLine, startLineKind } from './start-line.ts';
export { splitMessages } from './split.ts';
export type { MessagePiece } from './split.ts';

const FEED = 10;
const RETURN = 13;

/**
 * Reads one message from text, as lenient as can be (RFC 3261 7). Line ends may be CRLF, LF or CR, the whole text may be
 * indented. Empty lines and foreign lines before the start line are passed over: line 1 is the start line.
 * Undefined only where there is no start line at all. Never throws.
 */
export function parseMessage(text: string): SipMessage | undefined {
  const lines = text.includes('\n') || !text.includes('\r') ? text : text.replaceAll('\r', '\n');
  const own = fromStartLine(lines);
  if (own === undefined) return undefined;
  if (!own.includes('\uFFFD')) return readMessage(own, false);
  const message = readOdd(own, false);
  return message === undefined ? undefined : reportBrokenCharacters(message);
}

/**
 * Reads one message from the octets of a capture: `bytes[start, end)` is what the datagram, or the Content-Length of a
 * stream, says is one message; empty lines before it are passed over. Undefined where there is no start line. Never throws.
 */
export function parseMessageBytes(bytes: Uint8Array, start = 0, end = bytes.length): SipMessage | undefined {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let from = start;
  while (from < end && (buffer[from] === FEED || buffer[from] === RETURN)) from++;
  const text = buffer.toString('utf8', from, end);
  if (text.length === end - from && !text.includes('\uFFFD')) return readMessage(text, true);
  // Read octet by octet first: Content-Length counts octets, and only whole values can be decoded rightly.
  const message = readOdd(buffer.toString('latin1', from, end), true);
  return message === undefined ? undefined : decodeMessage(message);
}

/**
 * Reads octets that are one message without anything odd, no octet more or less: most datagrams. Undefined for all others, which may
 * hold several messages; `parseMessageBytes` reads each of them.
 */
export function parseWholeMessage(bytes: Buffer, start: number, end: number): SipMessage | undefined {
  const text = bytes.toString('utf8', start, end);
  if (text.length !== end - start || text.includes('\uFFFD')) return undefined;
  const plain = readPlain(text, true);
  return plain === undefined ? undefined : plainMessage(plain);
}

function readMessage(text: string, exact: boolean): SipMessage | undefined {
  const plain = readPlain(text, exact);
  return plain === undefined ? readOdd(text, exact) : plainMessage(plain);
}

/** Reads any message, row by row. */
function readOdd(text: string, exact: boolean): SipMessage | undefined {
  const feed = text.indexOf('\n');
  const startLine = text.slice(0, lineEnd(text, 0, feed));
  const start = readStartLine(startLine);
  if (start === undefined) return undefined;
  const problems: Problem[] = [];
  for (const odd of start.flaws) problems.push({ ...odd, line: 1 });
  if (exact && feed > 0 && text.charCodeAt(feed - 1) !== RETURN)
    problems.push({ ...flaw('line-end-bare', 'RFC 3261 7'), line: 1 });
  const fields = readFields(text, feed < 0 ? text.length : feed + 1, exact, problems);
  const { body, flaws } = settleBody(text.slice(fields.bodyAt), fields.contentLength?.value, exact, fields.hasType);
  for (const odd of flaws) problems.push({ ...odd, line: fields.contentLength?.line ?? fields.bodyLine });
  const { version } = start;
  const { bodyLine } = fields;
  const headerFields = fields.rows;
  const message: SipMessage =
    start.kind === 'request'
      ? {
          kind: 'request',
          method: start.method,
          requestUri: start.requestUri,
          startLine,
          version,
          headerFields,
          body,
          bodyLine,
          problems,
        }
      : {
          kind: 'response',
          statusCode: start.statusCode,
          reasonPhrase: start.reasonPhrase,
          startLine,
          version,
          headerFields,
          body,
          bodyLine,
          problems,
        };
  checkMessage(message, fields.seen, problems);
  return message;
}

/** The text from its start line on, without the indent of that line. */
function fromStartLine(text: string): string | undefined {
  let isFirst = true;
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf('\n', at);
    const line = text.slice(at, lineEnd(text, at, feed));
    const content = line.trimStart();
    // A damaged start line counts only as the first line: further down it may be prose.
    const opens = isStartLine(content) || (isFirst && content !== '' && readStartLine(content) !== undefined);
    if (opens) return withoutIndent(text.slice(at), line.length - content.length);
    isFirst &&= content === '';
    at = feed < 0 ? text.length : feed + 1;
  }
  return undefined;
}

function withoutIndent(text: string, indent: number): string {
  if (indent === 0) return text;
  const margin = new RegExp(`^[^\\S\\n]{1,${indent}}`, 'gm');
  return text.replace(margin, '');
}
