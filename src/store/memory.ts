import type { Store } from './store.ts';

interface Kept {
  readonly value: string;
  readonly until: number;
}

/** How many keys are kept; the oldest go first. */
const MOST_KEYS = 100_000;

/** A store that ends with the process. `now` gives milliseconds. */
export function createMemoryStore(now: () => number = Date.now): Store {
  const kept = new Map<string, Kept>();
  const read = (key: string): Kept | undefined => {
    const found = kept.get(key);
    if (found === undefined || found.until > now()) return found;
    kept.delete(key);
    return undefined;
  };
  const write = (key: string, value: string, lifeMs?: number): void => {
    kept.delete(key);
    kept.set(key, { value, until: lifeMs === undefined ? Infinity : now() + lifeMs });
    const oldest = kept.keys().next().value;
    if (kept.size > MOST_KEYS && oldest !== undefined) kept.delete(oldest);
  };
  return {
    get: async (key) => read(key)?.value,
    set: async (key, value, lifeMs) => write(key, value, lifeMs),
    async claim(key, lifeMs) {
      if (read(key) !== undefined) return false;
      write(key, '', lifeMs);
      return true;
    },
    delete: async (key) => void kept.delete(key),
    close: async () => kept.clear(),
  };
}
