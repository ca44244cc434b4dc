/** A table of at most `limit` entries. What was not used for long makes room first (second chance). */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** The entry that stands first in line to make room. */
  oldest(): [string, Value] | undefined;
  values(): IterableIterator<Value>;
  readonly size: number;
}

/** What a table of bounded size needs to know of its entries. */
export interface Evictable {
  used: boolean;
}

/** A bounded table. `evicted` is told of each entry that had to make room. */
export function createBoundedMap<Value extends Evictable>(
  limit: number,
  evicted: (value: Value) => void,
): BoundedMap<Value> {
  const entries = new Map<string, Value>();

  function makeRoom(): void {
    for (let chances = 8; ; chances--) {
      const first = entries.entries().next().value;
      if (first === undefined) return;
      const [key, value] = first;
      entries.delete(key);
      if (!value.used || chances <= 0) {
        evicted(value);
        return;
      }
      value.used = false;
      entries.set(key, value);
    }
  }

  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) value.used = true;
      return value;
    },
    set(key, value) {
      if (entries.size >= limit && !entries.has(key)) makeRoom();
      entries.set(key, value);
    },
    delete: (key) => void entries.delete(key),
    oldest: () => entries.entries().next().value,
    values: () => entries.values(),
    get size() {
      return entries.size;
    },
  };
}
