import { toLatinLayout, toRussianLayout } from '../text/layout.ts';
import { latinLookalikes } from '../text/lookalike.ts';
import { wordsOf } from '../text/normalise.ts';
import { latinFromRussian, russianSpellings } from '../text/translit.ts';
import { FILLERS, HOW_WORDS, MEASURES } from './lexicon.ts';
import { MAX_WORD, stemOf } from './stem.ts';
import type { SynonymTable } from './synonyms.ts';
import { isFunctionWord, NUMBER_WEIGHT, type TextIndex } from './text-index.ts';
import type { NearTerm } from './vocabulary.ts';

/** One word of a question with the terms it may mean, best first; none for a word no text has. */
export interface QueryWord {
  readonly word: string;
  readonly weight: number;
  readonly terms: readonly NearTerm[];
}

/** One way to read the letters of a question. */
export interface Query {
  readonly reading: 'plain' | 'russian-layout' | 'latin-layout' | 'translit' | 'latinised';
  readonly words: readonly QueryWord[];
  /** Share of the letters that stand in known words, 0 to 1. */
  readonly known: number;
}

const MAX_WORDS = 60;
const UNKNOWN_WEIGHT = 0.7;
const NOISE_WEIGHT = 0.1;
const SYNONYM_LIKENESS = 0.88;
const HOW_SHARE = 0.4;
const PREFIX_LIKENESS = 0.85;
const BORROWED_LIKENESS = 0.85;
const MIN_GAIN = 0.15;
const MIN_KNOWN_WORD = 0.75;
const NEVER = /(?!)/;

/** What the readings need to know. */
export interface Reader {
  readonly index: TextIndex;
  readonly synonyms: SynonymTable;
}

/**
 * Reads a question: as it stands, and where it holds words nobody knows, as Russian typed on a Latin keyboard layout, the reverse,
 * Russian in Latin letters, or Latin words in Cyrillic ones. Returns the reading that makes most sense. At most 60 words count.
 */
export function readQuery(text: string, reader: Reader): Query {
  const plain = queryOf('plain', wordsOf(text).slice(0, MAX_WORDS), reader);
  if (plain.words.some(({ word }) => word.length > MAX_WORD)) return plain;
  const unknown = new Set(plain.words.filter((word) => isStrange(word)).map(({ word }) => word));
  if (unknown.size === 0) return plain;
  const readings = otherReadings(text, unknown, reader);
  const best = readings.reduce((left, right) => (right.known >= left.known && right.known > plain.known ? right : left), plain);
  return best.known >= plain.known + MIN_GAIN ? best : plain;
}

const isStrange = ({ terms, word }: QueryWord): boolean => (terms[0]?.likeness ?? 0) < 1 && !isFunctionWord(word) && !/^\d+$/.test(word);

function otherReadings(text: string, unknown: ReadonlySet<string>, reader: Reader): Query[] {
  const queries: Query[] = [];
  const add = (reading: Query['reading'], script: RegExp, change: (token: string) => string): void => {
    if (![...unknown].some((word) => script.test(word))) return;
    const tokens = text.split(/\s+/).slice(0, MAX_WORDS);
    // once with the strange words alone, once with every word of that alphabet: `net deneg` has a net that English knows
    for (const strange of [(word: string) => unknown.has(word) && script.test(word), (word: string) => script.test(word)]) {
      const words = tokens.flatMap((token) => reread(token, strange, change)).slice(0, MAX_WORDS);
      if (makesSense(words, reader)) queries.push(queryOf(reading, words, reader));
    }
  };
  add('russian-layout', /[a-z]/, withTypedMarks(toRussianLayout, reader));
  add('latin-layout', /[а-я]/, withTypedMarks(toLatinLayout, reader));
  add('translit', /[a-z]/, (token) => wordsOf(token).map((word) => knownSpelling(word, reader)).join(' '));
  add('latinised', /[а-я]/, latinFromRussian);
  return queries;
}

// One word may be misspelt too; of several, one at least must be known as it stands
const makesSense = (words: readonly string[], { index: { vocabulary } }: Reader): boolean =>
  words.length === 1 || words.some((word) => word.length > 2 && !isFunctionWord(word) && vocabulary.has(vocabulary.stemOf(word)));

function knownSpelling(word: string, { index: { vocabulary } }: Reader): string {
  const spellings = russianSpellings(word);
  const known = spellings.find((spelling) => vocabulary.has(stemOf(spelling)));
  return known ?? spellings.find((spelling) => vocabulary.near(spelling).length > 0) ?? spellings[0] ?? word;
}

// Only tokens with a strange word are read again; on a keyboard `,` may be a letter (б) or the comma itself
function reread(token: string, isStrangeWord: (word: string) => boolean, change: (token: string) => string): string[] {
  const words = wordsOf(token);
  return words.some(isStrangeWord) ? wordsOf(change(token)) : words;
}

