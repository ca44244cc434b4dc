import { russianStem } from './stem-russian.ts';

/** Longer runs of letters are no words. */
export const MAX_WORD = 40;

/** The stem of one folded word (lower case, `ё` as `е`): inflected forms of a word share it. Other alphabets stay as they are. */
export function stemOf(word: string): string {
  if (word.length > MAX_WORD) return word;
  if (/^[а-я]+$/.test(word)) return russianStem(word);
  return /^[a-z]+$/.test(word) ? englishStem(word) : word;
}

// A small relative of Porter's step 1: plurals, -ed, -ing, -ly, -er, final e and y. Stems need not be words.
function englishStem(word: string): string {
  if (word.length < 4) return word;
  const singular = withoutPlural(word);
  const bare = singular.replace(/^(.*[aeiouy].*?)(?:edly|ingly|ed|ing|ly)$/, '$1');
  const stem = bare.length < 3 ? singular : bare === singular ? bare : withoutDouble(bare);
  // not y in short words: busy is no bus
  return stem.length < 4 ? stem : stem.replace(stem.length < 5 ? /e$/ : /[eyi]$/, '');
}

function withoutPlural(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function withoutDouble(word: string): string {
  return /([bdfgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
}
