import type { Answer, Block, Item } from '../../answers/index.ts';
import type { Button } from '../../bot/question.ts';
import { clean, codeWord, lengthOf, pieces, richWords, textOf, type RichBlock, type RichList, type RichSection, type RichWord } from './rich.ts';

/** A message as it is sent: blocks, the same as plain text for notifications, and as mrkdwn for where blocks are refused. */
export interface Payload {
  readonly text: string;
  readonly fallback: string;
  readonly blocks: readonly SlackBlock[];
}

export interface ActionsBlock {
  readonly type: 'actions';
  readonly block_id: string;
  readonly elements: readonly SlackButton[];
}
export interface SlackButton {
  readonly type: 'button';
  readonly text: { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };
  readonly action_id: string;
  readonly value: string;
}
export type SlackBlock = RichBlock | ActionsBlock;

/** What stands under an answer. */
export interface Controls {
  readonly buttons: readonly Button[];
  /** `block_id` of the buttons. */
  readonly blockId: string;
  readonly share?: Button;
}

const MOST_BLOCKS = 48;
/** Characters of one rich block, and of all of one message: Slack refuses above about 13,200. */
const MOST_PIECE = 2_800;
const MOST_MESSAGE = 11_000;
/** Slack may cut a message's `text` in several messages above this. */
const MOST_TEXT = 3_900;
/** A response_url is good for five messages. */
const MOST_MESSAGES = 4;

/** An answer as messages, the buttons under the first. `cutWords` says how much did not fit, where that happens (over 44,000 characters). */
export function renderAnswer(answer: Answer, controls: Controls, cutWords: (characters: number) => string): readonly Payload[] {
  const blocks = [{ type: 'rich_text' as const, elements: pieces(richWords(answer.headline, true), MOST_PIECE).map(section) }, ...answer.blocks.flatMap(richBlocks)];
  const messages = pack(blocks.filter((block) => block.elements.length > 0));
  const shown = messages.slice(0, MOST_MESSAGES);
  const lost = messages.slice(MOST_MESSAGES).flat().reduce((sum, block) => sum + lengthOf(block), 0);
  if (lost > 0) shown.at(-1)?.push({ type: 'rich_text', elements: [section([{ type: 'text', text: cutWords(lost) }])] });
  return shown.map((message, index) => payloadOf(message, index === 0 ? actionsOf(controls) : []));
}

function payloadOf(blocks: readonly RichBlock[], actions: readonly ActionsBlock[]): Payload {
  const text = blocks.map((block) => textOf(block, false)).join('\n\n');
  return { text: text.length <= MOST_TEXT ? text : cutText(text, MOST_TEXT), fallback: blocks.map((block) => textOf(block, true)).join('\n\n'), blocks: [...blocks, ...actions] };
}

/** The beginning of escaped text, cut at a word and never inside an entity. */
export const cutText = (text: string, most: number): string => `${text.slice(0, most - 1).replace(/(\s+\S*|&\w{0,3})$/, '')}…`;

/** As few messages as the limits of blocks and characters allow. */
function pack(blocks: readonly RichBlock[]): RichBlock[][] {
  const messages: RichBlock[][] = [];
  let room = 0;
  for (const block of blocks) {
    const last = messages.at(-1);
    if (last === undefined || lengthOf(block) > room || last.length >= MOST_BLOCKS) {
      messages.push([block]);
      room = MOST_MESSAGE - lengthOf(block);
    } else {
      last.push(block);
      room -= lengthOf(block);
    }
  }
  return messages;
}

const section = (elements: readonly RichWord[]): RichSection => ({ type: 'rich_text_section', elements });
const sections = (words: readonly RichWord[]): RichBlock[] => pieces(words, MOST_PIECE).map((piece) => ({ type: 'rich_text', elements: [section(piece)] }));

function richBlocks(block: Block): RichBlock[] {
  switch (block.kind) {
    case 'paragraph':
      return sections(richWords(block.text));
    case 'list':
      return [...sections(title(block.title)), ...listBlocks(block.ordered ? 'ordered' : 'bullet', block.items)];
    case 'facts':
      return block.rows.flatMap((row) => sections([...richWords([`${row.label}: `]), ...richWords(row.text)]));
    case 'code':
      return preformatted(block.text);
    case 'command':
      return sections([...richWords([`${block.label}: `]), codeWord(block.command)]);
    case 'section':
      return [...sections(title(block.title)), ...block.blocks.flatMap(richBlocks)];
    default:
      return block satisfies never;
  }
}

const title = (text: string | undefined): RichWord[] => (text === undefined ? [] : richWords([text], true));

/** A list in as many blocks as its length asks for; numbers go on. An item longer than a block goes on as a paragraph. */
function listBlocks(style: RichList['style'], items: readonly Item[]): RichBlock[] {
  const blocks: RichBlock[] = [];
  let run: RichSection[] = [];
  let length = 0;
  let before = 0;
  const close = (): void => {
    if (run.length > 0) blocks.push({ type: 'rich_text', elements: [{ type: 'rich_text_list', style, ...(style === 'ordered' && before > 0 && { offset: before }), elements: run }] });
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

const itemWords = (item: Item): RichWord[] => [...richWords(item.text), ...item.lines.flatMap((line) => [...richWords([`\n${line.label}: `]), ...richWords(line.text)])];

/** Preformatted text, broken at line ends. */
function preformatted(text: string): RichBlock[] {
  const parts: string[] = [];
  for (const line of clean(text).split('\n').flatMap((whole) => whole.match(/.{1,2000}/gsu) ?? [''])) {
    const last = parts.at(-1);
    if (last === undefined || last.length + line.length + 1 > MOST_PIECE) parts.push(line);
    else parts[parts.length - 1] = `${last}\n${line}`;
  }
  return parts.filter((part) => part.trim() !== '').map((part) => ({ type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: part }] }] }));
}

/** All buttons in one block; Slack takes 25, our answers have at most ten. */
function actionsOf({ buttons, blockId, share }: Controls): readonly ActionsBlock[] {
  const elements = [...buttons.map((button, index) => slackButton(button, `show:${index}`)), ...(share === undefined ? [] : [slackButton(share, 'share')])].slice(0, 25);
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: blockId.slice(0, 255), elements }];
}

const slackButton = ({ label, token }: Button, actionId: string): SlackButton => ({ type: 'button', text: { type: 'plain_text', text: shortLabel(label), emoji: false }, action_id: actionId, value: token });

const shortLabel = (label: string): string => (label.length <= 75 ? label : `${label.slice(0, 74).trimEnd()}…`);
