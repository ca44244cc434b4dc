import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { z } from 'zod';
import {
  askedSchema,
  causeSchema,
  classesSchema,
  findingSchema,
  guideSchema,
  interfaceSchema,
  productSchema,
  responseSchema,
  warningsSchema,
} from './schema.ts';

/** What a file of the catalog holds, by its folder or name. */
export type FileKind = 'response' | 'cause' | 'product' | 'finding' | 'guide' | 'classes' | 'warnings' | 'interface' | 'asked';

export const SCHEMAS: Readonly<Record<FileKind, z.ZodType>> = {
  response: responseSchema,
  cause: causeSchema,
  product: productSchema,
  finding: findingSchema,
  guide: guideSchema,
  classes: classesSchema,
  warnings: warningsSchema,
  interface: interfaceSchema,
  asked: askedSchema,
};

const FOLDERS: Readonly<Record<string, FileKind>> = {
  responses: 'response',
  causes: 'cause',
  products: 'product',
  findings: 'finding',
  guides: 'guide',
};
const TABLES: Readonly<Record<string, FileKind>> = {
  'classes.yaml': 'classes',
  'warnings.yaml': 'warnings',
  'interface.yaml': 'interface',
  'asked.yaml': 'asked',
};

/** The kind of a path such as `responses/403.yaml`; undefined for a file that the catalog does not know. */
export function kindOf(path: string): FileKind | undefined {
  const [folder, name] = path.split('/');
  return name === undefined ? TABLES[path] : FOLDERS[folder ?? ''];
}

/** How the words of a kind are told from its facts; see `wordsOf`. */
export function shapeOf(kind: FileKind): 'file' | 'table' | 'all' {
  switch (kind) {
    case 'classes':
    case 'warnings':
      return 'table';
    case 'interface':
    case 'asked':
      return 'all';
    case 'response':
    case 'cause':
    case 'product':
    case 'finding':
    case 'guide':
      return 'file';
    default:
      return kind satisfies never;
  }
}

/** Relative paths of the YAML files below a folder, sorted, without `locales/` and `registry/`. */
export function listFiles(root: string): readonly string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && item.name.endsWith('.yaml'))
    .map((item) => relative(root, join(item.parentPath, item.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('locales/') && !path.startsWith('registry/'))
    .sort();
}

/** Language tags that have a folder in `locales/`. */
export function listLocales(root: string): readonly string[] {
  const folder = join(root, 'locales');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .sort();
}
