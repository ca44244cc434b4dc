import type { Matchable } from './types.ts';

const MIN_LINE = 12;
const MAX_LINE = 500;
const MAX_LINES = 40;

/** Entries whose patterns match a line of the text, in the order of the lines. Only the given entries are tried. */
export function matchLogLines(text: string, entries: readonly Matchable[]): readonly Matchable[] {
  const withPatterns = entries.filter(({ patterns }) => patterns !== undefined && patterns.length > 0);
  const found = new Set<Matchable>();
  for (const line of text.split('\n', MAX_LINES)) {
    const short = line.trim().slice(0, MAX_LINE);
    if (short.length < MIN_LINE) continue;
    for (const entry of withPatterns) {
      if (entry.patterns?.some((pattern) => hits(pattern, short))) found.add(entry);
    }
  }
  return [...found];
}

function hits(pattern: RegExp, line: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(line);
}
