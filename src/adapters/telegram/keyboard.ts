import type { Block, Command } from '../../answers/index.ts';
import type { Button } from '../../bot/question.ts';
import { shown } from './inline.ts';
import type { RenderWords } from './render.ts';

/** A button as the Bot API takes it; `copy_text` is newer than the library's types (Bot API 7.11). */
export type KeyboardButton =
  | { readonly text: string; readonly callback_data: string }
  | { readonly text: string; readonly copy_text: { readonly text: string } };

export interface Keyboard {
  readonly inline_keyboard: readonly (readonly KeyboardButton[])[];
}

/** Characters of labels that fit beside each other on a phone. */
const ROW_CHARACTERS = 28;
const MOST_IN_ROW = 4;
const MOST_COPY_BUTTONS = 2;
const MOST_COPY_CHARACTERS = 256;
const MOST_DATA_BYTES = 64;

/** Buttons in rows: the answer's own, then one to copy each of the first commands. Undefined where there are none. */
export function keyboardOf(
  buttons: readonly Button[],
  blocks: readonly Block[],
  words: Pick<RenderWords, 'copy'>,
): Keyboard | undefined {
  const copies = blocks
    .filter((block): block is Command => block.kind === 'command')
    .map(({ command, label }) => {
      const text = shown(command).trim();
      return { text: words.copy(text.length <= ROW_CHARACTERS ? text : label), copy_text: { text } };
    })
    .filter(({ copy_text: { text } }) => text !== '' && text.length <= MOST_COPY_CHARACTERS)
    .slice(0, MOST_COPY_BUTTONS);
  const actions = buttons.map((button): KeyboardButton => {
    if (Buffer.byteLength(button.token) > MOST_DATA_BYTES)
      throw new Error(
        `Unexpected token of ${Buffer.byteLength(button.token)} bytes, expected at most ${MOST_DATA_BYTES}`,
      );
    return { text: button.label, callback_data: button.token };
  });
  const rows = [...rowsOf(actions), ...rowsOf(copies)];
  return rows.length === 0 ? undefined : { inline_keyboard: rows };
}

function rowsOf(buttons: readonly KeyboardButton[]): KeyboardButton[][] {
  const rows: KeyboardButton[][] = [];
  for (const button of buttons) {
    const last = rows.at(-1);
    const used = last?.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
    if (last !== undefined && last.length < MOST_IN_ROW && used + button.text.length <= ROW_CHARACTERS)
      last.push(button);
    else rows.push([button]);
  }
  return rows;
}
