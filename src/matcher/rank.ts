import type { Hit } from './search.ts';
import type { Match, Matchable } from './types.ts';

/** A match with what ranking needs to know of it. */
export interface Ranked extends Match {
  readonly entry: Matchable;
  readonly hit: Hit;
}

const MIN_SCORE = 0.5;
const SAME_SCORE = 0.004;
const HOW_BONUS = 0.08;

// Rank for equal words: code, phrase, log line, finding, guide
const KIND_ORDER: readonly Matchable['kind'][] = [
  'response',
  'phrase',
  'class',
  'cause',
  'warning',
  'product',
  'finding',
  'guide',
];
const EXACT_FINDING = 0.96;
const PARTIAL_FINDING = 0.8;
const PARTIAL_GUIDE = 0.9;
/** How much surer a finding must be than a guide to stand before it: a question in words is mostly a symptom, and a guide has the steps. */
const GUIDE_LEAD = 0.16;
const KIND_STEP = 0.0004;

/**
 * Hits of a question without a code, best first, those left out that share too little with it. For equal words the kind decides;
 * a guide comes first where the text asks how, or where it is what people say about a symptom and not the text of an answer.
 */
export function rankHits(hits: readonly Hit[], entries: readonly Matchable[], asksHow: boolean): Ranked[] {
  const ranked = hits.flatMap((hit): Ranked[] => {
    const entry = entries[hit.entry];
    if (entry === undefined) return [];
    const score = hit.score * kindFactor(entry, hit, asksHow);
    return score < MIN_SCORE ? [] : [{ id: entry.id, entry, hit, confidence: score + kindBonus(entry, hit, asksHow) }];
  });
  return guideFirst(withoutTwins(ranked.sort(byConfidence)));
}

// A guide that answers nearly as well as the finding at the head takes its place
function guideFirst(ranked: readonly Ranked[]): Ranked[] {
  const [head] = ranked;
  const guide = ranked.find(
    ({ entry, confidence }) => entry.kind === 'guide' && confidence >= (head?.confidence ?? 0) - GUIDE_LEAD,
  );
  if (head?.entry.kind !== 'finding' || guide === undefined) return [...ranked];
  return [
    { ...guide, confidence: head.confidence, hit: { ...guide.hit, score: head.hit.score } },
    ...ranked.filter((one) => one !== guide),
  ];
}

/** How many of the first matches answer equally well: 1 where the first is the best alone. */
export function equallyGood(ranked: readonly Ranked[]): number {
  const best = ranked[0];
  if (best === undefined) return 0;
  const end = ranked.findIndex(({ hit }) => hit.score < best.hit.score - SAME_SCORE);
  return end < 0 ? ranked.length : end;
}

// A guide or finding that shares only some words is no answer to a question that may be a phrase; one that is the very words comes
// behind the code they are also asked for
function kindFactor({ kind }: Matchable, { exact, contained }: Hit, asksHow: boolean): number {
  if (kind === 'finding') return exact || contained ? EXACT_FINDING : PARTIAL_FINDING;
  return (kind === 'guide' || kind === 'product') && !exact && !contained && !asksHow ? PARTIAL_GUIDE : 1;
}

function kindBonus(entry: Matchable, hit: Hit, asksHow: boolean): number {
  const step = KIND_STEP * (KIND_ORDER.length - KIND_ORDER.indexOf(entry.kind));
  if (entry.kind !== 'guide') return step;
  return asksHow
    ? HOW_BONUS
    : hit.text.weight === 'asked' || hit.text.weight === 'title'
      ? KIND_STEP * (KIND_ORDER.length + 1)
      : step;
}

// Confidence first, then the lower code: 480, 488, 499
function byConfidence(left: Ranked, right: Ranked): number {
  const difference = right.confidence - left.confidence;
  if (Math.abs(difference) > KIND_STEP / 2) return difference;
  return (left.entry.code ?? 0) - (right.entry.code ?? 0) || (left.id < right.id ? -1 : 1);
}

// A code and its own phrase that say the same (499 Codec Mismatch): the phrase answers, the code stands behind the equals
function withoutTwins(ranked: readonly Ranked[]): Ranked[] {
  const isTwin = ({ entry, hit }: Ranked): boolean =>
    entry.kind === 'response' &&
    ranked.some(
      (other) =>
        other.entry.kind === 'phrase' && other.entry.code === entry.code && other.hit.text.words === hit.text.words,
    );
  const twins = ranked.filter(isTwin).map((twin): Ranked => ({
    ...twin,
    confidence: twin.confidence * 0.9,
    hit: { ...twin.hit, score: twin.hit.score * 0.9 },
  }));
  return [...ranked.filter((match) => !isTwin(match)), ...twins].sort(byConfidence);
}
