const resets: (() => void)[] = [];

/**
 * A look-up whose last answer is kept: many rules ask the same of one call, one after another. Nothing is held longer than until
 * another subject is asked for, or until `forget`.
 */
export function once<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  let last: { readonly key: K; readonly value: V } | undefined;
  resets.push(() => (last = undefined));
  return (key) => {
    if (last?.key === key) return last.value;
    const value = compute(key);
    last = { key, value };
    return value;
  };
}

/** The same for what is asked of many in turn, such as the messages of a call: the last answers are kept, at most so many. */
export function recent<K, V>(most: number, compute: (key: K) => V): (key: K) => V {
  const kept = bounded(most, compute);
  resets.push(kept.clear);
  return kept.get;
}

/** The same for what is asked of two things together, of which each is one of a few. */
export function recentPair<A extends object, B extends object, V>(
  most: number,
  compute: (one: A, two: B) => V,
): (one: A, two: B) => V {
  const byFirst = recent(most, (one: A) => bounded(most, (two: B) => compute(one, two)).get);
  return (one, two) => byFirst(one)(two);
}

function bounded<K, V>(most: number, compute: (key: K) => V): { get(key: K): V; clear(): void } {
  const known = new Map<K, V>();
  return {
    get(key) {
      const before = known.get(key);
      if (before !== undefined || known.has(key)) return before as V;
      const value = compute(key);
      if (known.size >= most) known.clear();
      known.set(key, value);
      return value;
    },
    clear: () => known.clear(),
  };
}

/** Calls this where nothing of an input may stay. */
export const onForget = (reset: () => void): void => void resets.push(reset);

/** Lets go of everything that is kept: nothing of an input stays after it has been judged. */
export function forget(): void {
  for (const reset of resets) reset();
}
