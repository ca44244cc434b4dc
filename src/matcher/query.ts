import { toLatinLayout, toRussianLayout } from '../text/layout.ts';
import { wordsOf } from '../text/normalise.ts';
import { latinFromRussian, russianSpellings } from '../text/translit.ts';
import { isStrange, knownShare, readWord, withTerms, type QueryWord, type Reader } from './query-word.ts';
import { MAX_WORD } from './stem.ts';
import { isFunctionWord, type TextIndex } from './text-index.ts';

export type { QueryWord, Reader } from './query-word.ts';

/** One way to read the letters of a question. */
export interface Query {
  readonly reading: 'plain' | 'russian-layout' | 'latin-layout' | 'translit' | 'latinised';
  readonly words: readonly QueryWord[];
  /** Share of the letters that stand in known words, 0 to 1. */
  readonly known: number;
}

const MAX_WORDS = 60;
const MAX_SPELLED = 12;
const MIN_GAIN = 0.15;
const SHORT_WORD = 4;

/**
 * Reads a question: as it stands, and where it holds words nobody knows, as Russian typed on a Latin keyboard layout, the reverse,
 * Russian in Latin letters, or Latin words in Cyrillic ones. Returns the reading that makes most sense. At most 60 words count, and
 * misspellings are looked for in the first 12 unknown ones.
 */
export function readQuery(text: string, reader: Reader): Query {
  const plain = queryOf('plain', wordsOf(text).slice(0, MAX_WORDS), reader);
  if (plain.words.some(({ word }) => word.length > MAX_WORD)) return plain;
  const strange = plain.words.filter(isStrange).map(({ word }) => word);
  if (strange.length === 0) return plain;
  const readings = otherReadings(text, new Set(strange), reader);
  const best = readings.reduce(
    (left, right) => (right.known >= left.known && right.known > plain.known ? right : left),
    plain,
  );
  return best.known >= plain.known + MIN_GAIN ? best : plain;
}

function queryOf(reading: Query['reading'], list: readonly string[], reader: Reader): Query {
  const shortest = reading === 'plain' ? 0 : SHORT_WORD + 1;
  const measured = list.some((word) => /^\d+$/.test(word));
  let spelled = 0;
  const bare = list
    .flatMap((word) => splitWord(word, reader.index))
    .slice(0, MAX_WORDS)
    .map((word) => {
      const unknown = !reader.index.vocabulary.has(reader.index.vocabulary.stemOf(word)) && !isFunctionWord(word);
      if (unknown) spelled += 1;
      return readWord(word, reader, { spelling: spelled <= MAX_SPELLED && word.length >= shortest, measured });
    });
  const words = withPhrases(bare, reader);
  const total = words.reduce((sum, { word }) => sum + word.length, 0);
  const known = words.reduce((sum, word) => sum + word.word.length * knownShare(word), 0);
  return { reading, words, known: total === 0 ? 0 : known / total };
}

function otherReadings(text: string, unknown: ReadonlySet<string>, reader: Reader): Query[] {
  const tokens = text.split(/\s+/).slice(0, MAX_WORDS);
  const queries: Query[] = [];
  const add = (reading: Query['reading'], script: RegExp, change: (token: string) => string): void => {
    if (![...unknown].some((word) => script.test(word))) return;
    // once with the strange words alone, once with every word of that alphabet: `net deneg` has a net that English knows
    for (const isToChange of [
      (word: string) => unknown.has(word) && script.test(word),
      (word: string) => script.test(word),
    ]) {
      const words = tokens.flatMap((token) => reread(token, isToChange, change)).slice(0, MAX_WORDS);
      if (makesSense(words, reader)) queries.push(queryOf(reading, words, reader));
    }
  };
  add('russian-layout', /[a-z]/, withTypedMarks(toRussianLayout, reader));
  add('latin-layout', /[а-я]/, withTypedMarks(toLatinLayout, reader));
  add('translit', /[a-z]/, (token) =>
    wordsOf(token)
      .map((word) => knownSpelling(word, reader))
      .join(' '),
  );
  add('latinised', /[а-я]/, latinFromRussian);
  return queries;
}

function reread(token: string, isToChange: (word: string) => boolean, change: (token: string) => string): string[] {
  const words = wordsOf(token);
  return words.some(isToChange) ? wordsOf(change(token)) : words;
}

// One word may be misspelt too; of several, one at least must be known as it stands
const makesSense = (words: readonly string[], { index: { vocabulary } }: Reader): boolean =>
  words.length < 3 ||
  words.some((word) => word.length > 2 && !isFunctionWord(word) && vocabulary.has(vocabulary.stemOf(word)));

// On a keyboard `,` may be a letter (б) or the comma itself
function withTypedMarks(change: (token: string) => string, { index }: Reader): (token: string) => string {
  return (token) => {
    const trimmed = token.replace(/[.,;:?!"')]{1,9}$/, '');
    const [word, more] = wordsOf(change(trimmed));
    return word !== undefined && more === undefined && index.vocabulary.has(index.vocabulary.stemOf(word))
      ? word
      : change(token);
  };
}

function knownSpelling(word: string, { index: { vocabulary } }: Reader): string {
  const spellings = russianSpellings(word);
  const known = spellings.find((spelling) => vocabulary.has(vocabulary.stemOf(spelling)));
  return known ?? spellings.find((spelling) => vocabulary.near(spelling).length > 0) ?? spellings[0] ?? word;
}

// `wrongguess`: a word nobody knows that is two known ones
function splitWord(word: string, { vocabulary }: TextIndex): readonly string[] {
  if (word.length < 7 || word.length > MAX_WORD || vocabulary.has(vocabulary.stemOf(word))) return [word];
  for (let at = 3; at <= word.length - 3; at += 1) {
    const [left, right] = [word.slice(0, at), word.slice(at)];
    if (vocabulary.hasWord(left) && vocabulary.hasWord(right)) return [left, right];
  }
  return [word];
}

function withPhrases(words: readonly QueryWord[], { index, synonyms }: Reader): QueryWord[] {
  const found = synonyms.phrasesIn(words.map(({ word }) => index.vocabulary.stemOf(word)));
  return words.map((word, place) => {
    const meant = found.filter(({ from, to }) => place >= from && place < to).flatMap(({ stems }) => stems);
    return withTerms(
      word,
      [...new Set(meant)].filter((term) => index.vocabulary.has(term)),
    );
  });
}
