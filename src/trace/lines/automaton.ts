/** Finds which of many lower-case strings stand in a text, in one pass (Aho and Corasick 1975), ignoring the case of ASCII letters. */
export interface Automaton {
  /** Marks in `hits` the index of every string that stands in text[from, to); returns how many different ones were marked. */
  scan(text: string, from: number, to: number, hits: Hits): number;
}

/** The strings found in one line. Reused from line to line: `clear` before the next scan. */
export interface Hits {
  readonly found: number[];
  readonly seen: Uint8Array;
}

export function createHits(size: number): Hits {
  return { found: [], seen: new Uint8Array(size) };
}

export function clearHits(hits: Hits): void {
  for (const index of hits.found) hits.seen[index] = 0;
  hits.found.length = 0;
}

/** Builds the automaton of `words` (lower case, not empty). Words beyond ASCII are allowed. */
export function createAutomaton(words: readonly string[]): Automaton {
  const { classOf, wide, size } = classesOf(words);
  const trie = buildTrie(words, (code) => (code < 128 ? (classOf[code] as number) : (wide.get(code) ?? 0)), size);
  const { next, outputs } = linkTrie(trie, size);
  return {
    scan(text, from, to, hits) {
      let state = 0;
      const before = hits.found.length;
      for (let index = from; index < to; index += 1) {
        const code = text.charCodeAt(index);
        const symbol = code < 128 ? (classOf[code] as number) : wide.size === 0 ? 0 : (wide.get(code) ?? 0);
        state = symbol === 0 ? 0 : (next[state * size + symbol] as number);
        if (state !== 0 && outputs[state] !== undefined) mark(outputs[state], hits);
      }
      return hits.found.length - before;
    },
  };
}

function mark(ids: readonly number[] | undefined, hits: Hits): void {
  for (const id of ids ?? []) {
    if (hits.seen[id] !== 0) continue;
    hits.seen[id] = 1;
    hits.found.push(id);
  }
}

/** Symbol 0 is every character that no word contains. Upper and lower case of a letter share a symbol. */
function classesOf(words: readonly string[]): { classOf: Uint8Array; wide: Map<number, number>; size: number } {
  const classOf = new Uint8Array(128);
  const wide = new Map<number, number>();
  let size = 1;
  for (const word of words) {
    for (let index = 0; index < word.length; index += 1) {
      const code = word.charCodeAt(index);
      if (code >= 128) {
        if (!wide.has(code)) wide.set(code, size++);
      } else if (classOf[code] === 0) {
        classOf[code] = size;
        if (code >= 97 && code <= 122) classOf[code - 32] = size;
        size += 1;
      }
    }
  }
  return { classOf, wide, size };
}

interface Trie {
  readonly next: number[];
  readonly outputs: (number[] | undefined)[];
}

function buildTrie(words: readonly string[], symbolOf: (code: number) => number, size: number): Trie {
  const next: number[] = Array.from({ length: size }, () => 0);
  const outputs: (number[] | undefined)[] = [undefined];
  words.forEach((word, id) => {
    let state = 0;
    for (let index = 0; index < word.length; index += 1) {
      const at = state * size + symbolOf(word.charCodeAt(index));
      if (next[at] === 0) {
        next[at] = outputs.length;
        outputs.push(undefined);
        for (let symbol = 0; symbol < size; symbol += 1) next.push(0);
      }
      state = next[at] as number;
    }
    (outputs[state] ??= []).push(id);
  });
  return { next, outputs };
}

/** Turns the trie into a full transition table; each state also reports the words that end as its suffix. */
function linkTrie(trie: Trie, size: number): { next: Int32Array; outputs: (number[] | undefined)[] } {
  const next = Int32Array.from(trie.next);
  const fail = new Int32Array(trie.outputs.length);
  const queue: number[] = [];
  for (let symbol = 1; symbol < size; symbol += 1) {
    if (next[symbol] !== 0) queue.push(next[symbol] as number);
  }
  for (const state of queue) {
    const suffix = fail[state] as number;
    if (trie.outputs[suffix] !== undefined)
      trie.outputs[state] = [...(trie.outputs[state] ?? []), ...(trie.outputs[suffix] ?? [])];
    for (let symbol = 1; symbol < size; symbol += 1) {
      const at = state * size + symbol;
      const child = next[at] as number;
      const other = next[suffix * size + symbol] as number;
      if (child === 0) next[at] = other;
      else {
        fail[child] = other;
        queue.push(child);
      }
    }
  }
  return { next, outputs: trie.outputs };
}
