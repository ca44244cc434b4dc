import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Tree } from './words.ts';

/**
 * YAML files parsed at build time, by the hash of their text: a file that has changed since is simply parsed again.
 * Parsing 600 files takes most of a second; looking them up takes a few hundredths.
 */
export interface YamlCache {
  find(source: string): Tree | undefined;
  keep(source: string, tree: Tree): void;
}

/** Where the build keeps the cache of a catalog: beside the compiled code. */
export const cachePathOf = (root: string): string => join(root, '../dist/catalog-cache.json');

const hashOf = (source: string): string => createHash('sha1').update(source).digest('base64url');

/** The cache of one file; empty where the file does not exist or is unreadable. */
export function openYamlCache(path: string): YamlCache & { save(): void } {
  const trees = new Map<string, Tree>(existsSync(path) ? Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, Tree>) : []);
  return {
    find: (source) => trees.get(hashOf(source)),
    keep: (source, tree) => void trees.set(hashOf(source), tree),
    save: () => writeFileSync(path, JSON.stringify(Object.fromEntries(trees))),
  };
}
