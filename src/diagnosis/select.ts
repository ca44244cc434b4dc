import type { Need, Rule, Scope } from './rule.ts';
import { bitsOf } from './signs.ts';

/** The rules of a scope that can find anything where this is missing and these signs show. */
export type Selection = <S extends Scope>(scope: S, missing: readonly Need[], signs: number) => readonly Rule<S>[];

/** Chooses once for each combination: a large trace has thousands of calls and a handful of combinations. */
export function createSelection(rules: readonly Rule[]): Selection {
  const known = new Map<Scope, Map<readonly Need[], Map<number, readonly Rule[]>>>();
  return <S extends Scope>(scope: S, missing: readonly Need[], signs: number) => {
    const byMissing = at(known, scope, () => new Map<readonly Need[], Map<number, readonly Rule[]>>());
    const bySigns = at(byMissing, missing, () => new Map<number, readonly Rule[]>());
    const chosen = at(bySigns, signs, () =>
      rules
        .filter(
          (rule) =>
            rule.scope === scope &&
            !rule.needs.some((need) => missing.includes(need)) &&
            (rule.when === undefined || (bitsOf(rule.when) & signs) !== 0),
        )
        // The last resorts come last.
        .toSorted((a, b) => Number(a.lastResort ?? false) - Number(b.lastResort ?? false)),
    );
    return chosen as unknown as readonly Rule<S>[];
  };
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const before = map.get(key);
  if (before !== undefined) return before;
  const made = make();
  map.set(key, made);
  return made;
}
