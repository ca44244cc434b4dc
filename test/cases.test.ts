import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../src/catalog/index.ts';
import { createExplainer } from '../src/explain/index.ts';
import { cases, explainCase, goldenAnswer, goldenLadder } from './cases.helper.ts';

const explainer = createExplainer(loadCatalog(join(import.meta.dirname, '../catalog')));
const all = cases(import.meta.dirname);

test('the injected fault is the first finding in at least 95 % of the recorded cases, and every healthy call is clear', () => {
  const misses: string[] = [];
  const wrong: string[] = [];
  let faults = 0;
  for (const one of all) {
    const { diagnosis } = explainCase(explainer, one, 'en').result;
    const names = diagnosis.findings.map((finding) => [finding.rule, ...finding.aliases]);
    const said = `${one.name}: ${diagnosis.verdict} ${diagnosis.findings.map((finding) => finding.rule).join(', ')}`;
    if (one.expected.verdict === 'clear') {
      if (diagnosis.verdict !== 'clear') wrong.push(`${said}, expected clear`);
      continue;
    }
    faults += 1;
    const right =
      one.expected.verdict === 'cannot-tell'
        ? diagnosis.verdict === 'cannot-tell'
        : names[0]?.some((name) => one.expected.first.includes(name)) === true;
    if (!right) misses.push(`${said}, expected ${one.expected.first.join(' | ') || one.expected.verdict}`);
    for (const name of names.flat())
      if (one.expected.never.includes(name)) wrong.push(`${said}: ${name} must not be found`);
  }
  process.stdout.write(
    `${all.length} cases, ${all.length - faults} healthy; fault first in ${faults - misses.length} of ${faults}\n${misses.map((miss) => `miss  ${miss}\n`).join('')}${wrong.map((line) => `wrong ${line}\n`).join('')}`,
  );
  expect(wrong).toEqual([]);
  expect(misses.length / Math.max(1, faults)).toBeLessThanOrEqual(0.05);
  expect(all.length).toBeGreaterThanOrEqual(60);
});

describe.each(all.map((one) => [one.name, one] as const))('case %s', (_, one) => {
  test.each(['en', 'ru'])('reads as in answer.%s.md', (language) => {
    expect(goldenAnswer(explainCase(explainer, one, language))).toBe(
      readFileSync(join(one.folder, `answer.${language}.md`), 'utf8'),
    );
  });
  test('is drawn as in ladder.svg', () => {
    const ladder = goldenLadder(explainer, explainCase(explainer, one, 'en'));
    if (ladder !== undefined) expect(ladder).toBe(readFileSync(join(one.folder, 'ladder.svg'), 'utf8'));
  });
});
