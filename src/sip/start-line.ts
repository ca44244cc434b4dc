import { flaw } from './flaw.ts';
import type { Flaw } from './flaw.ts';
import { isKnownMethod, methodByRest, sharedMethod } from './methods.ts';
import { isDigits, isToken } from './scan.ts';

/** A start line as it was read (RFC 3261 7.1, 7.2), with what is odd about it. */
export type StartLine =
  | {
      readonly kind: 'request';
      readonly method: string;
      readonly requestUri: string;
      readonly version: string;
      readonly flaws: readonly Flaw[];
    }
  | {
      readonly kind: 'response';
      readonly statusCode: number;
      readonly reasonPhrase: string;
      readonly version: string;
      readonly flaws: readonly Flaw[];
    };

const NO_FLAWS: readonly Flaw[] = [];
const REQUEST_LINE = 'RFC 3261 7.1';
const STATUS_LINE = 'RFC 3261 7.2';

/**
 * Which kind of start line this is, strictly: `METHOD SP URI SP SIP/2.0` with a method in capitals and a URI with a
 * scheme, or `SIP/2.0 SP` three digits. Prose, log lines and damaged start lines give undefined.
 */
export function startLineKind(line: string): 'request' | 'response' | undefined {
  const end = lineEnd(line);
  if (line.startsWith('SIP/2.0 ')) return isStatusLine(line, end) ? 'response' : undefined;
  if (!line.endsWith(' SIP/2.0', end)) return undefined;
  const first = line.indexOf(' ');
  const last = end - 8;
  if (first < 2 || first >= last || line.indexOf(' ', first + 1) !== last) return undefined;
  return isCapitals(line, first) && hasScheme(line, first + 1, last) ? 'request' : undefined;
}

/** True for a line that `startLineKind` accepts. */
export function isStartLine(line: string): boolean {
  return startLineKind(line) !== undefined;
}

/**
 * Reads a start line leniently and says what is odd about it. Undefined only where the line is no start line by any
 * reading. Looser than `startLineKind`: where start lines are searched for in a log, check the next line as well.
 */
export function readStartLine(line: string): StartLine | undefined {
  const known = STATUS_LINES.get(line);
  if (known !== undefined) return known;
  const text = line.slice(0, lineEnd(line));
  const strict = startLineKind(text);
  if (strict === 'request') return readPlainRequest(text);
  if (strict === 'response' && isPlainStatus(text)) return readPlainStatus(text);
  const trimmed = text.trim();
  return /^S?IP\/\d/i.test(trimmed) ? readStatusLine(text, trimmed) : readRequestLine(text, trimmed);
}

function readPlainRequest(text: string): StartLine {
  const space = text.indexOf(' ');
  const requestUri = text.slice(space + 1, -8);
  const method = text.slice(0, space);
  if (isKnownMethod(method) && !requestUri.includes('<')) {
    return { kind: 'request', method: sharedMethod(method), requestUri, version: 'SIP/2.0', flaws: NO_FLAWS };
  }
  const flaws: Flaw[] = [];
  return { kind: 'request', method: readMethod(method, flaws), requestUri, version: 'SIP/2.0', flaws };
}

// SIP/2.0 486 Busy Here      <- a code of 100 to 699, one blank, and a phrase without blanks around it
function isPlainStatus(text: string): boolean {
  const hundreds = text.charCodeAt(8);
  return (
    hundreds >= 49 && hundreds <= 54 && isVisible(text.charCodeAt(12)) && isVisible(text.charCodeAt(text.length - 1))
  );
}

/** Status lines read before: a trace has few different ones. */
const STATUS_LINES = new Map<string, StartLine>();
const MOST_STATUS_LINES = 500;

function readPlainStatus(text: string): StartLine {
  // Longer phrases tell what no second message tells. A part of a larger text would keep all of it in memory.
  const isKept = STATUS_LINES.size < MOST_STATUS_LINES && text.length < 64 && !HAS_SURROGATE.test(text);
  const own = isKept ? Buffer.from(text).toString() : text;
  const statusCode = Number(own.slice(8, 11));
  const read: StartLine = {
    kind: 'response',
    statusCode,
    reasonPhrase: own.slice(12),
    version: 'SIP/2.0',
    flaws: NO_FLAWS,
  };
  if (isKept) STATUS_LINES.set(own, read);
  return read;
}

const HAS_SURROGATE = /[\ud800-\udfff]/;

function isVisible(code: number): boolean {
  return code > 32 && code < 127;
}

function readStatusLine(text: string, trimmed: string): StartLine | undefined {
  const parts = /^(S?IP\/\d+\.\d+)(\s+)(\d{3,})(?:(\s)\s*([\s\S]*))?$/i.exec(trimmed);
  if (parts === null) return undefined;
  const [, version = '', gap = '', digits = '', beforePhrase, phrase = ''] = parts;
  const flaws: Flaw[] = [];
  const statusCode = Number(digits);
  if (digits.length !== 3 || statusCode < 100 || statusCode > 699)
    flaws.push(flaw('status-code-invalid', 'RFC 3261 7.2', digits));
  if (gap !== ' ' || text.startsWith(' ')) flaws.push(flaw('start-line-spaces', STATUS_LINE, text));
  if (beforePhrase === undefined && !/\s$/.test(text)) flaws.push(flaw('reason-phrase-missing', STATUS_LINE, text));
  return { kind: 'response', statusCode, reasonPhrase: phrase, version: readVersion(version, flaws), flaws };
}

