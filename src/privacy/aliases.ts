/** What an alias stands for. */
export type AliasKind = 'number' | 'user' | 'address' | 'host' | 'callId' | 'name';

/** Same value, same alias, as long as the object lives. */
export interface Aliases {
  of(kind: AliasKind, value: string): string;
  /** Values that have an alias and begin with these four characters in lower case, the longest first: what must not stand in a masked text. */
  starting(four: string): readonly (readonly [string, string])[];
}

const LETTERS: Readonly<Record<AliasKind, string>> = { number: 'N', user: 'U', address: 'A', host: 'H', callId: 'C', name: 'P' };

/** Values that name nobody. */
const OPEN = /^(anonymous|anonymous\.invalid|0\.0\.0\.0|127\.\d+\.\d+\.\d+|::1?|localhost|unknown|\?|)$/i;

/** Shorter values are found in URIs alone: an extension 480 must not hide a status code. */
export const SHORTEST_KNOWN = 4;
const NONE: readonly (readonly [string, string])[] = [];

/** Short aliases for answers: `N1`, `A2`. Kinds do not share counters; numbers and users do share values. */
export function createAliases(): Aliases {
  const given = new Map<string, string>();
  const counts = new Map<AliasKind, number>();
  const byStart = new Map<string, (readonly [string, string])[]>();
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
        byStart.set(start, [...(byStart.get(start) ?? []), [key, alias] as const].sort((a, b) => b[0].length - a[0].length));
      }
      return alias;
    },
    starting: (four) => byStart.get(four) ?? NONE,
  };
}