function withTypedMarks(change: (token: string) => string, { index }: Reader): (token: string) => string {
  return (token) => {
    const trimmed = token.replace(/[.,;:?!"')]+$/, '');
    const [word, more] = wordsOf(change(trimmed));
    return word !== undefined && more === undefined && index.vocabulary.has(index.vocabulary.stemOf(word)) ? word : change(token);
  };
}

function queryOf(reading: Query['reading'], list: readonly string[], reader: Reader): Query {
  const exactOnly = reading === 'plain' ? NEVER : /^.{1,4}$/;
  const bare = list.flatMap((word) => splitWord(word, reader.index)).slice(0, MAX_WORDS).map((word) => readWord(word, reader, exactOnly));
  const words = withPhrases(bare, reader);
  const total = words.reduce((sum, { word }) => sum + word.length, 0);
  const known = words.reduce((sum, word) => sum + word.word.length * knownShare(word), 0);
  return { reading, words, known: total === 0 ? 0 : known / total };
}

const knownShare = ({ terms, weight }: QueryWord): number => terms[0]?.likeness ?? (weight <= NOISE_WEIGHT ? 1 : 0);

function readWord(typed: string, { index, synonyms }: Reader, exactOnly: RegExp): QueryWord {
  const word = asLatin(typed, index);
  const stem = index.vocabulary.stemOf(word);
  const same = synonyms.sameAs(stem).filter((other) => index.vocabulary.has(other));
  const alike = same.map((term): NearTerm => ({ term, likeness: SYNONYM_LIKENESS }));
  const related = index.vocabulary
    .prefixed(word)
    .filter((term) => term !== stem && !same.includes(term))
    .map((term): NearTerm => ({ term, likeness: PREFIX_LIKENESS }));
  const noise = isNoise(word, synonyms);
  if (index.vocabulary.has(stem)) return { word, weight: noise ? NOISE_WEIGHT : index.weightOf(stem) * (HOW_WORDS.has(word) ? HOW_SHARE : 1), terms: [{ term: stem, likeness: 1 }, ...alike, ...related] };
  if (alike.length > 0) return { word, weight: Math.max(...alike.map(({ term }) => index.weightOf(term))), terms: alike };
  if (noise || HOW_WORDS.has(word) || isSwappedNoise(word, synonyms)) return { word, weight: NOISE_WEIGHT, terms: [] };
  const near = exactOnly.test(word) ? [] : index.vocabulary.near(word).filter(({ likeness }) => likeness >= MIN_KNOWN_WORD);
  return { word, weight: /^\d+$/.test(word) ? NUMBER_WEIGHT : UNKNOWN_WEIGHT, terms: [...near, ...related, ...borrowed(word, stem, index)].sort((left, right) => right.likeness - left.likeness) };
}

// астериске, форбидден: a Latin word spelt in Cyrillic letters
function borrowed(word: string, stem: string, { vocabulary }: TextIndex): NearTerm[] {
  if (!/^[а-я]{5,}$/.test(word)) return [];
  const latin = stemOf(latinFromRussian(stem));
  if (vocabulary.has(latin)) return [{ term: latin, likeness: BORROWED_LIKENESS }];
  return vocabulary.near(latin).filter(({ likeness }) => likeness >= BORROWED_LIKENESS);
}

function isNoise(word: string, { fillers }: SynonymTable): boolean {
  return isFunctionWord(word) || FILLERS.has(word) || MEASURES.has(word) || fillers.has(word);
}

// `whne`, `чреез`
const isSwappedNoise = (word: string, synonyms: SynonymTable): boolean =>
  word.length > 3 && word.length < 8 && swapsOf(word).some((form) => isNoise(form, synonyms));

const swapsOf = (word: string): string[] => [...word].slice(1).map((letter, at) => word.slice(0, at) + letter + word.charAt(at) + word.slice(at + 2));

// АСК in Cyrillic letters is ACK where only the Latin word is known
function asLatin(word: string, { vocabulary }: TextIndex): string {
  if (!/^[а-яёі]+$/.test(word) || vocabulary.has(vocabulary.stemOf(word))) return word;
  const latin = latinLookalikes(word.toUpperCase()).toLowerCase();
  return /^[a-z]+$/.test(latin) && vocabulary.has(stemOf(latin)) ? latin : word;
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
    const added = [...new Set(meant)].filter((term) => index.vocabulary.has(term) && !word.terms.some((known) => known.term === term));
    return added.length === 0 ? word : { ...word, terms: [...word.terms, ...added.map((term) => ({ term, likeness: SYNONYM_LIKENESS }))] };
  });
}
