import { digitLookalikes } from '../text/lookalike.ts';
import { foldCase } from '../text/normalise.ts';
import { COUNTED, MEASURES } from './lexicon.ts';
import { hideNonCodes, loneNumbers, quantityAt } from './numbers.ts';

/** An entry that the text names by its number, class or constant. */
export interface Named {
  readonly id: string;
  readonly kind: 'response' | 'class' | 'cause' | 'warning';
  readonly code?: number;
  /** Where it stands in the text. */
  readonly at: number;
  /** Written as protocol text: a status line, a header, a constant. */
  readonly formal: boolean;
}

/** What can be named: whether an id exists, and the cause of a constant (`USER_BUSY`). */
export interface Nameable {
  has(id: string): boolean;
  constant(name: string): string | undefined;
}

const LIST = String.raw`(\d{1,3}(?:\s{0,2}(?:,|\/|and|и|or|или|vs)\s{0,2}\d{1,3})*)(?![\d.:])`;
const CAUSE = new RegExp(
  String.raw`(?:q\.?\s?850|isup|isdn)[\s:;,=#-]{0,3}(?:cause[\s:=#]{0,3}|причина\s?)?${LIST}` +
    String.raw`|(?<!sip;\s?)cause(?:s|code)?(?:[\s_-]{0,2}(?:code|value|number|no))?[\s:=#]{0,3}(?:q\.?\s?850[\s:=]{1,2})?${LIST}` +
    String.raw`|(?:причин\p{L}{0,3}|кауз\p{L}{0,2}|код\p{L}{0,3} (?:отбоя|причины|разъединения|завершения|освобождения))` +
    String.raw`(?: (?:отбоя|разъединения|завершения|освобождения))?[\s:=#]{0,3}${LIST}` +
    String.raw`|(?<!\d)${LIST}\s(?:q\.?\s?850|(?:q\.?\s?850 )?cause$)`,
  'giu',
);
const WARNING = /(?:warn(?:ing)?(?:[\s-]?code)?|варнинг|предупреждени\p{L}{1,2})[\s:=#]{0,3}(\d{3})(?!\d)/giu;
const SIP_CAUSE = /(?:sip\s?;\s?cause\s?=\s?|sip\/\d\.\d\s{1,3}|\bresponse (?:code )?)(\d{3})(?!\d)/gi;
const CONSTANT = /(?<![\p{L}\p{N}])[a-z0-9]+(?:_[a-z0-9]+)+(?![\p{L}\p{N}])/giu;
const CLASS = /(?<![\p{L}\p{N}.,_-])([1-9])[ -]?[xхXХ*#?×]{2,3}(?:'?s|е|-е)?(?![\p{L}\p{N}])/gu;
// `500-е`, `400-ые`: all codes of a hundred
const HUNDREDS = /(?<![\p{L}\p{N}.,_-])([1-6])00-?(?:е|х|ые|ых|ми)(?![\p{L}\p{N}])/gu;

/** What was read of a text. */
export interface NamesRead {
  /** In the order of the text, each thing once. */
  readonly named: readonly Named[];
  /** The text without the names, addresses, phone numbers and times. */
  readonly rest: string;
  /** It holds numbers that are something else: a time, a price, an address, a quantity. */
  readonly otherNumbers: boolean;
}

/**
 * What a text names. Numbers that are a phone number, time, address, price or quantity name nothing. A status code nobody registered
 * names its class (RFC 3261 8.1.3.2).
 */
export function readNamed(text: string, known: Nameable): NamesRead {
  const named = new Map<string, Named>();
  const whole = unglued(text);
  let rest = hideNonCodes(whole);
  let otherNumbers = rest !== whole;
  const add = (thing: Thing | undefined, at: number, formal: boolean): void => {
    const earlier = thing && named.get(thing.id);
    if (thing && (earlier === undefined || earlier.at > at)) named.set(thing.id, { ...thing, at, formal });
  };
  for (const { pattern, formal, things } of PATTERNS) {
    for (const found of rest.matchAll(pattern)) {
      const read = things(found.slice(1).find((group) => group !== undefined) ?? found[0], known);
      for (const thing of read) add(thing, found.index, formal);
      if (read.some((thing) => thing !== undefined)) rest = blanked(rest, found.index, found.index + found[0].length);
    }
  }
  for (const number of loneNumbers(rest)) {
    const thing = ofCode(number.value, known);
    const place = quantityAt(rest, number, thing?.kind === 'response');
    otherNumbers ||= place !== undefined;
    add(place === undefined ? thing : undefined, number.start, false);
    const hidden = place ?? (thing === undefined ? undefined : number);
    if (hidden) rest = blanked(rest, hidden.start, hidden.end);
  }
  return { named: [...named.values()].sort((left, right) => left.at - right.at), rest, otherNumbers };
}

interface NamePattern {
  readonly pattern: RegExp;
  readonly formal: boolean;
  readonly things: (found: string, known: Nameable) => readonly (Thing | undefined)[];
}

const PATTERNS: readonly NamePattern[] = [
  { pattern: CONSTANT, formal: true, things: (name, known) => [causeOf(known.constant(name), known)] },
  { pattern: SIP_CAUSE, formal: true, things: (code, known) => [ofCode(Number(code), known)] },
  { pattern: WARNING, formal: true, things: (code, known) => [ofWarning(Number(code), known)] },
  {
    pattern: CAUSE,
    formal: true,
    things: (list, known) => list.split(/\D+/).map((cause) => ofCause(Number(cause), known)),
  },
  { pattern: CLASS, formal: false, things: (digit, known) => [ofClass(digit, known)] },
  { pattern: HUNDREDS, formal: false, things: (digit, known) => [ofClass(digit, known)] },
];

const blanked = (text: string, start: number, end: number): string =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);

type Thing = Pick<Named, 'id' | 'kind' | 'code'>;

function ofCode(code: number, known: Nameable): Thing | undefined {
  if (known.has(`response/${code}`)) return { id: `response/${code}`, kind: 'response', code };
  return code >= 100 && code <= 699 ? ofClass(String(code).charAt(0), known, code) : undefined;
}

function ofClass(digit: string, known: Nameable, code?: number): Thing | undefined {
  const id = `class/${digit}xx`;
  if (!known.has(id)) return undefined;
  return code === undefined ? { id, kind: 'class' } : { id, kind: 'class', code };
}

function ofCause(cause: number, known: Nameable): Thing | undefined {
  if (cause > 127) return ofCode(cause, known);
  return known.has(`cause/${cause}`) ? { id: `cause/${cause}`, kind: 'cause', code: cause } : undefined;
}

function ofWarning(code: number, known: Nameable): Thing | undefined {
  if (!known.has(`warning/${code}`)) return ofCode(code, known);
  return { id: `warning/${code}`, kind: 'warning', code };
}

function causeOf(id: string | undefined, known: Nameable): Thing | undefined {
  return id === undefined ? undefined : ofCause(Number(id.slice('cause/'.length)), known);
}

// `486Busy`, `4O4`: digits apart from the word they were glued to, letters that stand for digits read as digits
function unglued(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}._-])([1-6]\d\d)(?=(\p{Lu}\p{L}+|\p{L}{4,}))/gu, (found, code: string, word: string) =>
      MEASURES.has(foldCase(word)) || COUNTED.has(foldCase(word)) ? found : `${code} `,
    )
    .replace(/(?<![\p{L}\p{N}._-])[1-9][\p{L}\p{N}]{2}(?![\p{L}\p{N}_])/gu, (word) => digitLookalikes(word) ?? word);
}
