import { HEADLINE_LENGTH } from '../catalog/index.ts';
import { plain, type Text } from './answer.ts';

/** Cuts a headline to its length at a word, with an ellipsis. Values are kept whole or dropped. */
export function headline(text: Text): Text {
  if (plain(text).length <= HEADLINE_LENGTH) return text;
  const kept: Text[number][] = [];
  let room = HEADLINE_LENGTH - 1;
  for (const part of text) {
    const length = typeof part === 'string' ? part.length : part.text.length;
    if (length <= room) {
      kept.push(part);
      room -= length;
      continue;
    }
    if (typeof part === 'string') kept.push(part.slice(0, room).replace(/[\s,;:]+\S*$/, ''));
    else if (room > 8) kept.push({ ...part, text: part.text.slice(0, room) });
    break;
  }
  return [...kept, '…'];
}
