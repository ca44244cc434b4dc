import type { Place, TraceProblem } from './traced.ts';

/** Counts what is odd about an input as a whole: one entry for each kind and detail, with the first place. */
export interface Problems {
  add(kind: string, place?: Place, detail?: string): void;
  list(): TraceProblem[];
}

const MAX_ENTRIES = 200;

/** An empty count. After 200 different entries further details of a kind fall into the entry without a detail. */
export function createProblems(): Problems {
  const entries = new Map<string, { kind: string; place?: Place; count: number; detail?: string }>();
  return {
    add(kind, place, detail) {
      const full = entries.size >= MAX_ENTRIES;
      const key = detail === undefined || full ? kind : `${kind} ${detail}`;
      const known = entries.get(key);
      if (known !== undefined) {
        known.count++;
        return;
      }
      entries.set(key, {
        kind,
        count: 1,
        ...(place === undefined ? {} : { place }),
        ...(detail === undefined || full ? {} : { detail }),
      });
    },
    list: () => [...entries.values()],
  };
}
