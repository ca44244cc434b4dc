/** A small seeded generator (mulberry32): the same seed gives the same inputs on every machine. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** What networks, chats and editors do to a trace, and what nobody would do. */
export const MUTATIONS = ['cut', 'flip', 'repeat', 'interleave', 'truncate', 'join-lines', 'drop', 'none'] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** One damaged input. `other` is mixed in by `interleave`. */
export function mutate(bytes: Buffer, other: Buffer, kind: Mutation, random: (below: number) => number): Buffer {
  const from = random(bytes.length + 1);
  const to = Math.min(bytes.length, from + random(Math.max(1, bytes.length >> 2)));
  switch (kind) {
    case 'cut':
      return bytes.subarray(from);
    case 'truncate':
      return bytes.subarray(0, from);
    case 'drop':
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    case 'repeat':
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, to), bytes.subarray(from)]);
    case 'flip': {
      const copy = Buffer.from(bytes);
      for (let count = 1 + random(20); count > 0 && copy.length > 0; count -= 1)
        copy[random(copy.length)] = random(256);
      return copy;
    }
    case 'interleave': {
      const at = random(other.length + 1);
      return Buffer.concat([bytes.subarray(0, from), other.subarray(at, at + random(2_000)), bytes.subarray(from)]);
    }
    case 'join-lines':
      return Buffer.from(
        bytes.toString('latin1').replace(/\r?\n/g, (end) => (random(4) === 0 ? ' ' : end)),
        'latin1',
      );
    case 'none':
      return bytes;
    default:
      return kind satisfies never;
  }
}
