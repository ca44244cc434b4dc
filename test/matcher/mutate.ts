import { toLatinLayout, toRussianLayout } from '../../src/text/layout.ts';
import { wordsOf } from '../../src/text/normalise.ts';
import { latinFromRussian } from '../../src/text/translit.ts';

/** A source of numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Mutation = 'swap' | 'drop' | 'layout' | 'translit' | 'case' | 'part';
export const MUTATIONS: readonly Mutation[] = ['swap', 'drop', 'layout', 'translit', 'case', 'part'];

const MIN_WORD = 5;

/** The text after one accident of typing; null where this accident cannot happen to it. */
export function mutate(text: string, mutation: Mutation, random: () => number): string | null {
  switch (mutation) {
    case 'swap':
      return inLongWord(text, random, (word, at) =>
        word[at] === word[at + 1]
          ? null
          : word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
      );
    case 'drop':
      return inLongWord(text, random, (word, at) => word.slice(0, at) + word.slice(at + 1));
    case 'layout':
      return /\d/.test(text)
        ? null
        : /\p{Script=Cyrillic}/u.test(text)
          ? cyrillicOnly(text, toLatinLayout)
          : toRussianLayout(text);
    case 'translit':
      return cyrillicOnly(text, latinFromRussian);
    case 'case':
      return [...text].map((letter) => (random() < 0.5 ? letter.toUpperCase() : letter.toLowerCase())).join('');
    case 'part':
      return partOf(text, random);
    default:
      return mutation satisfies never;
  }
}

// Russian with English words in it is typed on two layouts
function cyrillicOnly(text: string, change: (text: string) => string): string | null {
  return /\p{Script=Cyrillic}/u.test(text) && !/[a-z\d]/i.test(text) ? change(text) : null;
}

function inLongWord(
  text: string,
  random: () => number,
  change: (word: string, at: number) => string | null,
): string | null {
  const words = [...text.matchAll(/\p{L}+/gu)].filter(([word]) => word.length >= MIN_WORD);
  const word = words[Math.floor(random() * words.length)];
  if (word === undefined) return null;
  const changed = change(word[0], Math.floor(random() * (word[0].length - 1)));
  return changed === null ? null : text.slice(0, word.index) + changed + text.slice(word.index + word[0].length);
}

// Two neighbouring words at least, each with four letters at least, and not the whole text
function partOf(text: string, random: () => number): string | null {
  const words = wordsOf(text);
  if (words.length < 3) return null;
  const length = 2 + Math.floor(random() * (words.length - 2));
  const from = Math.floor(random() * (words.length - length + 1));
  const part = words.slice(from, from + length);
  return part.filter((word) => word.length >= 4).length >= 2 ? part.join(' ') : null;
}
