import { wordsOf } from '../text/normalise.ts';
import { ENGLISH_FUNCTION_WORDS, FILLERS, MEASURES, RUSSIAN_FUNCTION_WORDS } from './lexicon.ts';
import type { Matchable, MatchText } from './types.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** One text of one entry, in words. `whole` is everything an entry says in one language, taken together. */
export interface IndexedText {
  readonly entry: number;
  readonly language: string;
  readonly weight: MatchText['weight'] | 'whole';
  /** Its words joined by single spaces. */
  readonly words: string;
  /** Distinct stems. */
  readonly terms: readonly string[];
  /** Sum of the weights of its terms. */
  readonly total: number;
  /** How many of its terms carry meaning. */
  readonly contentTerms: number;
}

/** Everything the search looks at; built once. */
export interface TextIndex {
  readonly texts: readonly IndexedText[];
  readonly vocabulary: Vocabulary;
  /** Numbers of the texts that hold a term. */
  textsWith(term: string): readonly number[];
  /** Numbers of the texts that consist of exactly these words. */
  textsOf(words: string): readonly number[];
  /** How much a term tells, from 0 to 1. */
  weightOf(term: string): number;
}

/** Words that say nothing on their own, folded. */
export interface Noise {
  readonly fillers: ReadonlySet<string>;
}

const FUNCTION_WORD_WEIGHT = 0.1;
const FILLER_WEIGHT = 0.15;
/** A number tells little. */
export const NUMBER_WEIGHT = 0.25;
const MIN_WEIGHT = 0.3;
const CONTENT = 0.25;

/** Whether the language itself, and not the trade, makes people write this folded word. */
export const isFunctionWord = (word: string): boolean =>
  ENGLISH_FUNCTION_WORDS.has(word) || RUSSIAN_FUNCTION_WORDS.has(word);

/** Whether a weight is that of a word with meaning. */
export const isContent = (weight: number): boolean => weight > CONTENT;

/** Indexes every text of every entry by its stems and its exact words. */
export function createTextIndex(entries: readonly Matchable[], noise: Noise): TextIndex {
  const raw = entries.flatMap((entry, number) => textsOf(entry, number));
  const surface = (sample: boolean): Set<string> =>
    new Set(
      raw
        .filter(({ weight }) => (weight === 'sample') === sample)
        .flatMap(({ list }) => list.filter((word) => word.length > 1)),
    );
  const vocabulary = createVocabulary(surface(false), surface(true));
  const weights = termWeights(raw, entries.length, noise, vocabulary);
  const weightOf = (term: string): number => weights.get(term) ?? 1;
  const texts = raw.map(({ list, ...text }): IndexedText => {
    const terms = [...new Set(list.map(vocabulary.stemOf))];
    const total = terms.reduce((sum, term) => sum + weightOf(term), 0);
    return {
      ...text,
      words: list.join(' '),
      terms,
      total,
      contentTerms: terms.filter((term) => isContent(weightOf(term))).length,
    };
  });
  const byTerm = grouped(texts, ({ terms }) => terms);
  const byWords = grouped(texts, ({ weight, words }) => (weight === 'whole' || weight === 'sample' ? [] : [words]));
  return {
    texts,
    vocabulary,
    textsWith: (term) => byTerm.get(term) ?? [],
    textsOf: (words) => byWords.get(words) ?? [],
    weightOf,
  };
}

interface RawText {
  readonly entry: number;
  readonly language: string;
  readonly weight: IndexedText['weight'];
  readonly list: readonly string[];
}

function textsOf(entry: Matchable, number: number): RawText[] {
  const single = entry.texts.map(({ text, language, weight }): RawText => ({
    entry: number,
    language,
    weight,
    list: wordsOf(text),
  }));
  const languages = new Set(single.map(({ language }) => language).filter((language) => language !== ''));
  const wholes = [...languages].map((language): RawText => {
    const own = single.filter(
      (text) => text.weight !== 'sample' && (text.language === language || text.language === ''),
    );
    return { entry: number, language, weight: 'whole', list: own.flatMap(({ list }) => list) };
  });
  return [...single, ...wholes];
}

// The rarer among the entries, the more a term tells
function termWeights(
  texts: readonly RawText[],
  entries: number,
  { fillers }: Noise,
  { stemOf }: Vocabulary,
): ReadonlyMap<string, number> {
  const entriesOf = new Map<string, Set<number>>();
  const fixed = new Map<string, number>();
  for (const { entry, list } of texts) {
    for (const word of list) {
      const term = stemOf(word);
      entriesOf.set(term, (entriesOf.get(term) ?? new Set()).add(entry));
      if (isFunctionWord(word)) fixed.set(term, FUNCTION_WORD_WEIGHT);
      else if (FILLERS.has(word) || fillers.has(word) || MEASURES.has(word))
        fixed.set(term, fixed.get(term) ?? FILLER_WEIGHT);
      else if (/^\d+$/.test(word)) fixed.set(term, NUMBER_WEIGHT);
    }
  }
  const rarest = Math.log(entries + 1);
  const weightOf = (count: number): number =>
    Math.max(MIN_WEIGHT, Math.min(1, Math.log((entries + 1) / count) / rarest));
  return new Map([...entriesOf].map(([term, { size }]) => [term, fixed.get(term) ?? weightOf(size)]));
}

function grouped(
  texts: readonly IndexedText[],
  keysOf: (text: IndexedText) => readonly string[],
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [number, text] of texts.entries()) {
    for (const key of keysOf(text)) {
      const group = groups.get(key);
      if (group) group.push(number);
      else groups.set(key, [number]);
    }
  }
  return groups;
}
