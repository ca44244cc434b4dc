import { isWord, PLAIN, SHORTEST, type ValueKind } from './wire-kinds.ts';

const CODE_BEFORE = /(?:SIP\/2\.0|response|status|code|cause|error|reason|Q\.850|=)\W{0,3}$/i;

/** Finds noted values in any text: those of six characters and more wherever they stand, shorter ones as words of their own. */
export function createSweep(
  noted: ReadonlyMap<string, ValueKind>,
  aliasOf: (value: string, kind: ValueKind) => string,
): (text: string) => string {
  /** The lengths of the values that begin alike, the longest first. */
  const lengths = new Map<string, number[]>();
  const long = new Map<string, readonly [string, ValueKind]>();
  const short = new Map<string, readonly [string, ValueKind]>();
  const add = (value: string, kind: ValueKind): void => {
    const lower = value.toLowerCase();
    const start = lower.slice(0, SHORTEST);
    const known = lengths.get(start) ?? [];
    if (!known.includes(lower.length))
      lengths.set(
        start,
        [...known, lower.length].sort((a, b) => b - a),
      );
    if (!long.has(lower)) long.set(lower, [value, kind]);
  };
  for (const [value, kind] of noted) {
    if (isWord(value)) continue;
    if (value.length < SHORTEST) {
      if (value.length > 1 && PLAIN.has(kind)) short.set(value, [value, kind]);
      continue;
    }
    add(value, kind);
    // The same number is often written without its plus.
    if (kind === 'number' && value.startsWith('+') && value.length > SHORTEST) add(value.slice(1), kind);
  }
  const shortly = (text: string, before: string): string =>
    text.replace(/(?<![A-Za-z0-9.])\+?[A-Za-z0-9_]{2,5}(?![A-Za-z0-9]|\.\d)/g, (word, at: number) => {
      const known = short.get(word);
      if (known === undefined) return word;
      return /^[1-6]\d\d$/.test(word) && CODE_BEFORE.test(before + text.slice(0, at)) ? word : aliasOf(...known);
    });
  return (text) => {
    if (long.size === 0) return shortly(text, '');
    const folded = text.toLowerCase();
    // A few letters change their length with their case: then only the same case is found.
    const lower = folded.length === text.length ? folded : text;
    let result = '';
    let from = 0;
    for (let at = 0; at + SHORTEST <= lower.length; at += 1) {
      const length = lengths.get(lower.slice(at, at + SHORTEST))?.find((one) => long.has(lower.slice(at, at + one)));
      const found = length === undefined ? undefined : long.get(lower.slice(at, at + length));
      if (length === undefined || found === undefined) continue;
      result += shortly(text.slice(from, at), '') + aliasOf(...found);
      from = at + length;
      at = from - 1;
    }
    return result + shortly(text.slice(from), '');
  };
}
