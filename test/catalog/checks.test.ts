import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { checkCatalog } from '../../src/catalog/checks/index.ts';
import { printMistake } from '../../src/catalog/read-yaml.ts';

const broken = join(import.meta.dirname, 'broken');

/** Mistakes with paths relative to the catalog's own folder. */
const mistakesOf = (root: string): string[] => checkCatalog(root).map((mistake) => printMistake({ ...mistake, file: relative(root, mistake.file).replaceAll('\\', '/') }));

test('the catalog has no mistake', () => {
  expect(mistakesOf(join(import.meta.dirname, '../../catalog'))).toEqual([]);
});

for (const name of readdirSync(broken).sort()) {
  test(`a catalog with ${name.replaceAll('-', ' ')} fails with its file and line, and with nothing else`, () => {
    const expected = readFileSync(join(broken, name, 'expected.txt'), 'utf8').trim().split('\n');
    const found = mistakesOf(join(broken, name));
    expect(found).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) expect(found[index]).toContain(start);
  });
}
