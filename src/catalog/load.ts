import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogEntry } from './entry.ts';
import { entriesOf } from './entries.ts';
import { ConfigError } from './errors.ts';
import { kindOf, listFiles, listLocales, SCHEMAS, shapeOf, type FileKind } from './files.ts';
import { createMessages, type Messages } from './messages.ts';
import { printMistake, readYaml, validate, type Mistake } from './read-yaml.ts';
import type { AskedFile, InterfaceTree, ProductFile } from './schema.ts';
import { compareWords, overlay, wordsOf, type Tree } from './words.ts';
import { cachePathOf, openYamlCache, type YamlCache } from './yaml-cache.ts';

/** A product as far as it is no entry: how to recognise it and how things are done there. */
export interface Product {
  readonly key: string;
  readonly name: string;
  readonly recognise: ProductFile['recognise'];
  readonly commands: NonNullable<ProductFile['commands']>;
}

/** The catalog in memory. English is complete; any other language falls back to it word by word. */
export interface Catalog {
  /** BCP 47 tags, English first. */
  readonly languages: readonly string[];
  /** Every id, in the order of the files. */
  readonly ids: readonly string[];
  /** The entry with its words in this language; undefined where no such id exists. */
  entry(id: string, language: string): CatalogEntry | undefined;
  entries(language: string): readonly CatalogEntry[];
  /** Our own strings in this language. */
  messages(language: string): Messages;
  asked(language: string): AskedFile;
  readonly products: readonly Product[];
  /** What the operator should know: broken overlay entries, unreadable translations. */
  readonly warnings: readonly string[];
}

export interface SourceFile {
  readonly path: string;
  readonly kind: FileKind;
  readonly tree: Tree;
  readonly origin: 'core' | 'overlay';
  readonly overlaid: readonly string[];
  readonly content: unknown;
}

/**
 * Reads the catalog below `root`, and a company's own folder over it. `cache` holds files parsed before; that of the build where it is there.
 * @throws ConfigError where the core catalog is broken (every mistake with file and line), or the overlay folder is not there.
 */
export function loadCatalog(root: string, overlayRoot?: string, cache: YamlCache = openYamlCache(cachePathOf(root))): Catalog {
  const { files, mistakes } = readCore(root, cache);
  if (mistakes.length > 0) throw new ConfigError(`Unexpected catalog content:\n${mistakes.map(printMistake).join('\n')}`);
  if (files.length === 0) throw new ConfigError(`Unexpected empty folder ${root}, expected the catalog's YAML files`);
  if (overlayRoot !== undefined && !existsSync(overlayRoot)) throw new ConfigError(`Unexpected CATALOG_OVERLAY "${overlayRoot}", expected an existing folder`);
  const laid = overlayRoot === undefined ? { files, warnings: [] } : layOver(files, overlayRoot);
  const roots = overlayRoot === undefined ? [root] : [root, overlayRoot];
  const languages = ['en', ...new Set(roots.flatMap(listLocales))];
  const warnings = [...laid.warnings];
  const editions = new Map(languages.map((language) => [language, edition(laid.files, roots, language, warnings, cache)]));
  return {
    languages,
    ids: [...(editions.get('en')?.entries.keys() ?? [])],
    products: laid.files.filter((file) => file.kind === 'product').map(productOf),
    warnings,
    entry: (id, language) => pick(editions, language).entries.get(id),
    entries: (language) => [...pick(editions, language).entries.values()],
    messages: (language) => pick(editions, language).messages,
    asked: (language) => pick(editions, language).asked,
  };
}

/** Every readable file of a catalog folder, and every mistake in the others. */
export function readCore(root: string, cache?: YamlCache): { readonly files: readonly SourceFile[]; readonly mistakes: readonly Mistake[] } {
  const files: SourceFile[] = [];
  const mistakes: Mistake[] = [];
  for (const path of listFiles(root)) {
    const kind = kindOf(path);
    const full = join(root, path);
    if (kind === undefined) {
      mistakes.push({ file: full, line: 1, text: 'Unexpected file, expected one of the folders of catalog/README.md' });
      continue;
    }
    const read = readYaml(full, cache);
    const checked = read.mistakes.length > 0 ? read : validate(full, read.value, SCHEMAS[kind]);
    mistakes.push(...checked.mistakes);
    if (checked.mistakes.length === 0) files.push({ path, kind, tree: read.value ?? {}, origin: 'core', overlaid: [], content: checked.value });
  }
  return { files, mistakes };
}

