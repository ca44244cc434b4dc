import Fuse from 'fuse.js';
import { isContent, type IndexedText, type TextIndex } from './text-index.ts';
import type { Query, QueryWord } from './query.ts';

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
const MAX_FUSE = 12;
// fuse.js searches longer patterns piece by piece
const MAX_FUSE_PATTERN = 32;
const FUSE_SHARE = 0.12;
// Less is no answer, whatever fuse.js says
const MIN_SCORE = 0.3;
const MIN_HELD = 0.9;
const MIN_TELLING = 0.5;
const MIN_COVER_ALONE = 0.65;
const WEIGHT_FACTOR: Readonly<Record<IndexedText['weight'], number>> = {
  phrase: 1,
  title: 1,
  constant: 1,
  asked: 0.99,
  meaning: 0.9,
  whole: 0.86,
  sample: 0.7,
};

/** Searches the texts of an index. Call `find` with the reading of a question: best hits first, one an entry, at most 24. */
export function createSearch(index: TextIndex): { find(query: Query, wanted?: (entry: number) => boolean): Hit[] } {
  const matched = new Float64Array(index.texts.length);
  const covered = new Float64Array(index.texts.length);
  const contents = new Uint8Array(index.texts.length);
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
          if (isContent(Math.min(weight, word.weight))) contents[number] = (contents[number] ?? 0) + 1;
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
      lastWord[number] = 0;
    }
  }

  function scoresOf(
    touched: readonly number[],
    asked: string,
    total: number,
    wanted?: (entry: number) => boolean,
  ): number[] {
    const seen: number[] = [];
    for (const number of touched) {
      const text = index.texts[number];
      if (text === undefined || (wanted && !wanted(text.entry))) continue;
      const score = scoreOf(text, fitOf(number, text, asked, total));
      if (score < MIN_SCORE || score <= (bestScore[text.entry] ?? 0)) continue;
      if (bestScore[text.entry] === 0) seen.push(text.entry);
      bestScore[text.entry] = score;
      bestText[text.entry] = number;
    }
    return seen;
  }

  function fitOf(number: number, text: IndexedText, asked: string, total: number): Fit {
    const share = covered[number] ?? 0;
    const isLike = share > MIN_HELD * text.total;
    return {
      cover: total === 0 ? 0 : (matched[number] ?? 0) / total,
      covered: share,
      contents: contents[number] ?? 0,
      held: isLike && contains(asked, text),
      exact: isExact(asked, text),
    };
  }

  function find({ words }: Query, wanted?: (entry: number) => boolean): Hit[] {
    const asked = words.map(({ word }) => word).join(' ');
    const total = words.reduce((sum, { weight }) => sum + weight, 0);
    const touched = collect(words);
    const seen = scoresOf(touched, asked, total, wanted);
    seen.sort((left, right) => (bestScore[right] ?? 0) - (bestScore[left] ?? 0));
    const hits = seen.slice(0, MAX_RANKED).flatMap((entry): Hit[] => {
      const number = bestText[entry] ?? 0;
      const text = index.texts[number];
      if (text === undefined) return [];
      const { held, exact, contents: shared, cover } = fitOf(number, text, asked, total);
      return [{ entry, text, score: bestScore[entry] ?? 0, exact, contained: held, contents: shared, cover }];
    });
    for (const entry of seen) bestScore[entry] = 0;
    clear(touched);
    return refine(asked, hits).sort(byScore);
  }

  return { find };
}

const isExact = (asked: string, { words, weight }: IndexedText): boolean =>
  words === asked && weight !== 'whole' && weight !== 'sample';

const contains = (asked: string, { words, terms, weight }: IndexedText): boolean =>
  terms.length > 1 && weight !== 'whole' && weight !== 'sample' && ` ${asked} `.includes(` ${words} `);

const byScore = (left: Hit, right: Hit): number => right.score - left.score;

interface Fit {
  readonly cover: number;
  readonly covered: number;
  readonly contents: number;
  readonly held: boolean;
  readonly exact: boolean;
}

// How much of the question the text answers, then how much of the text was asked for
function scoreOf(text: IndexedText, { cover, covered, contents, held, exact }: Fit): number {
  if (exact) return WEIGHT_FACTOR[text.weight];
  if (contents === 0) return 0;
  // one word tells nothing where it is a common one (`call`) or the question is about something else
  const alone = contents === 1 && text.contentTerms > 1 && !held && covered < MIN_TELLING;
  const factor = WEIGHT_FACTOR[text.weight] * (alone || (contents === 1 && !held && cover < MIN_COVER_ALONE) ? 0.6 : 1);
  const part = Math.min(1, text.total === 0 ? 0 : covered / text.total);
  switch (text.weight) {
    case 'phrase':
    case 'title':
    case 'constant':
    case 'asked': {
      const share = cover * (0.62 + 0.38 * Math.sqrt(part));
      // a long question that holds the whole text
      const contained = (held || contents >= 2) && part > 0.9 && cover > 0.3 ? part * part * (0.62 + 0.33 * cover) : 0;
      return factor * Math.max(share, contained);
    }
    case 'meaning':
      return factor * cover * (contents >= 2 ? 0.75 + 0.25 * part : 0.55 + 0.25 * part);
    case 'whole':
      return factor * cover * (contents >= 3 ? 1 : contents === 2 ? 0.85 : 0.5);
    case 'sample':
      return factor * cover * (contents >= 3 ? Math.max(0.5, part) : 0.3);
    default:
      return text.weight satisfies never;
  }
}

// fuse.js looks at the letters in their order, across words: it decides between texts that hold the same words
function refine(asked: string, hits: readonly Hit[]): Hit[] {
  if (hits.length < 2 || asked.length < 3) return [...hits];
  const short = hits
    .slice(0, MAX_FUSE)
    .map(({ text }) => (text.weight === 'whole' || text.weight === 'sample' ? '' : text.words.slice(0, 80)));
  const fuse = new Fuse(short, {
    includeScore: true,
    ignoreLocation: true,
    threshold: 0.6,
    isCaseSensitive: true,
    ignoreFieldNorm: true,
  });
  const likeness = new Float64Array(hits.length);
  for (const { refIndex, score } of fuse.search(asked.slice(0, MAX_FUSE_PATTERN)))
    likeness[refIndex] = 1 - (score ?? 1);
  return hits.map((hit, place) => {
    if (hit.exact) return hit;
    const likely = likeness[place] ?? 0;
    const longer = (short[place]?.length ?? 0) / Math.max(1, asked.length);
    return {
      ...hit,
      score:
        hit.score * (1 - FUSE_SHARE) + hit.score * FUSE_SHARE * likely * Math.min(1, 0.8 + 0.2 / Math.max(1, longer)),
    };
  });
}
