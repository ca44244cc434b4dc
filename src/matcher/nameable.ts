import type { Matchable } from './types.ts';
import type { Nameable } from './named.ts';

/** What the entries let a text name: their ids, and causes by the constants of the products, with and without their prefixes. */
export function createNameable(entries: readonly Matchable[]): Nameable {
  const ids = new Set(entries.map(({ id }) => id));
  const constants = entries.flatMap(({ id, texts }) =>
    texts.filter(({ weight }) => weight === 'constant').map(({ text }) => [text.toUpperCase(), id] as const),
  );
  const full = new Map(constants);
  const short = new Map(constants.map(([name, id]) => [withoutPrefix(name), id]));
  // AST_CAUSE_PRE_EMPTED is 8, PRE_EMPTED of FreeSWITCH is 45
  return {
    has: (id) => ids.has(id),
    constant: (name) => full.get(name.toUpperCase()) ?? short.get(withoutPrefix(name.toUpperCase())),
  };
}

// AST_CAUSE_USER_BUSY, SWITCH_CAUSE_USER_BUSY, USER_BUSY
const withoutPrefix = (name: string): string => name.replace(/^(?:AST|SWITCH)_CAUSE_/, '');
