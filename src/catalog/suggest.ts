/** `"check", not one of ...`: the known word nearest to a mistyped one, or the whole list where none is near. */
export function suggest(word: string, known: readonly string[]): string {
  const near = known.map((candidate) => ({ candidate, distance: editDistance(word, candidate) })).sort((a, b) => a.distance - b.distance)[0];
  if (near && near.distance <= Math.max(2, word.length / 3)) return `"${near.candidate}"`;
  return known.length > 0 ? `one of ${known.join(', ')}` : 'no key here';
}

/** Levenshtein distance: letters inserted, dropped or replaced. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
