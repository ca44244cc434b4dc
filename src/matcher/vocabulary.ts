import { editDistance } from './distance.ts';
import { stemOf } from './stem.ts';

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
  /** Terms for a word that is not in the vocabulary, best first. At most eight. */
  near(word: string): readonly NearTerm[];
}

const MAX_NEAR = 8;
const MAX_COMPARED = 40;

/** Indexes the words by their character trigrams, so that a misspelt word is compared with some dozens, not with all. */
export function createVocabulary(words: ReadonlySet<string>): Vocabulary {
  const list = [...words];
  const stems = list.map(stemOf);
  const terms = new Set(stems);
  const byTrigram = new Map<string, number[]>();
  for (const [index, word] of list.entries()) {
    if (word.length < 3) continue;
    for (const gram of trigramsOf(word)) push(byTrigram, gram, index);
  }
  const shared = new Uint8Array(list.length);

  function candidates(word: string): number[] {
    const seen: number[] = [];
    for (const gram of trigramsOf(word)) {
      for (const index of byTrigram.get(gram) ?? []) {
        if (shared[index] === 0) seen.push(index);
        shared[index] = (shared[index] ?? 0) + 1;
      }
    }
    const enough = seen.filter((index) => Math.abs((list[index]?.length ?? 0) - word.length) <= 2);
    enough.sort((left, right) => (shared[right] ?? 0) - (shared[left] ?? 0));
    for (const index of seen) shared[index] = 0;
    return enough.slice(0, MAX_COMPARED);
  }

  function near(word: string): readonly NearTerm[] {
    const limit = allowedEdits(word);
    if (limit === 0) return [];
    const best = new Map<string, number>();
    for (const index of candidates(word)) {
      const other = list[index] ?? '';
      const edits = editDistance(word, other, Math.min(limit, allowedEdits(other)));
      if (edits > Math.min(limit, allowedEdits(other))) continue;
      if (word.length === 4 && !isSwap(word, other) && word[0] !== other[0] && other.slice(1) !== word) continue;
      const likeness = 1 - (isSwap(word, other) ? 0.8 : 1.1) * (edits / Math.max(word.length, other.length));
      const term = stems[index] ?? '';
      best.set(term, Math.max(likeness, best.get(term) ?? 0));
    }
    return [...best].map(([term, likeness]) => ({ term, likeness })).sort(byLikeness).slice(0, MAX_NEAR);
  }

  return { has: (term) => terms.has(term), hasWord: (word) => words.has(word), near };
}

/** How many edits still make it the same word: none up to three letters, one up to seven, then two, from thirteen letters three. */
export function allowedEdits(word: string): number {
  if (word.length < 4 || /\d/.test(word)) return 0;
  if (word.length < 8) return 1;
  return word.length < 13 ? 2 : 3;
}

const byLikeness = (left: NearTerm, right: NearTerm): number => right.likeness - left.likeness;

function isSwap(left: string, right: string): boolean {
  return left.length === right.length && editDistance(left, right, 1) === 1 && [...left].sort().join('') === [...right].sort().join('');
}

// Word ends count: `busy` has ^bu, bus, usy, sy$, and skips (b·s, u·y) keep swapped neighbours findable
function trigramsOf(word: string): Set<string> {
  const padded = `^${word}$`;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) {
    grams.add(padded.slice(at, at + 3));
    if (padded.length <= 9) grams.add([...padded.slice(at, at + 3)].sort().join('~'));
  }
  return grams;
}

function push(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
