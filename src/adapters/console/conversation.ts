import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Bot } from '../../bot/bot.ts';
import type { Button, From, Reply } from '../../bot/question.ts';
import { renderText } from './render.ts';

/** What a conversation needs of its terminal. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly columns: number;
}

const PASTE_ON = '\u001b[?2004h';
const PASTE_OFF = '\u001b[?2004l';
const PASTE_START = '\u001b[200~';
const PASTE_END = '\u001b[201~';

/**
 * Questions and numbered actions until the input ends or an empty line comes. A pasted block is one question: terminals
 * put marks around it (bracketed paste).
 */
export async function converse(
  bot: Bot,
  terminal: Terminal,
  from: From,
  ask: (words: string) => Promise<Reply>,
  prompt: string,
  language: string | undefined,
): Promise<void> {
  const lines = createInterface({
    input: terminal.input,
    output: terminal.output,
    prompt: `${prompt} `,
    terminal: false,
  });
  const write = (text: string): void => void terminal.output.write(text);
  let buttons: readonly Button[] = [];
  let pasted: string[] | undefined;
  write(PASTE_ON + `${prompt} `);
  for await (const line of lines) {
    const starts = line.includes(PASTE_START);
    const ends = line.includes(PASTE_END);
    const text = line.replace(PASTE_START, '').replace(PASTE_END, '');
    if (starts) pasted = [];
    if (pasted !== undefined) {
      pasted.push(text);
      if (!ends) continue;
    }
    const words = pasted?.join('\n') ?? text;
    pasted = undefined;
    if (words.trim() === '') break;
    const chosen = /^[1-9]$/.test(words.trim()) ? buttons[Number(words.trim()) - 1] : undefined;
    const reply =
      chosen === undefined
        ? await ask(words)
        : await bot.press({
            token: chosen.token,
            from,
            command: '',
            ...(language !== undefined && { platformLanguage: language }),
          });
    buttons = reply.buttons.slice(0, 9);
    const file = reply.answer.file === undefined ? '' : `\n${reply.answer.file.text}`;
    write(`${renderText(reply.answer, buttons, terminal.columns)}${file}\n${prompt} `);
  }
  write(PASTE_OFF);
  lines.close();
}
