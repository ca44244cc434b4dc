/** What an alias stands for. */
export type AliasKind = 'number' | 'user' | 'address' | 'host' | 'callId' | 'name';

/** Same value, same alias, as long as the object lives. */
export interface Aliases {
  of(kind: AliasKind, value: string): string;
  /** The longest value with an alias that stands at `at` of a text in lower case and that `fits`: what must not stand in a masked text. */
  longest(
    lower: string,
    at: number,
    fits: (value: string) => boolean,
  ): { readonly value: string; readonly alias: string } | undefined;
}

const LETTERS: Readonly<Record<AliasKind, string>> = {
  number: 'N',
  user: 'U',
  address: 'A',
  host: 'H',
  callId: 'C',
  name: 'P',
};

/** Values that name nobody. */
const OPEN = /^(anonymous|anonymous\.invalid|0\.0\.0\.0|127\.\d+\.\d+\.\d+|::1?|localhost|unknown|\?|)$/i;

/** Shorter values are found in URIs alone: an extension 480 must not hide a status code. */
export const SHORTEST_KNOWN = 4;
const NONE: readonly number[] = [];

/** Short aliases for answers: `N1`, `A2`. Kinds do not share counters; numbers and users do share values. */
export function createAliases(): Aliases {
  const given = new Map<string, string>();
  const counts = new Map<AliasKind, number>();
  /** The lengths of the values that begin alike, the longest first. */
  const lengths = new Map<string, number[]>();
  return {
    of(kind, value) {
      if (OPEN.test(value)) return value;
      const key = value.toLowerCase();
      const before = given.get(key);
      if (before !== undefined) return before;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const alias = `${LETTERS[kind]}${count}`;
      given.set(key, alias);
      if (key.length >= SHORTEST_KNOWN) {
        const start = key.slice(0, SHORTEST_KNOWN);
        const known = lengths.get(start) ?? [];
        if (!known.includes(key.length))
          lengths.set(
            start,
            [...known, key.length].sort((a, b) => b - a),
          );
      }
      return alias;
    },
    longest(lower, at, fits) {
      for (const length of lengths.get(lower.slice(at, at + SHORTEST_KNOWN)) ?? NONE) {
        const value = lower.slice(at, at + length);
        const alias = given.get(value);
        if (alias !== undefined && fits(value)) return { value, alias };
      }
      return undefined;
    },
  };
}
