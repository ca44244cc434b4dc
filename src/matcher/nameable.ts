import type { Matchable } from './types.ts';
import type { Nameable } from './named.ts';

/** What the entries let a text name: their ids, and causes by the constants of the products, with and without their prefixes. */
export function createNameable(entries: readonly Matchable[]): Nameable {
  const ids = new Set(entries.map(({ id }) => id));
  const constants = new Map<string, string>();
  for (const { id, texts } of entries) {
    for (const { text, weight } of texts) {
      if (weight === 'constant' && !constants.has(withoutPrefix(text))) constants.set(withoutPrefix(text), id);
    }
  }
  return { has: (id) => ids.has(id), constant: (name) => constants.get(withoutPrefix(name)) };
}

// AST_CAUSE_USER_BUSY, SWITCH_CAUSE_USER_BUSY, USER_BUSY
const withoutPrefix = (name: string): string => name.toUpperCase().replace(/^(?:AST|SWITCH)_CAUSE_/, '');
