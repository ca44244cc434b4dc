import Fuse from 'fuse.js';
import { catalogMatcher, rowsOf, say } from '../matcher/catalog-matcher.ts';

/** Figures of one way to answer the questions. Times in milliseconds a question. */
export interface Figures {
  readonly name: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Share of the questions, and of the texts that are no question, whose first answer is right, 0 to 1. */
  readonly top1: number;
}

export interface MatcherFigures {
  readonly entries: number;
  readonly texts: number;
  readonly questions: number;
  /** Milliseconds to build our index. */
  readonly buildMs: number;
  readonly ours: Figures;
  readonly fuse: Figures;
}

const OUR_ROUNDS = 5;
const FUSE_ROUNDS = 2;
const FUSE_OPTIONS = { includeScore: true, ignoreLocation: true, threshold: 0.4 };

/**
 * Our matcher against plain fuse.js over the same texts and questions (`test/matcher/questions.tsv`), in one run; prints p50, p99 and
 * top-1 of both. A question counts with its fastest round (five ours, two plain fuse.js), so that a busy machine disturbs less.
 */
export async function benchMatcher(): Promise<MatcherFigures> {
  const started = performance.now();
  const { matcher, entries } = catalogMatcher();
  const buildMs = performance.now() - started;
  const texts = entries.flatMap(({ id, texts: own }) => own.map(({ text }) => ({ id, text })));
  const fuse = new Fuse(texts, { ...FUSE_OPTIONS, keys: ['text'] });
  const questions = rowsOf('questions.tsv').map(([question = '', expected = '']) => ({
    question,
    expected: new Set(expected.split('|')),
  }));
  const askOurs = (question: string): string => matcher.match(question).matches[0]?.id ?? '-';
  const askFuse = (question: string): string => fuse.search(question)[0]?.item.id ?? '-';
  const figures: MatcherFigures = {
    entries: entries.length,
    texts: texts.length,
    questions: questions.length,
    buildMs,
    ours: measure('ours', askOurs, questions, OUR_ROUNDS),
    fuse: measure('fuse.js alone', askFuse, questions, FUSE_ROUNDS),
  };
  print(figures);
  return figures;
}

interface Asked {
  readonly question: string;
  readonly expected: ReadonlySet<string>;
}

function measure(
  name: string,
  ask: (question: string) => string,
  questions: readonly Asked[],
  rounds: number,
): Figures {
  const times = questions.map(() => Number.POSITIVE_INFINITY);
  let right = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, { question, expected }] of questions.entries()) {
      const started = performance.now();
      const answer = ask(question);
      times[place] = Math.min(times[place] ?? 0, performance.now() - started);
      if (round === 0 && expected.has(answer)) right += 1;
    }
  }
  times.sort((left, other) => left - other);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { name, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), top1: right / questions.length };
}

function print({ entries, texts, questions, buildMs, ours, fuse }: MatcherFigures): void {
  say(
    `matcher: ${entries} entries, ${texts} texts, ${questions} questions; catalog and index ready in ${buildMs.toFixed(0)} ms`,
  );
  for (const { name, p50Ms, p99Ms, maxMs, top1 } of [ours, fuse]) {
    const times = `p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms, max ${maxMs.toFixed(2)} ms`;
    say(`  ${name.padEnd(13)} ${times}, top-1 ${(100 * top1).toFixed(1)} %`);
  }
  say(`  p99: ours is ${(fuse.p99Ms / ours.p99Ms).toFixed(0)} times faster`);
}
