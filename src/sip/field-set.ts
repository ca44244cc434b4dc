import { HEADER_COUNT } from './names.ts';

/** Which header fields a message has: a bit for each known name, and one for all extensions together. Equal sets are one object. */
export type FieldSet = Int32Array;

/** Stands for every name that is not known. */
export const EXTENSION = HEADER_COUNT;

const WORDS = (EXTENSION >> 5) + 1;
/** Devices write a few dozen; hostile input may write any number. */
const MOST_SETS = 5_000;

/** Collects one set after another; the same sets come from it as the same objects. */
export interface FieldSets {
  /** Begins a set that is empty. */
  begin(): void;
  /** Adds the field with this `HeaderName.id`, or `EXTENSION`. */
  add(id: number): void;
  /** The set that was collected. */
  end(): FieldSet;
}

/** True where the set has the field with this `HeaderName.id`, or any extension for `EXTENSION`. */
export function hasField(set: FieldSet, id: number): boolean {
  return ((set[id >> 5] ?? 0) & (1 << (id & 31))) !== 0;
}

/** Keeps a set for every combination of fields that was seen. */
export function createFieldSets(): FieldSets {
  const current = new Int32Array(WORDS);
  const known = new Map<number, FieldSet[]>();
  let count = 0;
  return {
    begin: () => void current.fill(0),
    add(id) {
      current[id >> 5] = (current[id >> 5] ?? 0) | (1 << (id & 31));
    },
    end() {
      let hash = 0;
      for (let at = 0; at < WORDS; at++) hash = (Math.imul(hash, 31) + (current[at] ?? 0)) | 0;
      const before = known.get(hash)?.find((set) => isSame(set, current));
      if (before !== undefined) return before;
      if (count >= MOST_SETS) {
        known.clear();
        count = 0;
      }
      const made = current.slice();
      known.set(hash, [...(known.get(hash) ?? []), made]);
      count++;
      return made;
    },
  };
}

function isSame(one: FieldSet, two: FieldSet): boolean {
  for (let at = 0; at < WORDS; at++) if (one[at] !== two[at]) return false;
  return true;
}
