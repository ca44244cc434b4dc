import { editDistance } from './distance.ts';
import { MAX_WORD, stemOf } from './stem.ts';

/** A term (stem) near a typed word. `likeness` is 1 for the word itself, less for every difference. */
export interface NearTerm {
  readonly term: string;
  readonly likeness: number;
}

/** The words of all texts: which stem a typed word has, or which stems it may have been meant to have. */
export interface Vocabulary {
  has(term: string): boolean;
  /** Whether a text has this very word. */
  hasWord(word: string): boolean;
  stemOf(word: string): string;
  /** Terms for a misspelt word, best first. At most eight. */
  near(word: string): readonly NearTerm[];
  /** Terms that differ from a Russian word by a prefix: закончились, кончились. */
  prefixed(word: string): readonly string[];
}

const MAX_NEAR = 8;
const MAX_COMPARED = 24;
const MIN_SHARED = 2;
const PREFIXES = [
  'за',
  'по',
  'от',
  'с',
  'вы',
  'пере',
  'при',
  'про',
  'у',
  'на',
  'до',
  'из',
  'ис',
  'раз',
  'рас',
  'под',
  'об',
  'о',
];
const MIN_PREFIXED = 6;
const MIN_ROOT = 4;

/**
 * Indexes the words by their character trigrams, so that a misspelt word is compared with some dozens, not with all. Words that stand
 * only in `samples` are known as they are, and no misspelling leads to them.
 */
export function createVocabulary(words: ReadonlySet<string>, samples: ReadonlySet<string>): Vocabulary {
  const list = [...words];
  const stems = new Map([...samples, ...list].map((word) => [word, stemOf(word)]));
  const terms = new Set(stems.values());
  const byRoot = rootsOf(stems);
  const candidates = createCandidates(list);
  const stem = (word: string): string => stems.get(word) ?? stemOf(word);

  function near(word: string): readonly NearTerm[] {
    const limit = allowedEdits(word);
    if (limit === 0) return [];
    const best = new Map<string, number>();
    for (const other of candidates(word, limit)) {
      const allowed = Math.min(limit, allowedEdits(other));
      const edits = editDistance(word, other, allowed);
      if (edits > allowed || (word.length === MIN_ROOT && !isNearShort(word, other))) continue;
      const likeness = 1 - (isSwap(word, other) ? 0.8 : 1.1) * (edits / Math.max(word.length, other.length));
      best.set(stem(other), Math.max(likeness, best.get(stem(other)) ?? 0));
    }
    return [...best]
      .map(([term, likeness]) => ({ term, likeness }))
      .sort((left, right) => right.likeness - left.likeness)
      .slice(0, MAX_NEAR);
  }

  function prefixed(word: string): readonly string[] {
    if (word.length < MIN_PREFIXED || !/^[а-я]+$/.test(word)) return [];
    const shorter = withoutPrefixes(word)
      .map(stem)
      .filter((root) => terms.has(root));
    return [...new Set([...shorter, ...(byRoot.get(stem(word)) ?? [])])];
  }

  return { has: (term) => terms.has(term), hasWord: (word) => words.has(word), stemOf: stem, near, prefixed };
}

const withoutPrefixes = (word: string): string[] =>
  PREFIXES.filter((prefix) => word.startsWith(prefix) && word.length - prefix.length >= MIN_ROOT).map((prefix) =>
    word.slice(prefix.length),
  );

function rootsOf(stems: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const byRoot = new Map<string, string[]>();
  for (const [word, stem] of stems) {
    if (word.length < MIN_PREFIXED || !/^[а-я]+$/.test(word)) continue;
    for (const root of withoutPrefixes(word)) push(byRoot, stemOf(root), stem);
  }
  return byRoot;
}

// The words that share most trigrams with a word
function createCandidates(list: readonly string[]): (word: string, maxEdits: number) => readonly string[] {
  const byTrigram = new Map<string, number[]>();
  for (const [index, word] of list.entries()) {
    for (const gram of word.length < 3 ? [] : trigramsOf(word)) push(byTrigram, gram, index);
  }
  const shared = new Uint8Array(list.length);
  const touched: number[] = [];
  return (word, maxEdits) => {
    const seen: number[] = [];
    for (const gram of trigramsOf(word)) {
      for (const index of byTrigram.get(gram) ?? []) {
        const count = (shared[index] ?? 0) + 1;
        shared[index] = count;
        if (count === MIN_SHARED) seen.push(index);
        if (count === 1) touched.push(index);
      }
    }
    const close = seen.filter((index) => Math.abs((list[index]?.length ?? 0) - word.length) <= maxEdits);
    close.sort((left, right) => (shared[right] ?? 0) - (shared[left] ?? 0));
    const best = close.slice(0, MAX_COMPARED).map((index) => list[index] ?? '');
    for (const index of touched.splice(0)) shared[index] = 0;
    return best;
  };
}

/** How many edits still make it the same word: none up to three letters, one up to seven, then two, from thirteen letters three. */
export function allowedEdits(word: string): number {
  if (word.length < 4 || word.length > MAX_WORD || /\d/.test(word)) return 0;
  if (word.length < 8) return 1;
  return word.length < 13 ? 2 : 3;
}

// `odec` is codec, `bsuy` is busy, but `test` is no rest
const isNearShort = (word: string, other: string): boolean =>
  isSwap(word, other) || word[0] === other[0] || other.slice(1) === word;

function isSwap(left: string, right: string): boolean {
  return (
    left.length === right.length &&
    editDistance(left, right, 1) === 1 &&
    [...left].sort().join('') === [...right].sort().join('')
  );
}

// Word ends count: `busy` has ^bu, bus, usy, sy$, and skips (b·s, u·y) keep swapped neighbours findable
function trigramsOf(word: string): Set<string> {
  const padded = `^${word}$`;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) {
    grams.add(padded.slice(at, at + 3));
    if (padded.length <= 9)
      grams.add(
        padded
          .slice(at, at + 3)
          .split('')
          .sort()
          .join('~'),
      );
  }
  return grams;
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