// INVITE <sip:bob@biloxi.example.com> SIP/2.0
//       ^ the method ends               ^ the version begins; what lies between is the Request-URI, whatever it is
function readRequestLine(text: string, trimmed: string): StartLine | undefined {
  const space = trimmed.search(/\s/);
  if (space < 0) return undefined;
  const word = trimmed.slice(0, space);
  if (!isToken(word)) return undefined;
  const versionAt = /\s(S?IP\/\d+\.\d+)$/i.exec(trimmed);
  const middle = (
    versionAt === null ? trimmed.slice(space) : trimmed.slice(space, Math.max(space, versionAt.index))
  ).trim();
  if (!isPlausibleRequest(word, middle, versionAt !== null)) return undefined;
  const flaws: Flaw[] = [];
  const method = readMethod(word, flaws);
  if (versionAt === null) flaws.push(flaw('version-missing', REQUEST_LINE, text));
  const version = versionAt === null ? '' : readVersion(versionAt[1] ?? '', flaws);
  const spaces = trimmed.length - word.length - middle.length - (versionAt?.[1] ?? '').length;
  if (text !== trimmed || (versionAt !== null && spaces !== 2))
    flaws.push(flaw('start-line-spaces', REQUEST_LINE, text));
  return { kind: 'request', method, requestUri: readRequestUri(middle, flaws), version, flaws };
}

function isPlausibleRequest(word: string, middle: string, hasVersion: boolean): boolean {
  const known = isKnownMethod(word) || (hasVersion && methodByRest(word) !== undefined);
  const scheme = /^<?[a-z][a-z0-9+.-]*:/i.test(middle);
  if (hasVersion) return known ? middle.length < 4096 : scheme && !/\s/.test(middle);
  return known && /^<?(?:sips?|tel|urn):\S+$/i.test(middle);
}

function readMethod(word: string, flaws: Flaw[]): string {
  if (isKnownMethod(word)) return word;
  const whole = methodByRest(word);
  if (whole !== undefined) {
    flaws.push(flaw('first-letter-lost', REQUEST_LINE, word));
    return whole;
  }
  flaws.push(flaw('method-unknown', 'RFC 3261 8.2.1', word));
  return word;
}

function readRequestUri(middle: string, flaws: Flaw[]): string {
  if (middle === '') {
    flaws.push(flaw('request-uri-missing', REQUEST_LINE));
    return '';
  }
  const bracketed = middle.startsWith('<') && middle.endsWith('>');
  const uri = bracketed ? middle.slice(1, -1) : middle;
  if (bracketed) flaws.push(flaw('request-uri-in-brackets', REQUEST_LINE, middle));
  if (/\s/.test(uri)) flaws.push(flaw('request-uri-with-space', REQUEST_LINE, middle));
  if (!/^[a-z][a-z0-9+.-]*:/i.test(uri)) flaws.push(flaw('uri-without-scheme', 'RFC 3261 19.1.1', middle));
  return uri;
}

function readVersion(written: string, flaws: Flaw[]): string {
  if (written === 'SIP/2.0') return written;
  if (/^IP/i.test(written)) flaws.push(flaw('first-letter-lost', REQUEST_LINE, written));
  const version = written.replace(/^S?IP/i, 'SIP');
  if (version !== 'SIP/2.0') flaws.push(flaw('version-unsupported', 'RFC 3261 7.1', written));
  else if (!/^IP/i.test(written)) flaws.push(flaw('version-lower-case', 'RFC 3261 7.1', written));
  return version;
}

function isStatusLine(line: string, end: number): boolean {
  if (end < 11 || !isDigits(line.slice(8, 11))) return false;
  return end === 11 || line.charCodeAt(11) === 32;
}

function isCapitals(line: string, end: number): boolean {
  for (let at = 0; at < end; at++) {
    const code = line.charCodeAt(at);
    const capital = code >= 65 && code <= 90;
    if (!capital && (at === 0 || !((code >= 48 && code <= 57) || code === 45 || code === 95))) return false;
  }
  return true;
}

function hasScheme(line: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = line.charCodeAt(at) | 32;
    if (line.charCodeAt(at) === 58) return at > start && at + 1 < end;
    const schemeChar = (code >= 97 && code <= 122) || (at > start && /[0-9+.-]/.test(line.charAt(at)));
    if (!schemeChar) return false;
  }
  return false;
}

function lineEnd(line: string): number {
  let end = line.length;
  while (end > 0 && (line.charCodeAt(end - 1) === 10 || line.charCodeAt(end - 1) === 13)) end--;
  return end;
}
