import { DEFINING_WORDS } from './lexicon.ts';
import type { Query, QueryWord } from './query.ts';
import { refine } from './refine.ts';
import { scoreOf, type Fit } from './score.ts';
import { isContent, isFunctionWord, type IndexedText, type TextIndex } from './text-index.ts';

/** The best text of one entry for a question. */
export interface Hit {
  readonly entry: number;
  readonly text: IndexedText;
  /** 0 to 1. */
  readonly score: number;
  /** The question is this very text. */
  readonly exact: boolean;
  /** The question holds this text of several words, word for word. */
  readonly contained: boolean;
  /** How many words with meaning both share. */
  readonly contents: number;
  /** Share of the question's meaning that the text has, 0 to 1. */
  readonly cover: number;
}

const MAX_RANKED = 24;
const MAX_SAMPLES = 16;
// Less is no answer, whatever fuse.js says
const MIN_SCORE = 0.2;
const MIN_HELD = 0.9;
const MIN_SURE = 0.87;

/** Looks questions up in the texts of an index. */
export interface Search {
  /** The best hits first, one an entry, at most 24; only of the entries that are wanted. */
  find(query: Query, wanted?: (entry: number) => boolean): Hit[];
  /** The entries whose log line samples share most with a text, at most 16. */
  samples(query: Query): number[];
}

/** The search over an index. Synchronous; it keeps its sums in arrays of its own, so that a question costs no garbage. */
export function createSearch(index: TextIndex): Search {
  const matched = new Float64Array(index.texts.length);
  const covered = new Float64Array(index.texts.length);
  const contents = new Uint8Array(index.texts.length);
  const sure = new Uint8Array(index.texts.length);
  const lastWord = new Int16Array(index.texts.length);
  const entries = index.texts.reduce((most, { entry }) => Math.max(most, entry + 1), 0);
  const bestScore = new Float64Array(entries);
  const bestText = new Int32Array(entries);

  function collect(words: readonly QueryWord[]): number[] {
    const touched: number[] = [];
    for (const [place, word] of words.entries()) {
      for (const { term, likeness } of word.terms) {
        const weight = index.weightOf(term);
        for (const number of index.textsWith(term)) {
          if (lastWord[number] === place + 1) continue;
          if (lastWord[number] === 0) touched.push(number);
          lastWord[number] = place + 1;
          matched[number] = (matched[number] ?? 0) + word.weight * likeness;
          covered[number] = (covered[number] ?? 0) + weight * likeness;
          if (!isContent(Math.min(weight, word.weight))) continue;
          contents[number] = (contents[number] ?? 0) + 1;
          if (likeness >= MIN_SURE) sure[number] = (sure[number] ?? 0) + 1;
        }
      }
    }
    return touched;
  }

  function clear(touched: readonly number[]): void {
    for (const number of touched) {
      matched[number] = 0;
      covered[number] = 0;
      contents[number] = 0;
      sure[number] = 0;
      lastWord[number] = 0;
    }
  }

  function scoresOf(touched: readonly number[], asked: Asked, wanted?: (entry: number) => boolean): number[] {
    const seen: number[] = [];
    for (const number of touched) {
      const text = index.texts[number];
      if (text === undefined || (wanted && !wanted(text.entry))) continue;
      const score = scoreOf(text, fitOf(number, text, asked));
      if (score < MIN_SCORE || score <= (bestScore[text.entry] ?? 0)) continue;
      if (bestScore[text.entry] === 0) seen.push(text.entry);
      bestScore[text.entry] = score;
      bestText[text.entry] = number;
    }
    return seen;
  }

  function fitOf(number: number, text: IndexedText, { asked, total, small }: Asked): Fit {
    const share = covered[number] ?? 0;
    const isLike = share > MIN_HELD * text.total;
    return {
      cover: total === 0 ? 0 : (matched[number] ?? 0) / total,
      covered: share,
      contents: contents[number] ?? 0,
      sure: sure[number] ?? 0,
      chatty:
        contents[number] === 1 &&
        text.contentTerms > 1 &&
        small.some((word) => !` ${text.words} `.includes(` ${word} `)),
      held: isLike && contains(asked, text),
      exact: isExact(asked, text),
    };
  }

  function find({ words }: Query, wanted?: (entry: number) => boolean): Hit[] {
    const asked = askedOf(words);
    const touched = collect(words);
    const seen = scoresOf(touched, asked, wanted);
    seen.sort((left, right) => (bestScore[right] ?? 0) - (bestScore[left] ?? 0));
    const hits = seen.slice(0, MAX_RANKED).flatMap((entry): Hit[] => {
      const number = bestText[entry] ?? 0;
      const text = index.texts[number];
      if (text === undefined) return [];
      const { held, exact, contents: shared, cover } = fitOf(number, text, asked);
      return [{ entry, text, score: bestScore[entry] ?? 0, exact, contained: held, contents: shared, cover }];
    });
    for (const entry of seen) bestScore[entry] = 0;
    clear(touched);
    return refine(asked.asked, hits).sort(byScore);
  }

  function samples({ words }: Query): number[] {
    const touched = collect(words);
    const held = touched.filter((number) => index.texts[number]?.weight === 'sample');
    held.sort((left, right) => (covered[right] ?? 0) - (covered[left] ?? 0));
    const best = [...new Set(held.slice(0, MAX_SAMPLES).flatMap((number) => index.texts[number]?.entry ?? []))];
    clear(touched);
    return best;
  }

  return { find, samples };
}

const isExact = (asked: string, { words, weight }: IndexedText): boolean =>
  words === asked && weight !== 'whole' && weight !== 'sample';

const contains = (asked: string, { words, terms, weight }: IndexedText): boolean =>
  terms.length > 1 && weight !== 'whole' && weight !== 'sample' && ` ${asked} `.includes(` ${words} `);

interface Asked {
  readonly asked: string;
  /** Sum of the weights of its words. */
  readonly total: number;
  /** Words of the language that do not ask for a meaning. */
  readonly small: readonly string[];
}

function askedOf(words: readonly QueryWord[]): Asked {
  const small = words.filter(({ word }) => isFunctionWord(word) && !DEFINING_WORDS.has(word)).map(({ word }) => word);
  return {
    asked: words.map(({ word }) => word).join(' '),
    total: words.reduce((sum, { weight }) => sum + weight, 0),
    small,
  };
}

const byScore = (left: Hit, right: Hit): number => right.score - left.score;
