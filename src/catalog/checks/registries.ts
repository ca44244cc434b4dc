import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf } from '../read-yaml.ts';
import type { Mistake } from '../read-yaml.ts';
import type { Check } from './check.ts';

/** The rows of a registry table: tab-separated, `#` lines are remarks, the first other line is the header. */
function rowsOf(root: string, name: string): readonly { readonly line: number; readonly cells: readonly string[] }[] {
  const path = join(root, 'registry', name);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '' && !text.startsWith('#'))
    .slice(1)
    .map(({ line, text }) => ({ line, cells: text.split('\t') }));
}

interface Registry {
  readonly table: string;
  readonly id: (key: string) => string;
  readonly path: (key: string) => string;
  /** The field that must read as the registry has it. */
  readonly field: 'reason' | 'name' | 'text';
}

const REGISTRIES: readonly Registry[] = [
  { table: 'responses.tsv', id: (key) => `response/${key}`, path: (key) => `responses/${key}.yaml`, field: 'reason' },
  { table: 'causes.tsv', id: (key) => `cause/${key}`, path: (key) => `causes/${key}.yaml`, field: 'name' },
  { table: 'warnings.tsv', id: (key) => `warning/${key}`, path: () => 'warnings.yaml', field: 'text' },
];

/** Every registered code is there under its registered name, and only those count as registered. */
export const registries: Check = ({ root, catalog, full }) => REGISTRIES.flatMap((registry) => checkRegistry(registry, root, catalog, full));

function checkRegistry(registry: Registry, root: string, catalog: Parameters<Check>[0]['catalog'], full: (path: string) => string): Mistake[] {
  const rows = rowsOf(root, registry.table);
  const registered = new Set(rows.map((row) => registry.id(row.cells[0] ?? '')));
  const missing = rows.flatMap(({ line, cells: [key = '', name = ''] }): Mistake[] => {
    const entry = catalog.entry(registry.id(key), 'en') as Record<string, unknown> | undefined;
    if (entry === undefined) return [{ file: join(root, 'registry', registry.table), line, text: `Unexpected gap: ${key} ${name} has no entry, expected ${registry.path(key)}` }];
    const written = entry[registry.field];
    return written === name ? [] : [{ file: full(registry.path(key)), line: lineOf(full(registry.path(key)), registry.field === 'text' ? [key, 'text'] : [registry.field]), text: `Unexpected ${registry.field} "${String(written)}", expected "${name}" as registered` }];
  });
  if (registry.table !== 'responses.tsv' || rows.length === 0) return missing;
  const unmarked = catalog
    .entries('en')
    .filter((entry) => entry.kind === 'response' && registered.has(entry.id) === (entry.registered === false))
    .map((entry) => ({ file: full(`responses/${entry.id.slice('response/'.length)}.yaml`), line: 1, text: `Unexpected registered state of ${entry.id}, expected "registered: false" exactly where registry/responses.tsv does not have it` }));
  return [...missing, ...unmarked];
}

/** A code outside the registry says who sends it. */
export const senders: Check = ({ catalog, full }) =>
  catalog
    .entries('en')
    .filter((entry) => entry.kind === 'response' && entry.registered === false && entry.sender === undefined)
    .map((entry) => ({ file: full(`responses/${entry.id.slice('response/'.length)}.yaml`), line: 1, text: `Unexpected unregistered code ${entry.id} without "sender", expected who sends it` }));
