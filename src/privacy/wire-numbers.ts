import { costlyPrefix } from '../diagnosis/look/costly-prefixes.ts';

/** Digits of one number of the input to digits of its alias: same length, and what begins alike begins alike afterwards. */
export interface NumberAliases {
  /** Only digits are replaced: `+`, `*`, `#`, `%23` and visual separators stay. */
  of(number: string): string;
}

interface Node {
  /** The alias of each digit that may follow, by digit. */
  readonly alias: Map<string, string>;
  readonly next: Map<string, Node>;
}

/** How often the whole is drawn anew where an alias would meet a value of the input. */
const MOST_TRIES = 40;
/** E.164 zones whose country codes have one digit, and codes of two digits; all others have three. */
const ONE_DIGIT = /^[17]/;
const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
const ABROAD = /^(?:\+|0{2}|011|810)(?=\d{9})/;

/**
 * Aliases for all `numbers` at once, in their order. Leading zeros and the country code of an international number stay: a carrier
 * needs them, and they name nobody. `isFree` tells whether an alias may be used.
 */
export function createNumberAliases(numbers: readonly string[], isFree: (alias: string) => boolean): NumberAliases {
  const wanted = [...new Set(numbers)];
  let best: Node | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (let salt = 0; salt < MOST_TRIES && fewest > 0; salt += 1) {
    const root = rootFor(wanted);
    const failed = wanted.filter((number) => !place(root, number, salt, isFree)).length;
    if (failed < fewest) [best, fewest] = [root, failed];
  }
  const root = best ?? rootFor([]);
  return {
    of(number) {
      place(root, number, 0, isFree);
      return translate(root, number);
    },
  };
}

/** A root whose paths of leading zeros and country codes lead to themselves. */
function rootFor(numbers: readonly string[]): Node {
  const root = node();
  if (numbers.some((number) => /^\+?0\d/.test(number))) root.alias.set('0', '0');
  for (const written of numbers) {
    const number = written.replace(/%[0-9a-f]{2}/gi, '').replace(/[^\d+]/g, '');
    const prefix = ABROAD.exec(number)?.[0];
    if (prefix === undefined) continue;
    const rest = number.slice(prefix.length);
    const kept = Math.max(countryLength(rest), costlyPrefix(number)?.length ?? 0);
    for (const path of [prefix.replace('+', ''), rest.slice(0, kept)]) keep(root, path);
  }
  return root;
}

const countryLength = (digits: string): number => (ONE_DIGIT.test(digits) ? 1 : TWO_DIGITS.test(digits) ? 2 : 3);

function keep(root: Node, path: string): void {
  let at = root;
  for (const digit of path) {
    at.alias.set(digit, digit);
    at = follow(root, at, digit);
  }
}

/** What follows `00` is a number of its own, the same as behind a plus. */
function follow(root: Node, at: Node, digit: string): Node {
  let next = at.next.get(digit);
  if (next === undefined) {
    next = digit === '0' && at === root ? zeros(root) : node();
    at.next.set(digit, next);
  }
  return next;
}

function zeros(root: Node): Node {
  const one = node();
  one.alias.set('0', '0');
  one.next.set('0', root);
  return one;
}

const node = (): Node => ({ alias: new Map(), next: new Map() });

/** Chooses what is not chosen yet on the way of a number, so that its alias is free; false where none is. */
function place(root: Node, number: string, salt: number, isFree: (alias: string) => boolean): boolean {
  const digits = [...number.replace(/%[0-9a-f]{2}/gi, '').replace(/\D/g, '')];
  let budget = 3_000;
  const step = (at: Node, index: number): boolean => {
    const digit = digits[index];
    if (digit === undefined) {
      const alias = translate(root, number);
      return isFree(alias) && costlyPrefix(alias) === costlyPrefix(number);
    }
    if (at.alias.has(digit)) return step(follow(root, at, digit), index + 1);
    for (const candidate of candidatesFor(at, digit, salt + index)) {
      budget -= 1;
      if (budget < 0) break;
      at.alias.set(digit, candidate);
      if (step(follow(root, at, digit), index + 1)) return true;
      at.alias.delete(digit);
    }
    return false;
  };
  if (step(root, 0)) return true;
  // Nothing is free: chosen all the same, so that equal numbers stay equal.
  fill(root, digits, salt);
  return false;
}

function fill(root: Node, digits: readonly string[], salt: number): void {
  let at = root;
  for (const digit of digits) {
    if (!at.alias.has(digit)) at.alias.set(digit, candidatesFor(at, digit, salt)[0] ?? digit);
    at = follow(root, at, digit);
  }
}

/** Digits that no other digit has here; the digit itself comes last. */
function candidatesFor(at: Node, digit: string, salt: number): string[] {
  const taken = new Set(at.alias.values());
  const turned = Array.from({ length: 10 }, (_, index) => String((Number(digit) + 3 + salt + index * 7) % 10));
  return turned
    .filter((candidate) => !taken.has(candidate))
    .toSorted((a, b) => Number(a === digit) - Number(b === digit));
}

function translate(root: Node, number: string): string {
  let at = root;
  return number.replace(/%[0-9a-f]{2}|\d/gi, (part) => {
    if (part.length > 1) return part;
    const alias = at.alias.get(part) ?? part;
    at = follow(root, at, part);
    return alias;
  });
}
