import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sipwhy } from './console.helper.ts';

/** code, phrase, expected id. */
const pairs = readFileSync(join(import.meta.dirname, 'matcher/source-pairs.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#') && !line.startsWith('code\t'))
  .map((line) => line.split('\t'));

test.each(['en', 'ru'])(
  'every pair of the source lists answers first through the command line, in %s',
  async (language) => {
    expect(pairs.length).toBeGreaterThanOrEqual(122);
    const questions = pairs.map(([code = '', phrase = '']) => `${code} ${phrase}`.trim());
    const run = await sipwhy(['--json', '--lines', '--lang', language], `${questions.join('\n')}\n`);
    const answers = run.output
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as {
            input: string;
            language: string;
            matches: { id: string }[];
            answer: { headline: unknown[] };
          },
      );
    expect(answers).toHaveLength(pairs.length);
    const wrong = answers.flatMap((answer, index) => {
      const expected = pairs[index]?.[2];
      const right = answer.matches[0]?.id === expected && answer.language === language;
      return right
        ? []
        : [`${questions[index]} -> ${answer.matches[0]?.id ?? '-'} (${answer.language}), expected ${expected}`];
    });
    expect(wrong).toEqual([]);
  },
);

const table = join(import.meta.dirname, '../../shared/facts/phrases.tsv');
test.skipIf(!existsSync(table))('no pair of the source lists is left out (needs ../shared/facts)', () => {
  const given = readFileSync(table, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter((cells) => cells.at(-1) === 'yes')
    .map(([code = '']) => code);
  expect(pairs.map(([code = '']) => code).toSorted()).toEqual(given.toSorted());
});
