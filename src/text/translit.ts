// Longest first: `shch` before `sh` before `s`. People mix several systems in one word, so each spelling maps to one letter.
const LATIN_TO_RUSSIAN: readonly (readonly [string, string])[] = [
  ['shch', 'щ'],
  ['sch', 'щ'],
  ['yoo', 'ю'],
  ['iya', 'ия'],
  ['iyu', 'ию'],
  ['ija', 'ия'],
  ['iju', 'ию'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['tc', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['iu', 'ю'],
  ['ju', 'ю'],
  ['ya', 'я'],
  ['ja', 'я'],
  ['yo', 'ё'],
  ['jo', 'ё'],
  ['ye', 'е'],
  ['je', 'е'],
  ['iy', 'ий'],
  ['ij', 'ий'],
  ['yy', 'ый'],
  ['yj', 'ый'],
  ['yi', 'ый'],
  ['ck', 'к'],
  ['ph', 'ф'],
];
const LETTER_TO_RUSSIAN: Readonly<Record<string, string>> = Object.fromEntries(
  [...'abcdefghijklmnopqrstuvwxyz'].map((letter, index) => [
    letter,
    [...'абцдефгхийклмнопкрстуввхыз'][index] ?? letter,
  ]),
);
// prettier-ignore
const RUSSIAN_TO_LATIN: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o',
  п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu',
  я: 'ya',
};

// Where two letters are also one: атс, схема, исчерпан
const SPLIT: readonly (readonly [RegExp, string])[] = [
  [/ts|tc/g, 'т$с'],
  [/sch/g, 'с$ч'],
  [/sh/g, 'с$х'],
];

const VOWEL = /[аеёиоуыэюя]/;

/**
 * Russian typed with Latin letters, read back: `oshibka v parole` is `ошибка в пароле`. The result is lower case and often lacks
 * soft signs (`parol`); digits and punctuation stay. An apostrophe between letters is read as a soft sign.
 */
export function russianFromLatin(text: string): string {
  const lower = text.toLowerCase();
  let russian = '';
  for (let at = 0; at < lower.length;) {
    const pair = LATIN_TO_RUSSIAN.find(([latin]) => lower.startsWith(latin, at));
    const latin = pair?.[0] ?? lower.charAt(at);
    russian += pair?.[1] ?? letterAt(lower, at, russian);
    at += latin.length;
  }
  // konchilas: the soft sign of a reflexive verb
  return russian.replace(/(?<=\p{L}{3}л[аио]?)с(?!\p{L})/gu, 'сь');
}

/**
 * The ways to read one Latin word as Russian, the likeliest first: `shema` may be `шема` or `схема`, `ats` may be `ац` or `атс`.
 * At most four.
 */
export function russianSpellings(word: string): string[] {
  const lower = word.toLowerCase();
  const split = SPLIT.map(([pattern, letters]) => lower.replace(pattern, letters));
  const all = SPLIT.reduce((spelled, [pattern, letters]) => spelled.replace(pattern, letters), lower);
  return [...new Set([lower, ...split, all])]
    .slice(0, 4)
    .map((spelled) => russianFromLatin(spelled).replaceAll('$', ''));
}

/** A Russian word as people write it with Latin letters: `зянято` is `zyanyato`, `форбиден` is `forbiden`. */
export function latinFromRussian(text: string): string {
  let latin = '';
  for (const letter of text.toLowerCase()) latin += RUSSIAN_TO_LATIN[letter] ?? letter;
  return latin;
}

function letterAt(lower: string, at: number, before: string): string {
  const letter = lower.charAt(at);
  // `moy`, `neudachnyj`: after a vowel y and j are й
  if ((letter === 'y' || letter === 'j') && VOWEL.test(before.slice(-1))) return 'й';
  if (letter === 'x') return 'кс';
  if (letter === "'" && /[a-z]/.test(lower.charAt(at - 1))) return 'ь';
  return LETTER_TO_RUSSIAN[letter] ?? letter;
}
