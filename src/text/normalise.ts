const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

// C0 and C1 without tab and line ends, soft hyphen, zero-width and bidi marks, variation selectors, keycap, BOM, specials
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]|\u034f|\u20e3|[\ufe00-\ufe0f]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * One readable form of what a person typed or pasted: character references decoded, compatibility forms composed (NFKC),
 * invisible, control and bidi characters and lone surrogates removed, quotes and dashes made ASCII, blanks made spaces.
 * Line ends stay. At most `limit` UTF-16 units of the input are looked at, and at most `limit` are returned. Never throws.
 */
export function cleanText(text: string, limit: number): string {
  return text
    .slice(0, limit)
    .replace(LONE_SURROGATE, '')
    .replace(INVISIBLE, '')
    .replace(/№/g, '#')
    .replace(/&(?:#(\d{1,6})|(lt|gt|amp|quot|apos|nbsp));/g, decodeReference)
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u201a\u201b\u2032´]/g, "'")
    .replace(/[\u201c-\u201f\u2033\u00ab\u00bb\u2039\u203a]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .slice(0, limit);
}

/** Lower case, `ё` as `е`, Latin letters without their accents: the form in which texts are compared. */
export function foldCase(text: string): string {
  const lower = text.toLowerCase().replaceAll('ё', 'е');
  return /[\u00c0-\u024f\u1e00-\u1eff]/.test(lower)
    ? lower.replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, withoutAccent)
    : lower;
}

/** The words of a text, folded: runs of letters and digits; an apostrophe inside a word stays out (`don't` is `dont`). */
export function wordsOf(text: string): string[] {
  return (
    foldCase(text)
      .replace(/(\p{L})'(?=\p{L})/gu, '$1')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function decodeReference(whole: string, number: string | undefined, name: string | undefined): string {
  if (name !== undefined) return ENTITIES[name] ?? whole;
  const point = Number(number);
  return point >= 32 && point < 0xd800 ? String.fromCharCode(point) : ' ';
}

function withoutAccent(letter: string): string {
  return letter.normalize('NFD').replace(/\p{M}/gu, '');
}