/** One broken file of an overlay is one warning; the rest is used. */
function layOver(core: readonly SourceFile[], overlayRoot: string): { files: readonly SourceFile[]; warnings: string[] } {
  const files = new Map(core.map((file) => [file.path, file]));
  const warnings: string[] = [];
  for (const path of listFiles(overlayRoot)) {
    const kind = kindOf(path);
    const full = join(overlayRoot, path);
    const read = readYaml(full);
    const below = files.get(path);
    if (kind === undefined || read.value === undefined) {
      warnings.push(...(read.mistakes.length > 0 ? read.mistakes.map(printMistake) : [`${full}:1  Unexpected file, expected a path of the catalog`]));
      continue;
    }
    const tree = below ? overlay(below.tree, read.value) : read.value;
    const checked = validate(full, tree, SCHEMAS[kind]);
    warnings.push(...checked.mistakes.map(printMistake));
    if (checked.mistakes.length > 0) continue;
    files.set(path, { path, kind, tree, origin: below ? 'core' : 'overlay', overlaid: Object.keys(read.value as object), content: checked.value });
  }
  return { files: [...files.values()], warnings };
}

interface Edition {
  readonly entries: ReadonlyMap<string, CatalogEntry>;
  readonly messages: Messages;
  readonly asked: AskedFile;
}

function edition(files: readonly SourceFile[], roots: readonly string[], language: string, warnings: string[], cache: YamlCache | undefined): Edition {
  const entries = new Map<string, CatalogEntry>();
  let messages = createMessages({}, language);
  let asked: AskedFile = { synonyms: {}, fillers: [] };
  for (const file of files) {
    const { content, missing } = language === 'en' ? { content: file.content, missing: [] } : translate(file, roots, language, warnings, cache);
    if (file.kind === 'interface') messages = createMessages(content as InterfaceTree, language);
    if (file.kind === 'asked') asked = content as AskedFile;
    const untranslated = (prefix: string): boolean => missing.some((path) => (prefix === '' ? !/^(phrases|logs|outputs)\./.test(path) : path.startsWith(`${prefix}.`)));
    for (const entry of entriesOf({ ...file, untranslated }, content)) entries.set(entry.id, entry);
  }
  return { entries, messages, asked };
}

/** The file with its words replaced by this language's; where the translation is unreadable, English and a warning. */
function translate(file: SourceFile, roots: readonly string[], language: string, warnings: string[], cache: YamlCache | undefined): { content: unknown; missing: readonly string[] } {
  let words: Tree | undefined;
  for (const root of roots) {
    const path = join(root, 'locales', language, file.path);
    if (!existsSync(path)) continue;
    const read = readYaml(path, cache);
    warnings.push(...read.mistakes.map(printMistake));
    if (read.value !== undefined) words = words === undefined ? read.value : overlay(words, read.value);
  }
  const shape = shapeOf(file.kind);
  const english = wordsOf(file.tree, shape);
  const { missing } = file.kind === 'asked' ? { missing: [] } : compareWords(english, words);
  const translated = shape === 'all' ? overlay(file.kind === 'asked' ? {} : file.tree, words ?? {}) : overlay(withoutAsked(file.tree), withoutHashes(words));
  const result = SCHEMAS[file.kind].safeParse(translated);
  if (result.success) return { content: result.data, missing };
  warnings.push(`locales/${language}/${file.path}:1  Unexpected words, expected the keys of the English file`);
  return { content: file.content, missing: [''] };
}

/** The tree without its keys of this name, at every depth. */
function without(name: string, tree: Tree): Tree {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => key !== name)
      .map(([key, value]) => [key, without(name, value)]),
  );
}
const withoutAsked = (tree: Tree): Tree => without('asked', tree);
const withoutHashes = (tree: Tree | undefined): Tree => without('of', tree ?? {});

function pick(editions: ReadonlyMap<string, Edition>, language: string): Edition {
  const found = editions.get(language) ?? editions.get(language.split('-')[0] ?? '') ?? editions.get('en');
  if (found === undefined) throw new ConfigError('Unexpected catalog without English, expected interface.yaml');
  return found;
}

function productOf(file: SourceFile): Product {
  const content = file.content as ProductFile;
  return { key: file.path.replace(/^products\//, '').replace(/\.yaml$/, ''), name: content.name, recognise: content.recognise, commands: content.commands ?? {} };
}
