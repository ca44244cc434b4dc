import type { Text } from '../../answers/index.ts';

/** The part of Slack's rich text that we use. It is literal: nothing in it can become a mention, a link or a ping. */
export interface RichWord {
  readonly type: 'text';
  readonly text: string;
  readonly style?: { readonly bold?: true; readonly code?: true };
}
export interface RichSection {
  readonly type: 'rich_text_section';
  readonly elements: readonly RichWord[];
}
export interface RichList {
  readonly type: 'rich_text_list';
  readonly style: 'bullet' | 'ordered';
  /** How many items of the same list stand in blocks before. */
  readonly offset?: number;
  readonly elements: readonly RichSection[];
}
export interface RichPreformatted {
  readonly type: 'rich_text_preformatted';
  readonly elements: readonly RichWord[];
}
export interface RichBlock {
  readonly type: 'rich_text';
  readonly elements: readonly (RichSection | RichList | RichPreformatted)[];
}

/** Inline text as rich words; every value in code. What would be empty is left out. */
export function richWords(text: Text, bold = false): RichWord[] {
  return text.flatMap((part) => {
    const shown = typeof part === 'string' ? clean(part) : clean(part.text).replace(/\s+/g, ' ');
    return shown === '' ? [] : [word(shown, bold, typeof part !== 'string')];
  });
}

export const codeWord = (text: string): RichWord => word(clean(text), false, true);

function word(text: string, bold: boolean, code: boolean): RichWord {
  if (!bold && !code) return { type: 'text', text };
  return { type: 'text', text, style: { ...(bold && { bold: true }), ...(code && { code: true }) } };
}

/** Control and direction characters and halves of surrogate pairs show as a replacement mark; line ends and tabs stay. */
// oxlint-disable-next-line no-control-regex
export const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu,
      '\ufffd',
    );

/** Words in pieces of at most `most` characters, broken at a space where there is one. */
export function pieces(words: readonly RichWord[], most: number): RichWord[][] {
  const all: RichWord[][] = [[]];
  let room = most;
  for (const given of words) {
    let rest = given.text;
    while (rest.length > room) {
      const at = breakAt(rest, room);
      if (at > 0) all.at(-1)?.push({ ...given, text: rest.slice(0, at) });
      rest = rest.slice(at);
      all.push([]);
      room = most;
    }
    if (rest === '') continue;
    all.at(-1)?.push({ ...given, text: rest });
    room -= rest.length;
  }
  return all.filter((piece) => piece.length > 0);
}

/** Where to break so that no surrogate pair is cut; 0 where the next piece is the better place. */
function breakAt(text: string, room: number): number {
  const space = text.lastIndexOf(' ', room - 1);
  if (space > room / 2) return space + 1;
  if (room < 40) return 0;
  return /[\ud800-\udbff]/.test(text.charAt(room - 1)) ? room - 1 : room;
}

/** Characters of a rich block. */
export const lengthOf = (block: RichBlock): number => wordsOf(block).reduce((sum, one) => sum + one.text.length, 0);

function wordsOf(block: RichBlock): readonly RichWord[] {
  return block.elements.flatMap((part) =>
    part.type === 'rich_text_list' ? part.elements.flatMap((item) => item.elements) : part.elements,
  );
}

/** Slack reads `text` as mrkdwn: only these three characters make tokens. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A rich block as text. `formatted`: values between backticks, for a message without blocks; else plain, for notifications. */
export function textOf(block: RichBlock, formatted: boolean): string {
  const inline = (words: readonly RichWord[]): string =>
    words
      .map((one) => (formatted && one.style?.code === true ? `\`${unticked(one.text)}\`` : escapeText(one.text)))
      .join('');
  return block.elements
    .map((part) => {
      switch (part.type) {
        case 'rich_text_section':
          return inline(part.elements);
        case 'rich_text_list':
          return part.elements
            .map(
              (item, index) =>
                (part.style === 'ordered' ? `${(part.offset ?? 0) + index + 1}. ` : '• ') + inline(item.elements),
            )
            .join('\n');
        case 'rich_text_preformatted':
          return formatted
            ? `\`\`\`\n${unticked(part.elements.map((one) => one.text).join(''))}\n\`\`\``
            : inline(part.elements);
        default:
          return part satisfies never;
      }
    })
    .join('\n');
}

const unticked = (text: string): string => escapeText(text.replaceAll('`', "'"));
