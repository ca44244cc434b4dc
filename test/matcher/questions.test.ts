import { describe, expect, test } from 'vitest';
import { catalogMatcher, rowsOf, say } from './catalog-matcher.ts';

const { matcher, entries } = catalogMatcher();
const ids = new Set(entries.map(({ id }) => id));
const first = (words: string): string => matcher.match(words).matches[0]?.id ?? '-';

interface Row {
  readonly question: string;
  readonly expected: readonly string[];
  readonly kind: string;
}

const questionsOf = (file: string): Row[] =>
  rowsOf(file).map(([question = '', expected = '', kind = '']) => ({ question, expected: expected.split('|'), kind }));

function missesOf(rows: readonly Row[]): readonly Row[] {
  const misses = rows.filter(({ question, expected }) => !expected.includes(first(question)));
  for (const { question, expected, kind } of misses)
    say(`  ${kind}: ${question}  expected ${expected.join('|')}  got ${first(question)}`);
  return misses;
}

describe('source pairs', () => {
  const pairs = rowsOf('source-pairs.tsv').map(([code = '', phrase = '', expected = '']) => ({
    code,
    phrase,
    expected,
  }));

  test('there are all 122 of them', () => expect(pairs).toHaveLength(122));

  test.each(pairs)('$code $phrase is $expected', ({ code, phrase, expected }) => {
    expect(first(`${code} ${phrase}`)).toBe(expected);
    expect(first(`SIP/2.0 ${code} ${phrase.toUpperCase()}`)).toBe(expected);
  });
});

describe('questions as people type them', () => {
  const rows = questionsOf('questions.tsv');
  const questions = rows.filter(({ expected }) => expected[0] !== '-');
  const others = rows.filter(({ expected }) => expected[0] === '-');

  test('each kind is there, half of them Russian, and no expected id is a typing error', () => {
    const russian = questions.filter(
      ({ question, kind }) => /\p{Script=Cyrillic}/u.test(question) || /layout|translit/.test(kind),
    );
    expect(questions.length).toBeGreaterThanOrEqual(300);
    expect(others.length).toBeGreaterThanOrEqual(60);
    expect(russian.length * 2).toBeGreaterThanOrEqual(questions.length);
    expect(
      questions.filter(({ expected }) => !expected.some((id) => ids.has(id))).map(({ question }) => question),
    ).toEqual([]);
  });

  test('at least 97 % are answered first by the right entry', () => {
    const misses = missesOf(questions);
    say(
      `questions: top-1 ${((100 * (questions.length - misses.length)) / questions.length).toFixed(1)} % of ${questions.length}`,
    );
    expect(1 - misses.length / questions.length).toBeGreaterThanOrEqual(0.97);
  });

  test('what is no question about SIP has no match', () => {
    expect(missesOf(others).map(({ question }) => question)).toEqual([]);
    say(`no question: ${others.length} texts without a match`);
  });

  test('questions that a guide answers', () => {
    const all = questionsOf('guide-questions.tsv');
    const rowsWithGuide = all.filter(({ expected }) => expected.some((id) => ids.has(id)));
    const misses = missesOf(rowsWithGuide);
    say(
      `guides: ${rowsWithGuide.length} of ${all.length} questions have their guide; ${rowsWithGuide.length - misses.length} answered first`,
    );
    expect(rowsWithGuide.length).toBeGreaterThan(0);
    expect(1 - misses.length / rowsWithGuide.length).toBeGreaterThanOrEqual(0.9);
  });
});
