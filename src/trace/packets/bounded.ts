/** A table of at most `limit` entries. What was not used for long makes room first. */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  values(): Value[];
}

/**
 * A bounded table of two generations: when the young one is half of `limit`, what is left of the old one is evicted and
 * the young one grows old; whatever is used grows young again. No entry is ever searched for, whatever the order of use.
 */
export function createBoundedMap<Value>(limit: number, evicted: (value: Value) => void): BoundedMap<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();

  function set(key: string, value: Value): void {
    if (young.size >= limit / 2 && !young.has(key)) {
      const leaving = old;
      old = young;
      young = new Map();
      leaving.delete(key);
      for (const gone of leaving.values()) evicted(gone);
    }
    old.delete(key);
    young.set(key, value);
  }

  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const aged = old.get(key);
      if (aged !== undefined) set(key, aged);
      return aged;
    },
    set,
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
    values: () => [...old.values(), ...young.values()],
  };
}
