// One key a column: what it types on the US layout and on the Russian one (ЙЦУКЕН).
const LATIN_KEYS = ["`qwertyuiop[]asdfghjkl;'zxcvbnm,./", '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'];
const RUSSIAN_KEYS = ['ёйцукенгшщзхъфывапролджэячсмитьбю.', 'ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,'];

const TO_RUSSIAN = keyMap(LATIN_KEYS.join(''), RUSSIAN_KEYS.join(''));
const TO_LATIN = keyMap(RUSSIAN_KEYS.join(''), LATIN_KEYS.join(''));

/** What the same keys would have typed on the Russian layout: `pfyznj` is `занято`. Other characters stay. */
export function toRussianLayout(text: string): string {
  return mapKeys(text, TO_RUSSIAN);
}

/** What the same keys would have typed on the US layout: `цкщтп пгуыы` is `wrong guess`. Other characters stay. */
export function toLatinLayout(text: string): string {
  return mapKeys(text, TO_LATIN);
}

function keyMap(from: string, to: string): ReadonlyMap<string, string> {
  return new Map([...from].map((key, index) => [key, to.charAt(index)]));
}

function mapKeys(text: string, keys: ReadonlyMap<string, string>): string {
  let typed = '';
  for (const character of text) typed += keys.get(character) ?? character;
  return typed;
}
