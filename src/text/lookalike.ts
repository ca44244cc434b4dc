// Letters that look the same in both alphabets, one a column.
const RUSSIAN = 'АВЕКМНОРСТУХаеорсух';
const LATIN = 'ABEKMHOPCTYXaeopcyx';

const TO_LATIN = pairs(`${RUSSIAN}іІјЈѕЅ`, `${LATIN}iIjJsS`);
const TO_CYRILLIC = pairs(LATIN, RUSSIAN);

/** Cyrillic look-alikes of a text as Latin letters (`5хх` is `5xx`); letters without a twin stay. */
export function latinLookalikes(text: string): string {
  return replaceAll(text, TO_LATIN);
}

/** Latin look-alikes of a text as Russian letters; letters without a twin stay. */
export function cyrillicLookalikes(text: string): string {
  return replaceAll(text, TO_CYRILLIC);
}

/**
 * Every word that mixes both alphabets, written in one of them: in the alphabet of the letters that have no twin in the other
 * (`Fоrbidden` with a Cyrillic о, `oшибка` with a Latin o), Latin where all have one. Words of one alphabet stay as they are.
 */
export function unmixAlphabets(text: string): string {
  return text.replace(/[\p{L}\p{N}]+/gu, (word) => {
    if (!/\p{Script=Cyrillic}/u.test(word) || !/\p{Script=Latin}/u.test(word)) return word;
    const latin = latinLookalikes(word);
    if (!/\p{Script=Cyrillic}/u.test(latin)) return latin;
    const cyrillic = cyrillicLookalikes(word);
    return /\p{Script=Latin}/u.test(cyrillic) ? word : cyrillic;
  });
}

/** A word with the letters people type in place of digits read as digits: `4O4`, `5ОО`, `48б`; null where it is no such number. */
export function digitLookalikes(word: string): string | null {
  if (!/^[1-9][0-9OoОоЗзбlI]{2}$/.test(word) || /^\d+$/.test(word)) return null;
  return word
    .replace(/[OoОо]/g, '0')
    .replace(/[Зз]/g, '3')
    .replace(/б/g, '6')
    .replace(/[lI]/g, '1');
}

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  return new Map([...from].map((letter, index) => [letter, to.charAt(index)]));
}

function replaceAll(text: string, letters: ReadonlyMap<string, string>): string {
  let replaced = '';
  for (const letter of text) replaced += letters.get(letter) ?? letter;
  return replaced;
}
