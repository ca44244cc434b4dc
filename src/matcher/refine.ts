import Fuse from 'fuse.js';
import type { Hit } from './search.ts';

const MAX_FUSE = 16;
const MAX_TEXT = 80;
// fuse.js searches longer patterns piece by piece
const MAX_PATTERN = 32;
const MIN_PATTERN = 6;
const FUSE_SHARE = 0.12;
const MIN_LIFTED = 0.85;
const LIFTED = 0.9;
const OPTIONS = {
  includeScore: true,
  ignoreLocation: true,
  threshold: 0.6,
  isCaseSensitive: true,
  ignoreFieldNorm: true,
};

/**
 * fuse.js looks at the letters of the few best hits in their order, across words: it decides between texts that hold the same words, and
 * lifts a text that is nearly the question letter by letter though a word of it is too short or too broken to be known (`lop detected`).
 */
export function refine(asked: string, hits: readonly Hit[]): Hit[] {
  if (asked.length < 3 || hits.length === 0) return [...hits];
  const texts = hits
    .slice(0, MAX_FUSE)
    .map(({ text }) => (text.weight === 'whole' || text.weight === 'sample' ? '' : text.words.slice(0, MAX_TEXT)));
  const likeness = new Float64Array(hits.length);
  for (const { refIndex, score = 1 } of new Fuse(texts, OPTIONS).search(asked.slice(0, MAX_PATTERN)))
    likeness[refIndex] = 1 - score;
  return hits.map((hit, place) =>
    hit.exact ? hit : { ...hit, score: refined(hit, likeness[place] ?? 0, asked, texts[place] ?? '') },
  );
}

function refined({ score, contents }: Hit, likeness: number, asked: string, text: string): number {
  const length = text.length / asked.length;
  const same = score * (1 - FUSE_SHARE + FUSE_SHARE * likeness * Math.min(1, 0.8 + 0.2 / Math.max(1, length)));
  const isNearlyText = likeness >= MIN_LIFTED && length > 0.85 && length < 1.2 && contents > 0;
  return isNearlyText && asked.length >= MIN_PATTERN && asked.length <= MAX_PATTERN
    ? Math.max(same, LIFTED * likeness)
    : same;
}
