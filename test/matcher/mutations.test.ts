import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../src/text/normalise.ts';
import { catalogMatcher, say } from './catalog-matcher.ts';
import { mutate, MUTATIONS, seeded, type Mutation } from './mutate.ts';

const TOTAL = 5_000;
const SEED = 20_261_126;
const MIN_TOP = 0.8;
const SHOWN = 12;

const { matcher, entries } = catalogMatcher();
const sources = entries.flatMap((entry) =>
  entry.texts
    .filter(({ weight }) => weight === 'phrase' || weight === 'asked' || weight === 'title')
    .map(({ text }) => ({ text, entry })),
);

const spoken = entries.map(({ id, texts }) => [id, texts.map(({ text }) => ` ${wordsOf(text).join(' ')} `)] as const);

// `words` are one text of an entry, or a part of one: every entry that has it is a right answer
const owners = (words: string): Set<string> =>
  new Set(spoken.filter(([, texts]) => texts.some((text) => text.includes(` ${words} `))).map(([id]) => id));

interface Outcome {
  readonly mutation: Mutation;
  readonly typed: string;
  readonly expected: string;
  readonly right: boolean;
  readonly got: string;
}

function run(mutation: Mutation, count: number): Outcome[] {
  const random = seeded(SEED + MUTATIONS.indexOf(mutation));
  const outcomes: Outcome[] = [];
  while (outcomes.length < count) {
    const source = sources[Math.floor(random() * sources.length)];
    const typed = source === undefined ? null : mutate(source.text, mutation, random);
    if (source === undefined || typed === null) continue;
    const got = matcher.match(typed).matches[0]?.id ?? '-';
    const words = mutation === 'part' ? typed : wordsOf(source.text).join(' ');
    outcomes.push({
      mutation,
      typed,
      expected: source.entry.id,
      got,
      right: got === source.entry.id || owners(words).has(got),
    });
  }
  return outcomes;
}

describe('texts of the catalog after one accident of typing', () => {
  const count = Math.ceil(TOTAL / MUTATIONS.length);
  test.each(MUTATIONS)('%s: the entry still answers first', (mutation) => {
    const outcomes = run(mutation, count);
    const right = outcomes.filter((outcome) => outcome.right).length;
    const misses = outcomes.filter((outcome) => !outcome.right).slice(0, SHOWN);
    say(`${mutation}: top-1 ${((100 * right) / count).toFixed(1)} % of ${count}`);
    for (const { typed, expected, got } of misses) say(`  ${typed}  expected ${expected}  got ${got}`);
    expect(right / count).toBeGreaterThanOrEqual(MIN_TOP);
  });
});
