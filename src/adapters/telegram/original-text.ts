import type { MessageEntity } from 'telegraf/types';

/** What a client took for formatting, and took away. */
const MARKS: Readonly<Partial<Record<MessageEntity['type'], string>>> = {
  bold: '**',
  italic: '__',
  strikethrough: '~~',
  spoiler: '||',
  code: '`',
};

/**
 * The text as it was pasted: clients eat `**`, `__`, `~~`, `||` and backticks of a log and send entities instead (offsets are UTF-16
 * units). A mark that spans lines, or the whole message, was meant as formatting and stays away.
 */
export function originalText(text: string, entities: readonly MessageEntity[] = []): string {
  const marks = entities.flatMap(({ type, offset, length }) => {
    const mark = MARKS[type];
    const inside = text.slice(offset, offset + length);
    if (mark === undefined || length === 0 || inside.includes('\n') || inside === text.trim()) return [];
    return [
      { at: offset, mark, order: -length },
      { at: offset + length, mark, order: length },
    ];
  });
  // Where one ends and another begins, the end comes first; of two that begin together the longer, of two that end together the shorter.
  const sorted = marks.sort(
    (one, other) => one.at - other.at || Number(one.order < 0) - Number(other.order < 0) || one.order - other.order,
  );
  let rebuilt = '';
  let from = 0;
  for (const { at, mark } of sorted) {
    rebuilt += text.slice(from, at) + mark;
    from = at;
  }
  return rebuilt + text.slice(from);
}
