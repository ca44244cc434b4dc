import { latinLookalikes } from '../text/lookalike.ts';
import { latinFromRussian } from '../text/translit.ts';
import { FILLERS, HOW_WORDS, MEASURES } from './lexicon.ts';
import { stemOf } from './stem.ts';
import type { SynonymTable } from './synonyms.ts';
import { isFunctionWord, NUMBER_WEIGHT, type TextIndex } from './text-index.ts';
import type { NearTerm } from './vocabulary.ts';

/** One word of a question with the terms it may mean, best first; none for a word no text has. */
export interface QueryWord {
  readonly word: string;
  /** How much of the question's meaning it carries, 0 to 1. */
  readonly weight: number;
  readonly terms: readonly NearTerm[];
}

/** What reading a word needs to know. */
export interface Reader {
  readonly index: TextIndex;
  readonly synonyms: SynonymTable;
}

const UNKNOWN_WEIGHT = 0.7;
const NOISE_WEIGHT = 0.05;
const HOW_SHARE = 0.4;
const SYNONYM_LIKENESS = 0.88;
const PREFIX_LIKENESS = 0.85;
const BORROWED_LIKENESS = 0.85;
const MIN_LIKENESS = 0.75;

/** How to read a word. */
export interface WordOptions {
  /** Look for misspellings: they cost most. */
  readonly spelling: boolean;
  /** The question holds a number, so that a measure (`seconds`, `лет`) says nothing on its own. */
  readonly measured: boolean;
}

/** What a folded word may mean. */
export function readWord(typed: string, reader: Reader, { spelling, measured }: WordOptions): QueryWord {
  const { index, synonyms } = reader;
  const word = asLatin(typed, index);
  const stem = index.vocabulary.stemOf(word);
  const same = synonyms.sameAs(stem).filter((other) => index.vocabulary.has(other));
  const alike = same.map((term): NearTerm => ({ term, likeness: SYNONYM_LIKENESS }));
  const prefixed = index.vocabulary.prefixed(word).filter((term) => term !== stem && !same.includes(term));
  const related = prefixed.map((term): NearTerm => ({ term, likeness: PREFIX_LIKENESS }));
  const noise = isNoise(word, synonyms) || (measured && MEASURES.has(word));
  if (index.vocabulary.has(stem)) {
    const weight = noise ? NOISE_WEIGHT : index.weightOf(stem) * (HOW_WORDS.has(word) ? HOW_SHARE : 1);
    return { word, weight, terms: [{ term: stem, likeness: 1 }, ...alike, ...related] };
  }
  if (alike.length > 0) return { word, weight: Math.max(...same.map(index.weightOf)), terms: alike };
  if (noise || HOW_WORDS.has(word) || isSwappedNoise(word, synonyms)) return { word, weight: NOISE_WEIGHT, terms: [] };
  const near = spelling ? index.vocabulary.near(word).filter(({ likeness }) => likeness >= MIN_LIKENESS) : [];
  const terms = [...near, ...related, ...borrowed(word, stem, index)].sort(
    (left, right) => right.likeness - left.likeness,
  );
  return { word, weight: /^\d+$/.test(word) ? NUMBER_WEIGHT : UNKNOWN_WEIGHT, terms };
}

/** The word with more terms it may mean, as good as synonyms. */
export function withTerms(word: QueryWord, terms: readonly string[]): QueryWord {
  const added = terms.filter((term) => !word.terms.some((known) => known.term === term));
  return added.length === 0
    ? word
    : { ...word, terms: [...word.terms, ...added.map((term) => ({ term, likeness: SYNONYM_LIKENESS }))] };
}

/** How surely a word is known, 0 to 1: words without meaning are, though no term stands for them. */
export const knownShare = ({ terms, weight }: QueryWord): number =>
  terms[0]?.likeness ?? (weight <= NOISE_WEIGHT ? 1 : 0);

/** Whether nobody knows the word as it stands, so that it may be typed on another layout or in another alphabet. */
export const isStrange = ({ terms, word }: QueryWord): boolean =>
  (terms[0]?.likeness ?? 0) < 1 && !isFunctionWord(word) && !/^\d+$/.test(word);

const isNoise = (word: string, { fillers }: SynonymTable): boolean =>
  isFunctionWord(word) || FILLERS.has(word) || fillers.has(word);

// `whne`, `чреез`
const isSwappedNoise = (word: string, synonyms: SynonymTable): boolean =>
  word.length > 3 && word.length < 8 && swapsOf(word).some((form) => isNoise(form, synonyms));

const swapsOf = (word: string): string[] =>
  [...word].slice(1).map((letter, at) => word.slice(0, at) + letter + word.charAt(at) + word.slice(at + 2));

// АСК in Cyrillic letters is ACK where only the Latin word is known
function asLatin(word: string, { vocabulary }: TextIndex): string {
  if (!/^[а-яі]+$/.test(word) || vocabulary.has(vocabulary.stemOf(word))) return word;
  const latin = latinLookalikes(word.toUpperCase()).toLowerCase();
  return /^[a-z]+$/.test(latin) && vocabulary.has(stemOf(latin)) ? latin : word;
}

// астериске, форбидден: a Latin word spelt in Cyrillic letters
function borrowed(word: string, stem: string, { vocabulary }: TextIndex): NearTerm[] {
  if (!/^[а-я]{5,20}$/.test(word)) return [];
  const latin = stemOf(latinFromRussian(stem));
  if (vocabulary.has(latin)) return [{ term: latin, likeness: BORROWED_LIKENESS }];
  return vocabulary.near(latin).filter(({ likeness }) => likeness >= BORROWED_LIKENESS);
}
