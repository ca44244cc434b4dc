import { HEADLINE_LENGTH } from '../catalog/index.ts';
import { plain, type Text } from './answer.ts';

/** Cuts a headline to its length at a word, with an ellipsis. Values are kept whole or dropped. */
export function headline(text: Text): Text {
  if (plain(text).length <= HEADLINE_LENGTH) return text;
  if (plain(withoutStop(text)).length <= HEADLINE_LENGTH) return withoutStop(text);
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

/** The text without a full stop at its end. */
export function withoutStop(text: Text): Text {
  const last = text.at(-1);
  return typeof last === 'string' && last.endsWith('.') ? [...text.slice(0, -1), last.slice(0, -1)] : text;
}
