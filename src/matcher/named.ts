import { digitLookalikes } from '../text/lookalike.ts';
import { foldCase } from '../text/normalise.ts';
import { UNITS } from './lexicon.ts';
import { hideNonCodes, isQuantity, loneNumbers } from './numbers.ts';

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
const SIP_CAUSE = /(?:sip\s?;\s?cause\s?=\s?|sip\/\d\.\d\s{1,3})(\d{3})(?!\d)/gi;
const CONSTANT = /(?<![\p{L}\p{N}])[a-z0-9]+(?:_[a-z0-9]+)+(?![\p{L}\p{N}])/giu;
const CLASS = /(?<![\p{L}\p{N}.,_-])([1-9])[ -]?[xхXХ*#?×]{2,3}(?:'?s|е|-е)?(?![\p{L}\p{N}])/gu;
// `500-е`, `400-ые`: all codes of a hundred
const HUNDREDS = /(?<![\p{L}\p{N}.,_-])([1-6])00-?(?:е|х|ые|ых|ми)(?![\p{L}\p{N}])/gu;

/**
 * What a text names, in the order of the text, each thing once; and the text without these names. Numbers that are a phone
 * number, time, address, price or quantity name nothing. A status code nobody registered names its class (RFC 3261 8.1.3.2).
 */
export function readNamed(text: string, known: Nameable): { readonly named: readonly Named[]; readonly rest: string } {
  const named = new Map<string, Named>();
  let rest = hideNonCodes(unglued(text));
  const add = (thing: Thing | undefined, at: number, formal: boolean): void => {
    const earlier = thing && named.get(thing.id);
    if (thing && (earlier === undefined || earlier.at > at)) named.set(thing.id, { ...thing, at, formal });
  };
  const take = (pattern: RegExp, things: (groups: readonly string[]) => readonly (Thing | undefined)[], formal: boolean): void => {
    rest = rest.replace(pattern, (found: string, ...groups: readonly unknown[]) => {
      const read = things(groups.filter((group) => typeof group === 'string'));
      const at = groups.find((group) => typeof group === 'number') ?? 0;
      for (const thing of read) add(thing, at, formal);
      return read.some((thing) => thing !== undefined) ? ' '.repeat(found.length) : found;
    });
  };
  take(CONSTANT, ([name]) => [causeOf(known.constant(name ?? ''), known)], true);
  take(SIP_CAUSE, ([code]) => [ofCode(Number(code), known)], true);
  take(WARNING, ([code]) => [ofWarning(Number(code), known)], true);
  take(CAUSE, ([list]) => (list ?? '').split(/\D+/).map((cause) => ofCause(Number(cause), known)), true);
  take(CLASS, ([digit]) => [ofClass(digit ?? '', known)], false);
  take(HUNDREDS, ([digit]) => [ofClass(digit ?? '', known)], false);
  for (const number of loneNumbers(rest)) {
    const thing = ofCode(number.value, known);
    if (thing === undefined || isQuantity(rest, number, thing.kind === 'response')) continue;
    add(thing, number.start, false);
    rest = rest.slice(0, number.start) + ' '.repeat(number.end - number.start) + rest.slice(number.end);
  }
  return { named: [...named.values()].sort((left, right) => left.at - right.at), rest };
}

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
    .replace(/(?<![\p{L}\p{N}._-])([1-6]\d\d)(?=(\p{L}{4,}))/gu, (found, code: string, word: string) => (UNITS.has(foldCase(word)) ? found : `${code} `))
    .replace(/(?<![\p{L}\p{N}._-])[1-9][\p{L}\p{N}]{2}(?![\p{L}\p{N}_])/gu, (word) => digitLookalikes(word) ?? word);
}
