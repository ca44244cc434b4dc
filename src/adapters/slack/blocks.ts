import { textLadder } from '../../ladder/index.ts';
import type { Block, Command, Item } from '../../answers/index.ts';
import {
  clean,
  codeWord,
  pieces,
  richWords,
  type RichBlock,
  type RichList,
  type RichSection,
  type RichWord,
} from './rich.ts';

/** Characters of one rich block at most. */
const MOST_PIECE = 2_800;

export const section = (elements: readonly RichWord[]): RichSection => ({ type: 'rich_text_section', elements });
export const sections = (words: readonly RichWord[]): RichBlock[] =>
  pieces(words, MOST_PIECE).map((piece) => ({ type: 'rich_text', elements: [section(piece)] }));

/** Blocks in order; commands in a row stand together, line by line. */
export function richBlocks(blocks: readonly Block[]): RichBlock[] {
  const all: RichBlock[] = [];
  let commands: RichWord[][] = [];
  for (const block of blocks) {
    if (block.kind === 'command') {
      commands.push([...richWords([`${block.label}: `]), codeWord(block.command)]);
      continue;
    }
    all.push(...sections(lines(commands)), ...oneBlock(block));
    commands = [];
  }
  return [...all, ...sections(lines(commands))];
}

function oneBlock(block: Exclude<Block, Command>): RichBlock[] {
  switch (block.kind) {
    case 'paragraph':
      return sections(richWords(block.text));
    case 'list':
      return [...sections(title(block.title)), ...listBlocks(block.ordered ? 'ordered' : 'bullet', block.items)];
    case 'facts':
      return sections(lines(block.rows.map((row) => [...richWords([`${row.label}: `]), ...richWords(row.text)])));
    case 'code':
      return preformatted(block.text);
    // No picture can be shown to one person alone: the ladder as text is always there
    case 'ladder':
      return [...sections(richWords(block.title)), ...preformatted(textLadder(block.layout))];
    case 'section':
      return [...sections(title(block.title)), ...richBlocks(block.blocks)];
    default:
      return block satisfies never;
  }
}

const lines = (rows: readonly (readonly RichWord[])[]): RichWord[] =>
  rows.flatMap((row, index) => (index === 0 ? row : [{ type: 'text' as const, text: '\n' }, ...row]));

const title = (text: string | undefined): RichWord[] => (text === undefined ? [] : richWords([text], true));

/** A list in as many blocks as its length asks for; numbers go on. An item longer than a block goes on as a paragraph. */
function listBlocks(style: RichList['style'], items: readonly Item[]): RichBlock[] {
  const blocks: RichBlock[] = [];
  let run: RichSection[] = [];
  let length = 0;
  let before = 0;
  const close = (): void => {
    if (run.length > 0)
      blocks.push({
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style,
            ...(style === 'ordered' && before > 0 && { offset: before }),
            elements: run,
          },
        ],
      });
    before += run.length;
    run = [];
    length = 0;
  };
  for (const item of items) {
    const [first = [], ...rest] = pieces(itemWords(item), MOST_PIECE);
    const size = first.reduce((sum, one) => sum + one.text.length, 0);
    if (first.length === 0) continue;
    if (length + size > MOST_PIECE) close();
    run.push(section(first));
    length += size;
    if (rest.length === 0) continue;
    close();
    blocks.push(...rest.map((piece): RichBlock => ({ type: 'rich_text', elements: [section(piece)] })));
  }
  close();
  return blocks;
}

const itemWords = (item: Item): RichWord[] => [
  ...richWords(item.text),
  ...item.lines.flatMap((line) => [...richWords([`\n${line.label}: `]), ...richWords(line.text)]),
];

/** Preformatted text, broken at line ends. */
function preformatted(text: string): RichBlock[] {
  const parts: string[] = [];
  for (const line of clean(text)
    .split('\n')
    .flatMap((whole) => whole.match(/.{1,2000}/gsu) ?? [''])) {
    const last = parts.at(-1);
    if (last === undefined || last.length + line.length + 1 > MOST_PIECE) parts.push(line);
    else parts[parts.length - 1] = `${last}\n${line}`;
  }
  return parts
    .filter((part) => part.trim() !== '')
    .map((part) => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: part }] }],
    }));
}
