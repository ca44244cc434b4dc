/** Parameters of a URI or a header field: names in lower case, values unquoted, `''` for a parameter without a value. */
export type Params = ReadonlyMap<string, string>;

export const NO_PARAMS: Params = new Map();

const QUOTE = 34;
const BACKSLASH = 92;
const LESS = 60;

/** Splits at a one-character separator outside quoted strings and angle brackets (RFC 3261 25.1), trims, drops empty parts. */
export function splitList(text: string, separator: string): string[] {
  if (text.indexOf(separator) < 0) return text.trim() === '' ? [] : [text.trim()];
  const wanted = separator.charCodeAt(0);
  const parts: string[] = [];
  const scanner = openScanner();
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === wanted) {
      addPart(parts, text.slice(start, at));
      start = at + 1;
    } else if (code === QUOTE || code === LESS) {
      at = scanner.skip(text, at, code);
    }
  }
  addPart(parts, text.slice(start));
  return parts;
}

/** The first parts of a list: enough to judge a value by, however long a hostile sender makes it. */
export function firstParts(text: string): string[] {
  return splitList(text.length > MAX_JUDGED ? text.slice(0, MAX_JUDGED) : text, ',');
}

const MAX_JUDGED = 16_384;

/** Index of a separator outside quoted strings and angle brackets, or -1. */
export function indexOutside(text: string, separator: string, from = 0): number {
  const wanted = separator.charCodeAt(0);
  const scanner = openScanner();
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === wanted) return at;
    if (code === QUOTE || code === LESS) at = scanner.skip(text, at, code);
  }
  return -1;
}

/** Index of the quote that closes the one at `open`, or -1. Honours `\"` (RFC 3261 25.1 quoted-pair). */
export function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return -1;
}

/** The content of a quoted string without its quotes and backslashes; other text trimmed. */
export function unquote(text: string): string {
  const trimmed = text.trim();
  if (trimmed.charCodeAt(0) !== QUOTE) return trimmed;
  const end = closingQuote(trimmed, 0);
  const inner = trimmed.slice(1, end < 0 ? trimmed.length : end);
  return inner.includes('\\') ? inner.replace(/\\([\s\S])/g, '$1') : inner;
}

/** `a=1;b;c="x"` as parameters; the first of two equal names wins. */
export function parseParams(text: string, separator = ';'): Params {
  if (text.trim() === '') return NO_PARAMS;
  const params = new Map<string, string>();
  for (const part of splitList(text, separator)) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (name === '' || params.has(name)) continue;
    params.set(name, equals < 0 ? '' : unquote(part.slice(equals + 1)));
  }
  return params;
}

/** A non-negative decimal number of at most 15 digits, else undefined. */
export function parseNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  return isDigits(trimmed) && trimmed.length <= 15 ? Number(trimmed) : undefined;
}

/** True for one or more ASCII digits and nothing else. */
export function isDigits(text: string): boolean {
  if (text.length === 0) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** True for one or more token characters of RFC 3261 25.1 and nothing else. */
export function isToken(text: string): boolean {
  if (text.length === 0) return false;
  for (let at = 0; at < text.length; at++) if (TOKEN[text.charCodeAt(at)] !== 1) return false;
  return true;
}

/** True where two separators (`;` or `,`) stand with nothing between them, or one at the end, outside quoted strings and brackets. */
export function hasEmptyPart(text: string): boolean {
  const scanner = openScanner();
  let afterSeparator = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE || code === LESS) at = scanner.skip(text, at, code);
    if (code === 59 || code === 44) {
      if (afterSeparator) return true;
      afterSeparator = true;
    } else if (code > 32) {
      afterSeparator = false;
    }
  }
  return afterSeparator;
}

/** Undoes %HH; what is not valid UTF-8 or a valid escape stays as written (RFC 3261 19.1.2). */
export function unescape(text: string): string {
  if (!text.includes('%') || text.length > 8192) return text;
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      // Not UTF-8 (a `URIError`): the escapes themselves are the only faithful form.
      return run;
    }
  });
}

const TOKEN = new Uint8Array(128);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~")
  TOKEN[char.charCodeAt(0)] = 1;

interface Scanner {
  /** Index of the end of the quoted string or bracket that opens at `at`; `at` itself where it never closes. */
  skip(text: string, at: number, code: number): number;
}

/** Remembers what never closes, so that a text of ten thousand `<` is still read in linear time. */
function openScanner(): Scanner {
  let quotesEnded = false;
  let bracketsEnded = false;
  return {
    skip(text, at, code) {
      if (code === QUOTE ? quotesEnded : bracketsEnded) return at;
      const end = code === QUOTE ? closingQuote(text, at) : text.indexOf('>', at);
      if (end >= 0) return end;
      if (code === QUOTE) quotesEnded = true;
      else bracketsEnded = true;
      return at;
    },
  };
}

function addPart(parts: string[], part: string): void {
  const trimmed = part.trim();
  if (trimmed !== '') parts.push(trimmed);
}
