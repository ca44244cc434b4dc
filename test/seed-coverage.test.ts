import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalog } from '../src/catalog/index.ts';
import { createExplainer } from '../src/explain/index.ts';

interface Row {
  readonly where: string;
  readonly phenomenon: string;
  readonly question: string;
  readonly entry: string;
}

const ROWS = readFileSync(join(import.meta.dirname, 'seed-coverage.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .slice(1)
  .map((line): Row => {
    const [where = '', phenomenon = '', question = '', entry = ''] = line.split('\t');
    return { where, phenomenon, question, entry };
  });

const catalog = loadCatalog(join(import.meta.dirname, '../catalog'));
const explainer = createExplainer(catalog);
const firstOf = (question: string): string =>
  explainer.question(question, { defaultLanguage: 'en' }).matches[0]?.id ?? 'nothing';

test('the table covers the threads and the article of the source', () => {
  expect(ROWS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(ROWS.map(({ question }) => question)).size).toBe(ROWS.length);
  for (const { entry } of ROWS) expect(catalog.ids).toContain(entry);
});

test('each question of the table is answered first by its entry', () => {
  const read = ROWS.map((row) => ({ ...row, first: firstOf(row.question) }));
  const lines = read.map(
    ({ where, phenomenon, question, entry, first }) =>
      `${first === entry ? 'ok ' : 'NO '} ${where} | ${phenomenon} | ${question} | ${first}${first === entry ? '' : `, expected ${entry}`}`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  expect(
    read.filter(({ first, entry }) => first !== entry).map(({ question, first }) => `${question} -> ${first}`),
  ).toEqual([]);
});
