import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shapeOf } from '../files.ts';
import { lineOf, type Mistake } from '../read-yaml.ts';
import { compareWords, hashOfWords, wordsOf, type Tree } from '../words.ts';
import type { Check, CheckContext, Translation } from './check.ts';

/** Every word is there in every language, and no translation has words that English lacks. */
export const completeness: Check = (context) => context.locales.flatMap((language) => context.files.flatMap((file) => compareFile(context, language, file)));

function compareFile(context: CheckContext, language: string, file: CheckContext['files'][number]): Mistake[] {
  if (file.kind === 'asked') return [];
  const english = wordsOf(file.tree, shapeOf(file.kind));
  const full = join(context.root, 'locales', language, file.path);
  const translation = find(context, language, file.path);
  if (typeof english === 'object' && english !== null && Object.keys(english).length === 0) return [];
  if (translation === undefined) return existsSync(full) ? [] : [{ file: context.full(file.path), line: 1, text: `Unexpected gap: no words in ${language}, expected locales/${language}/${file.path}` }];
  const { missing, extra } = compareWords(english, translation.tree);
  return [
    ...missing.map((path) => ({ file: full, line: lineOf(full, path.split('.')), text: `Unexpected gap: ${path} has no words in ${language}, expected the keys of ${file.path}` })),
    ...extra.map((path) => ({ file: full, line: lineOf(full, path.split('.')), text: `Unexpected words at ${path}, expected only keys of ${file.path}` })),
  ];
}

/** A translation that was written for other English words is outdated; it is still served. */
export const freshness: Check = (context) =>
  context.translations.flatMap((translation) => {
    const file = context.files.find((candidate) => candidate.path === translation.path);
    if (file === undefined) return [{ file: translation.full, line: 1, text: `Unexpected translation, expected an English file ${translation.path}` }];
    return placesOf(file.tree, shapeOf(file.kind)).flatMap((keys): Mistake[] => {
      const written = at(at(translation.tree, keys), ['of']);
      const expected = hashOfWords(at(file.tree, keys) ?? {});
      if (at(translation.tree, keys) === undefined || written === expected) return [];
      const what = written === undefined ? 'Unexpected translation without "of"' : `Unexpected outdated translation of ${keys.join('.') || 'the entry'}`;
      return [{ file: translation.full, line: lineOf(translation.full, [...keys, 'of']), text: `${what}, expected "of: ${expected}" (npm run fix writes new ones)` }];
    });
  });

/** The places of a file that have an `of` of their own: the file, its phrases, log lines, outputs; the rows of a table. */
export function placesOf(tree: Tree, shape: 'file' | 'table' | 'all'): readonly (readonly string[])[] {
  const keysAt = (path: readonly string[]): string[][] => Object.keys((at(tree, path) ?? {}) as object).map((key) => [...path, key]);
  if (shape === 'all') return [];
  if (shape === 'table') return keysAt([]);
  const own = wordsOf(tree);
  const hasOwn = Object.keys(own as object).some((key) => !['phrases', 'logs', 'outputs'].includes(key));
  return [...(hasOwn ? [[]] : []), ...['phrases', 'logs', 'outputs'].flatMap((branch) => keysAt([branch]))];
}

/** The part of a tree under a path of keys. */
export function at(tree: Tree | undefined, keys: readonly string[]): Tree | undefined {
  let here = tree;
  for (const key of keys) here = typeof here === 'object' && here !== null && !Array.isArray(here) ? (here as { readonly [key: string]: Tree })[key] : undefined;
  return here;
}

const find = (context: CheckContext, language: string, path: string): Translation | undefined => context.translations.find((translation) => translation.language === language && translation.path === path);
