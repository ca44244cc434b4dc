import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCatalog, matchablesOf } from '../../src/catalog/index.ts';
import { createMatcher, type Matchable, type Matcher } from '../../src/matcher/index.ts';

// The project's folder, from here and from the compiled copy of this file
function rootFrom(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootFrom(dirname(folder));
}

const ROOT = rootFrom(dirname(fileURLToPath(import.meta.url)));

/** The matcher over the whole catalog, with the entries it was made of. */
export function catalogMatcher(): { readonly matcher: Matcher; readonly entries: readonly Matchable[] } {
  const catalog = loadCatalog(join(ROOT, 'catalog'));
  const entries = matchablesOf(catalog);
  return {
    matcher: createMatcher(
      entries,
      catalog.languages.map((language) => catalog.asked(language)),
    ),
    entries,
  };
}

/** Rows of a table in this folder, without its header. */
export function rowsOf(name: string): string[][] {
  const [, ...rows] = readFileSync(join(ROOT, 'test/matcher', name), 'utf8').split('\n');
  return rows.filter((row) => row !== '').map((row) => row.split('\t'));
}

/** Prints a line of figures or misses. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
