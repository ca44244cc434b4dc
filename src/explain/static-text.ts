/**
 * The longest text that every match of a pattern contains, in lower case: a cheap test before the pattern itself. Empty
 * where there is none, or where the pattern has alternatives.
 *
 *   failed for '[^']+' - Wrong password   ->   "' - wrong password"
 */
export function staticText(source: string): string {
  const runs: string[] = [''];
  const cut = (): void => void runs.push('');
  const drop = (): void => void (runs[runs.length - 1] = (runs.at(-1) ?? '').slice(0, -1));
  let index = 0;
  while (index < source.length) {
    const character = source[index] ?? '';
    if (character === '|') return '';
    if (character === '\\') {
      const escaped = source[index + 1] ?? '';
      if (/[a-zA-Z0-9]/.test(escaped)) cut();
      else runs[runs.length - 1] += escaped;
      index += 2;
    } else if (character === '[' || character === '(') {
      cut();
      index = closing(source, index) + 1;
    } else if ('*?{'.includes(character)) {
      drop();
      cut();
      index = character === '{' ? source.indexOf('}', index) + 1 || source.length : index + 1;
    } else {
      if ('.^$+'.includes(character)) cut();
      else runs[runs.length - 1] += character;
      index += 1;
    }
  }
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '').toLowerCase();
}

/** The index of the bracket that closes the one at `start`. */
function closing(source: string, start: number): number {
  const open = source[start] ?? '';
  const close = open === '[' ? ']' : ')';
  let depth = 0;
  for (let index = start; index < source.length; index += 1) {
    const character = source[index];
    if (character === '\\') index += 1;
    else if (character === open && (open === '(' || index === start)) depth += 1;
    else if (character === close && (depth -= 1) === 0) return index;
  }
  return source.length;
}
