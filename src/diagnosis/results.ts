import type { SubjectDiagnosis } from './rule.ts';

/** What was said of each call, registration and other, in their order. */
export interface Results {
  readonly all: readonly SubjectDiagnosis[];
  add(id: string, result: SubjectDiagnosis): void;
  /** Of a subject that was added before. */
  change(id: string, result: SubjectDiagnosis): void;
  of(id: string): SubjectDiagnosis | undefined;
}

/** Two lists, and a map once somebody asks: most of a large trace are never asked for, and a growing map costs more than several rules. */
export function createResults(): Results {
  const ids: string[] = [];
  const all: SubjectDiagnosis[] = [];
  let places: ReadonlyMap<string, number> | undefined;
  const placeOf = (id: string): number => {
    places ??= new Map(ids.map((known, place) => [known, place]));
    return places.get(id) ?? -1;
  };
  return {
    all,
    add(id, result) {
      ids.push(id);
      all.push(result);
      places = undefined;
    },
    change(id, result) {
      all[placeOf(id)] = result;
    },
    of: (id) => all[placeOf(id)],
  };
}
