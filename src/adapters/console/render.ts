import { plain, type Answer, type Block, type Text } from '../../answers/index.ts';
import { textLadder } from '../../ladder/index.ts';
import type { Button } from '../../bot/question.ts';

/** An answer as plain text for a terminal of this many columns, ended by a newline. Commands and code stay whole. */
export function renderText(answer: Answer, buttons: readonly Button[], columns: number): string {
  const width = Math.max(32, Math.min(columns, 80));
  const parts = [wrap(safe(answer.headline), width, ''), ...groups(answer.blocks, width)];
  if (buttons.length > 0)
    parts.push(wrap(buttons.map((button, index) => `[${index + 1} ${button.label}]`).join(' '), width, ''));
  return `${parts.join('\n\n')}\n`;
}

/** Blocks as paragraphs; commands in a row stand together. */
function groups(blocks: readonly Block[], width: number): string[] {
  const parts: string[] = [];
  let before: Block['kind'] | undefined;
  for (const block of blocks) {
    const text = renderBlock(block, width);
    const together =
      (block.kind === 'command' && before === 'command') || (block.kind === 'facts' && before === 'facts');
    if (together) parts.push(`${parts.pop() ?? ''}\n${text}`);
    else parts.push(text);
    before = block.kind;
  }
  return parts;
}

function renderBlock(block: Block, width: number): string {
  switch (block.kind) {
    case 'paragraph':
      return wrap(safe(block.text), width, '');
    case 'list':
      return [
        ...(block.title === undefined ? [] : [block.title]),
        ...block.items.flatMap((item, index) => {
          const mark = block.ordered ? `${index + 1}. ` : '- ';
          const indent = ' '.repeat(mark.length);
          return [
            mark + wrap(safe(item.text), width, indent),
            ...item.lines.map((line) => indent + wrap(`${line.label}: ${safe(line.text)}`, width, `${indent}  `)),
          ];
        }),
      ].join('\n');
    case 'facts':
      return block.rows.map((row) => wrap(`${row.label}: ${safe(row.text)}`, width, '  ')).join('\n');
    case 'code':
      return block.text;
    case 'command':
      return `${block.label}: ${printable(block.command)}`;
    case 'ladder':
      return textLadder(block.layout, width);
    case 'section':
      return [block.title, ...groups(block.blocks, width)].join('\n');
    default:
      return block satisfies never;
  }
}

const safe = (text: Text): string => printable(plain(text));

/** A terminal obeys control and direction characters: they are shown as a replacement mark. */
// oxlint-disable-next-line no-control-regex
const printable = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

/** Breaks at spaces; the first line may have a mark before it of the indent's length. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  for (const given of text.split('\n')) {
    let line = '';
    for (const word of given.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && longer.length + indent.length > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
  }
  return lines.join(`\n${indent}`);
}
