import { createHash } from 'node:crypto';

/** A value as YAML gives it. */
export type Tree = string | number | boolean | null | readonly Tree[] | { readonly [key: string]: Tree };

/** Keys whose strings are words, to be written in every language. All other keys are facts. */
const WORD_KEYS = new Set(
  'short meaning client sender disputed note title when check fix what why do look then capture dontBother'.split(' '),
);

/** Keys under which words stand deeper down. */
const BRANCH_KEYS = new Set('likely steps phrases logs outputs rows timers bySender reasons'.split(' '));

const isMap = (value: Tree | undefined): value is { readonly [key: string]: Tree } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The words of a file: the same tree with the facts left out. `asked` is left out too, since every language has its own list.
 * Tables keyed by code (`classes.yaml`, `warnings.yaml`) and `interface.yaml` go in with `table` or `all`.
 */
export function wordsOf(tree: Tree, shape: 'file' | 'table' | 'all' = 'file'): Tree {
  if (shape === 'all' || !isMap(tree)) return tree;
  const result: Record<string, Tree> = {};
  for (const [key, value] of Object.entries(tree)) {
    const inner = shape === 'table' ? wordsOf(value) : childWords(key, value);
    if (inner !== undefined && !(isMap(inner) && Object.keys(inner).length === 0)) result[key] = inner;
  }
  return result;
}

function childWords(key: string, value: Tree): Tree | undefined {
  if (WORD_KEYS.has(key)) return value;
  if (BRANCH_KEYS.has(key)) return wordsOf(value, 'table');
  return undefined;
}

/** Nested entries have their own hash, so that one changed phrase does not make the whole file outdated. */
const ENTRY_BRANCHES = new Set(['phrases', 'logs', 'outputs']);

/** The `of:` of a translation: eight hex digits over the English words of one entry, without the entries inside it. */
export function hashOfWords(english: Tree): string {
  const words = wordsOf(english);
  const own = isMap(words) ? Object.fromEntries(Object.entries(words).filter(([key]) => !ENTRY_BRANCHES.has(key))) : words;
  return createHash('sha256').update(JSON.stringify(own)).digest('hex').slice(0, 8);
}

/** `over` laid on `base`, key by key; lists and strings are replaced whole. */
export function overlay(base: Tree, over: Tree | undefined): Tree {
  if (over === undefined) return base;
  if (!isMap(base) || !isMap(over)) return over;
  const result: Record<string, Tree> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = base[key];
    result[key] = below === undefined ? value : overlay(below, value);
  }
  return result;
}

/** Paths of words that `english` has and `translation` lacks, and the reverse. */
export function compareWords(english: Tree, translation: Tree | undefined): { readonly missing: readonly string[]; readonly extra: readonly string[] } {
  const left = paths(english, '');
  const right = paths(translation ?? {}, '');
  return { missing: left.filter((path) => !right.includes(path)), extra: right.filter((path) => !left.includes(path)) };
}

function paths(tree: Tree, prefix: string): string[] {
  if (!isMap(tree)) return [prefix];
  return Object.entries(tree)
    .filter(([key]) => key !== 'of' && key !== 'asked')
    .flatMap(([key, value]) => paths(value, prefix === '' ? key : `${prefix}.${key}`));
}
