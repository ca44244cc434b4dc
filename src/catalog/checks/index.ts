import { join } from 'node:path';
import { listFiles, listLocales } from '../files.ts';
import { loadCatalog, readCore } from '../load.ts';
import { readYaml, type Mistake } from '../read-yaml.ts';
import type { Check, Translation } from './check.ts';
import { headlines } from './headlines.ts';
import { phrases } from './phrases.ts';
import { capabilities, references } from './references.ts';
import { registries, senders } from './registries.ts';
import { samples } from './samples.ts';
import { completeness, freshness } from './translations.ts';

const CHECKS: readonly Check[] = [registries, senders, phrases, references, capabilities, samples, headlines, completeness, freshness];

/** Every mistake of a catalog folder, sorted by file and line. An empty list is a sound catalog. */
export function checkCatalog(root: string): readonly Mistake[] {
  const { files, mistakes } = readCore(root);
  if (mistakes.length > 0) return sort(mistakes);
  const { translations, broken } = readTranslations(root);
  if (broken.length > 0) return sort(broken);
  const context = { root, files, translations, locales: listLocales(root), catalog: loadCatalog(root), full: (path: string) => join(root, path) };
  return sort(CHECKS.flatMap((check) => check(context)));
}

/** An overlay against the core catalog: what `loadCatalog` would leave out, with the reason. */
export const checkOverlay = (root: string, overlay: string): readonly string[] => loadCatalog(root, overlay).warnings;

/** All translated files of a catalog, and the ones that are no YAML. */
export function readTranslations(root: string): { readonly translations: readonly Translation[]; readonly broken: readonly Mistake[] } {
  const translations: Translation[] = [];
  const broken: Mistake[] = [];
  for (const language of listLocales(root)) {
    for (const path of listFiles(join(root, 'locales', language))) {
      const full = join(root, 'locales', language, path);
      const read = readYaml(full);
      broken.push(...read.mistakes);
      if (read.value !== undefined) translations.push({ language, path, full, tree: read.value });
    }
  }
  return { translations, broken };
}

const sort = (mistakes: readonly Mistake[]): readonly Mistake[] => [...mistakes].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
