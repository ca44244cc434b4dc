import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import {
  firstParts,
  closingQuote,
  hasEmptyPart,
  indexOutside,
  isToken,
  NO_PARAMS,
  parseParams,
  splitList,
  unquote,
} from '../scan.ts';
import type { Params } from '../scan.ts';
import { parseUri, uriFlaws } from '../uri.ts';
import type { Uri } from '../uri.ts';

/** A name-addr or addr-spec with its parameters: From, To, Contact, Route, P-Asserted-Identity ... (RFC 3261 20.10). */
export interface NameAddr {
  readonly displayName?: string;
  /** Absent where the text has no address: a chat or a web page took `<sip:...>` for a tag of its own. */
  readonly uri?: Uri;
  /** Parameters of the header field, not of the URI. */
  readonly params: Params;
  readonly tag?: string;
}

const CLAUSE = 'RFC 3261 20.10';

/** Reads one name-addr or addr-spec. Any text gives a result; never throws. */
export function parseNameAddr(value: string): NameAddr {
  const text = value.trim();
  const open = openBracket(text);
  if (open < 0) return parseAddrSpec(text);
  const close = text.indexOf('>', open);
  const end = close < 0 ? text.length : close;
  const rest = text.slice(end + 1);
  const semicolon = rest.indexOf(';');
  const params = semicolon < 0 ? NO_PARAMS : parseParams(rest.slice(semicolon + 1));
  return withTag({ ...displayName(text.slice(0, open)), uri: parseUri(text.slice(open + 1, end)), params });
}

/** Reads a comma-separated row of them (RFC 3261 7.3.1). */
export function parseNameAddrs(value: string): NameAddr[] {
  return splitList(value, ',').map(parseNameAddr);
}

/** Who this is, for people: the user of the URI, else its host, else the display name, else empty. */
export function nameAddrParty(address: NameAddr): string {
  const uri = address.uri;
  return (uri?.user || uri?.host || uri?.text || address.displayName) ?? '';
}

/** What is odd about one name-addr. Undefined: nothing. */
export function checkNameAddr(value: string): Flaw[] | undefined {
  if (isPlain(value)) return undefined;
  const text = value.trim();
  if (text === '') return [flaw('header-empty', CLAUSE)];
  const flaws: Flaw[] = [];
  const quoteUnclosed = text.startsWith('"') && closingQuote(text, 0) < 0;
  if (quoteUnclosed) flaws.push(flaw('quote-unclosed', 'RFC 3261 25.1', text));
  const open = openBracket(text);
  if (open >= 0) flaws.push(...bracketFlaws(text, open, quoteUnclosed));
  else flaws.push(...addrSpecFlaws(text));
  if (hasEmptyPart(text)) flaws.push(flaw('params-empty', 'RFC 3261 25.1', text));
  return flaws.length > 0 ? flaws : undefined;
}

/** The same for a row with commas. */
export function checkNameAddrs(value: string): Flaw[] | undefined {
  if (value.indexOf(',') < 0) return checkNameAddr(value);
  const flaws = firstParts(value).flatMap((part) => checkNameAddr(part) ?? []);
  return flaws.length > 0 ? flaws : undefined;
}

/** The same for From, which must have a tag (RFC 3261 8.1.1.3). */
export function checkFrom(value: string): Flaw[] | undefined {
  const flaws = checkNameAddr(value);
  if (value.includes(';tag=') || parseNameAddr(value).tag !== undefined) return flaws;
  return [...(flaws ?? []), flaw('tag-missing', 'RFC 3261 8.1.1.3', value)];
}

/** The opening bracket of the URI: the first one outside a quoted display name, or -1. */
function openBracket(text: string): number {
  if (!text.startsWith('"')) return text.indexOf('<');
  const close = closingQuote(text, 0);
  return text.indexOf('<', close < 0 ? 0 : close);
}

// 20.10: without brackets, what follows a semicolon belongs to the header field and not to the URI.
function parseAddrSpec(text: string): NameAddr {
  const semicolon = indexOutside(text, ';');
  const spec = (semicolon < 0 ? text : text.slice(0, semicolon)).trim();
  const params = semicolon < 0 ? NO_PARAMS : parseParams(text.slice(semicolon + 1));
  if (spec.includes(':') || (spec.includes('@') && !/\s/.test(spec))) return withTag({ uri: parseUri(spec), params });
  return withTag({ ...displayName(spec), params });
}

function displayName(text: string): { readonly displayName?: string } {
  const name = unquote(text).trim();
  return name === '' ? {} : { displayName: name };
}

function withTag(address: NameAddr): NameAddr {
  const tag = address.params.get('tag');
  return tag === undefined || tag === '' ? address : { ...address, tag };
}

function bracketFlaws(text: string, open: number, quoteUnclosed: boolean): Flaw[] {
  const flaws: Flaw[] = [];
  const close = text.indexOf('>', open);
  if (close < 0) flaws.push(flaw('bracket-unclosed', 'RFC 3261 25.1', text));
  const name = text.slice(0, open).trim();
  if (name !== '' && !name.startsWith('"') && !quoteUnclosed && !name.split(/\s+/).every(isToken)) {
    flaws.push(flaw('display-name-unquoted', CLAUSE, name));
  }
  const uri = text.slice(open + 1, close < 0 ? text.length : close);
  flaws.push(...(uri.trim() === '' ? [flaw('uri-missing', CLAUSE, text)] : uriFlaws(uri)));
  return flaws;
}

function addrSpecFlaws(text: string): Flaw[] {
  const semicolon = indexOutside(text, ';');
  const spec = (semicolon < 0 ? text : text.slice(0, semicolon)).trim();
  // 102 ;tag=3130826272      <- was: 102 <sip:102@biloxi.example.com>;tag=3130826272
  if (!spec.includes(':') && !spec.includes('@')) return [flaw('angle-brackets-eaten', CLAUSE, text)];
  if (/[?,]/.test(spec)) return [flaw('uri-needs-brackets', CLAUSE, spec), ...uriFlaws(spec)];
  return uriFlaws(spec);
}

/** Quick yes for the shape that almost every field has: `"Alice" <sip:alice@host>;tag=x` without anything unusual. */
function isPlain(value: string): boolean {
  const open = value.indexOf('<');
  if (open < 0 || !isPlainName(value, open)) return false;
  if (!value.startsWith('sip:', open + 1) && !value.startsWith('sips:', open + 1)) return false;
  let colons = 0;
  let at = open + 1;
  for (; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code === 62) break;
    if (code === 58) colons++;
    // 64 `@`: a colon besides the one of the scheme, before it, begins a password.
    if (code <= 32 || code === 44 || code === 63 || (code === 64 && colons > 1)) return false;
  }
  if (at >= value.length || at - open < 7) return false;
  return (
    at + 1 === value.length || (value.charCodeAt(at + 1) === 59 && value.indexOf(';;', at) < 0 && !value.endsWith(';'))
  );
}

function isPlainName(value: string, open: number): boolean {
  if (open === 0) return true;
  if (value.charCodeAt(0) === 34) {
    const close = value.indexOf('"', 1);
    return close > 0 && close < open && open - close <= 2 && value.charCodeAt(close - 1) !== 92;
  }
  for (let at = 0; at < open; at++) {
    const code = value.charCodeAt(at);
    const plain =
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 32;
    if (!plain) return false;
  }
  return true;
}
