import { foldCase, wordsOf } from '../text/normalise.ts';
import { stemOf } from './stem.ts';
import type { Synonyms } from './types.ts';

/** What else a word of a question may stand for. */
export interface SynonymTable {
  /** Folded words that say nothing on their own. */
  readonly fillers: ReadonlySet<string>;
  /** Stems that mean the same as this stem, itself left out. */
  sameAs(stem: string): readonly string[];
  /** Stems meant by several words together (`do not disturb` is `dnd`), with the places of the words in `stems`. */
  phrasesIn(
    stems: readonly string[],
  ): readonly { readonly from: number; readonly to: number; readonly stems: readonly string[] }[];
}

interface Phrase {
  readonly parts: readonly string[];
  readonly stems: ReadonlySet<string>;
}

/** Groups of one meaning from the lists of all languages: each key and its values mean the same. */
export function createSynonyms(lists: readonly Synonyms[]): SynonymTable {
  const same = new Map<string, Set<string>>();
  const phrases = new Map<string, Phrase>();
  for (const [key, values] of lists.flatMap(({ synonyms }) => Object.entries(synonyms))) {
    const members = [key, ...values].map((member) => wordsOf(member).map(stemOf));
    const heads = members.filter((parts) => parts.length === 1).map(([stem]) => stem ?? '');
    for (const head of heads) same.set(head, union(same.get(head), heads));
    for (const parts of members.filter((parts) => parts.length > 1)) {
      const id = parts.join(' ');
      phrases.set(id, { parts, stems: union(phrases.get(id)?.stems, heads) });
    }
  }
  const byFirst = new Map<string, Phrase[]>();
  for (const phrase of phrases.values()) {
    const first = phrase.parts[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
  }
  return {
    fillers: new Set(lists.flatMap(({ fillers }) => fillers.filter((filler) => !/\s/.test(filler)).map(foldCase))),
    sameAs: (stem) => [...(same.get(stem) ?? [])].filter((other) => other !== stem),
    phrasesIn: (stems) =>
      stems.flatMap((stem, from) =>
        (byFirst.get(stem) ?? [])
          .filter(({ parts }) => parts.every((part, offset) => stems[from + offset] === part))
          .map(({ parts, stems: meant }) => ({ from, to: from + parts.length, stems: [...meant] })),
      ),
  };
}

const union = (set: ReadonlySet<string> | undefined, more: readonly string[]): Set<string> =>
  new Set([...(set ?? []), ...more]);
