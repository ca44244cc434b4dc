import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadCatalog, matchablesOf } from '../../src/catalog/index.ts';
import { createMatcher, type Matchable, type Matcher } from '../../src/matcher/index.ts';

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The matcher over the whole catalog, with the entries it was made of. */
export function catalogMatcher(): { readonly matcher: Matcher; readonly entries: readonly Matchable[] } {
  const catalog = loadCatalog(fileOf('../../catalog'));
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
  const [, ...rows] = readFileSync(fileOf(`./${name}`), 'utf8').split('\n');
  return rows.filter((row) => row !== '').map((row) => row.split('\t'));
}

/** Prints a line of figures or misses. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
