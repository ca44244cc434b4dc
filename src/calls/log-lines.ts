/** Words of a log line that may be a Call-ID; the caller looks which of them is one. */
export function nearbyCallIds(text: string): readonly string[] {
  const words = text.slice(0, MOST_CHARACTERS).split(BETWEEN);
  const found = new Set<string>();
  for (const word of words) {
    if (word.length < SHORTEST) continue;
    found.add(word);
    // `Call-ID 1234@192.0.2.1:` and `... 1234@192.0.2.1.`
    const bare = word.replace(/[.:!?]+$/, '');
    if (bare !== word) found.add(bare);
  }
  return [...found];
}

const SHORTEST = 6;
const MOST_CHARACTERS = 2_000;
const BETWEEN = /[\s'"<>()[\]{},;=]+/;
