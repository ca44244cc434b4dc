import { foldCase } from '../text/normalise.ts';
import { CODE_MARKERS, COUNTED, MEASURES, NAMES, PLACES, PLACES_AFTER, SOFT_UNITS } from './lexicon.ts';

/** A run of digits that stands alone in a text, `end` exclusive. */
export interface LoneNumber {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

// URIs with a user part, URLs, mail addresses, files with a line, UUIDs and tags, dotted addresses, dates, times, HTTP status lines
const NO_CODES: readonly RegExp[] = [
  /\b(?:https?|wss?|ftp):\/\/\S{1,300}/gi,
  /\b(?:sips?|tel|mailto):[^\s@<>"]{1,100}@[^\s<>"]{1,200}/gi,
  /\btel:\+?[\d.-]{3,30}/gi,
  /[\w.+-]{1,60}@[\w.-]{1,100}/g,
  /\b[\w-]{1,40}\.(?:c|h|cpp|lua|py|js|conf|xml|cfg):\d{1,6}/gi,
  /\b(?:PJSIP|SIP|IAX2|DAHDI|Local|Zap)\/[\w.@-]{1,60}-[0-9a-f]{6,16}\b/gi,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g,
  /\b(?:(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d)\b/g,
  /\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?: ?[ap]m\b)?/gi,
  /\b\d{1,2} ?[ap]m\b/gi,
  /\bHTTP\/\d(?:\.\d)? \d{3}[^\n]*/gi,
  /\bHTTP \d{3}\b/gi,
  /[$€£₽¥] ?\d[\d.,]{0,12}/g,
  /\d[\d.,]{0,12} ?(?:[$€£₽¥%°])/g,
];
const PHONE = /\+?\(?\d(?:[ ().-]{0,2}\d){6,18}/g;

/** The text with everything that holds digits but no code replaced by blanks of the same length. */
export function hideNonCodes(text: string): string {
  let hidden = text;
  for (const pattern of NO_CODES) hidden = hidden.replace(pattern, blank);
  return hidden.replace(PHONE, (found) => (isListOfCodes(found) ? found : hidePhone(found)));
}

/** Numbers of the text that no letter, digit group or sign glues to something else. */
export function loneNumbers(text: string): LoneNumber[] {
  const numbers: LoneNumber[] = [];
  for (const found of text.matchAll(/\d+/g)) {
    const start = found.index;
    const end = start + found[0].length;
    if (found[0].length <= 5 && opensFreely(text, start) && closesFreely(text, end)) {
      numbers.push({ value: Number(found[0]), start, end });
    }
  }
  return numbers;
}

/**
 * The part of the text that the words around a number make a quantity, a place or a name, and no status code: with a place its noun
 * (`room 404`), of a quantity nothing (`30 seconds` may matter). Undefined where the number may be a code.
 */
export function quantityAt(
  text: string,
  number: LoneNumber,
  registered: boolean,
): { readonly start: number; readonly end: number } | undefined {
  const { start, end } = number;
  const before = text.slice(Math.max(0, start - 60), start);
  const words = (foldCase(before).match(/[\p{L}\p{N}]+/gu) ?? []).slice(-4);
  const after = foldCase(text.slice(end, end + 30)).match(/^[^\p{L}\p{N}\n;:,.!?"']{0,3}(\p{L}+)/u)?.[1] ?? '';
  const marked = words.some((word) => CODE_MARKERS.has(word));
  if (MEASURES.has(after) || COUNTED.has(after) || PLACES_AFTER.has(after)) return { start: end, end };
  if (SOFT_UNITS.has(after) && number.value % 10 === 0 && !marked) return { start: end, end };
  const previous = words.at(-1) ?? '';
  // `room 404`, but not `Out of Order (404)`
  if (PLACES.has(previous) && /\p{L}[\s#:]*$/u.test(before))
    return { start: start - (/\p{L}+\P{L}*$/u.exec(before)?.[0].length ?? 0), end };
  if (NAMES.has(previous) && !registered) return number;
  return /\b(?:meet|call|see|text|ring|phone) (?:(?:me|you|us|him|her) )?(?:at|on|around|by|in) ?$/i.test(before)
    ? number
    : undefined;
}

const blank = (found: string): string => ' '.repeat(found.length);

// `486 487 488`, `403/404/480`: groups of three that could all be codes
const isListOfCodes = (found: string): boolean => /^[1-6]\d\d(?:[ .,/-]+[1-6]\d\d)+$/.test(found.trim());

// `403 79161234567`: a code in front of a number stays; `480-555-1234` and `480 555 1234` do not
function hidePhone(found: string): string {
  const code = /^[1-6]\d\d(?= +\+?\d{7,})/.exec(found)?.[0] ?? '';
  return code + ' '.repeat(found.length - code.length);
}

function opensFreely(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  if (/[\p{L}_]$/u.test(before)) {
    const word = foldCase(/\p{L}+$/u.exec(before)?.[0] ?? '');
    return CODE_MARKERS.has(word) || word === 'e';
  }
  if (/(?:^|[^\d])\d{3}[-/,]$/.test(before)) return true;
  // NOTICE[403]: a process
  if (/\p{L}\[$/u.test(before)) return false;
  return !/[+@.]$|\d[-,:/]$|\w[-]$/.test(before) || /(?:^|[^\p{L}])(?:sip|код|code|error|ошибка)[-.]$/iu.test(before);
}

function closesFreely(text: string, end: number): boolean {
  const after = text.slice(end, end + 24);
  if (/^-?(?:я|й|ю|е|ой|ей|ая|ую|ый|ые|ых|ка|ку|ки|кой|м|му|го|th|s|'s)(?![\p{L}\p{N}])/u.test(after)) return true;
  if (/^\p{L}/u.test(after)) return false;
  if (/^[-/,]\d{3}(?!\d)/.test(after)) return true;
  return !/^(?:[_@]|[.,:]\d|[-/]\w)/.test(after);
}
