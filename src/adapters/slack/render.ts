import type { Answer } from '../../answers/index.ts';
import type { Button } from '../../bot/question.ts';
import { richBlocks, section, sections } from './blocks.ts';
import { lengthOf, richWords, textOf, type RichBlock } from './rich.ts';

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
/** Characters of one message; with the labels of 25 buttons below the 13,200 or so at which Slack refuses. */
const MOST_MESSAGE = 10_500;
/** Slack may cut a message's `text` in several messages above this. */
const MOST_TEXT = 3_900;
/** A response_url is good for five messages. */
const MOST_MESSAGES = 4;

/** An answer as messages, the buttons under the first. `cutWords` says how much did not fit, where that happens (over 42,000 characters). */
export function renderAnswer(
  answer: Answer,
  controls: Controls,
  cutWords: (characters: number) => string,
): readonly Payload[] {
  const messages = pack([...sections(richWords(answer.headline, true)), ...richBlocks(answer.blocks)]);
  const shown = messages.slice(0, MOST_MESSAGES);
  const lost = messages
    .slice(MOST_MESSAGES)
    .flat()
    .reduce((sum, block) => sum + lengthOf(block), 0);
  if (lost > 0)
    shown.at(-1)?.push({ type: 'rich_text', elements: [section([{ type: 'text', text: cutWords(lost) }])] });
  return shown.map((message, index) => payloadOf(message, index === 0 ? actionsOf(controls) : []));
}

function payloadOf(blocks: readonly RichBlock[], actions: readonly ActionsBlock[]): Payload {
  const text = blocks.map((block) => textOf(block, false)).join('\n\n');
  return {
    text: text.length <= MOST_TEXT ? text : cutText(text, MOST_TEXT),
    fallback: blocks.map((block) => textOf(block, true)).join('\n\n'),
    blocks: [...blocks, ...actions],
  };
}

/** The beginning of escaped text, cut at a word and never inside an entity. */
export const cutText = (text: string, most: number): string =>
  `${text.slice(0, most - 1).replace(/(\s+\S{0,80}|&\w{0,4})$/, '')}…`;

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

/** All buttons in one block; Slack takes 25, our answers have at most ten. */
function actionsOf({ buttons, blockId, share }: Controls): readonly ActionsBlock[] {
  const elements = [
    ...buttons.map((button, index) => slackButton(button, `show:${index}`)),
    ...(share === undefined ? [] : [slackButton(share, 'share')]),
  ].slice(0, 25);
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: blockId.slice(0, 255), elements }];
}

const slackButton = ({ label, token }: Button, actionId: string): SlackButton => ({
  type: 'button',
  text: { type: 'plain_text', text: shortLabel(label), emoji: false },
  action_id: actionId,
  value: token,
});

const shortLabel = (label: string): string => (label.length <= 75 ? label : `${label.slice(0, 74).trimEnd()}…`);
