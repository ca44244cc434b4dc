import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EXPLAINED_CODES, entryOfCode } from '../../../src/diagnosis/look/entries.ts';

test('every final code with an entry in the catalog is known to have one', () => {
  const files = readdirSync('catalog/responses').map((name) => Number(name.replace(/\.yaml$/, '')));
  expect([...EXPLAINED_CODES].toSorted((a, b) => a - b)).toEqual(
    files.filter((code) => code >= 300 && code < 1000).toSorted((a, b) => a - b),
  );
});

test('any other code is explained by its class (RFC 3261 8.1.3.2)', () => {
  expect(entryOfCode(486)).toBe('response/486');
  expect(entryOfCode(499)).toBe('response/499');
  expect(entryOfCode(498)).toBe('class/4xx');
  expect(entryOfCode(699)).toBe('class/6xx');
});
