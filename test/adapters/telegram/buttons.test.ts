import type { Chat } from '@grammyjs/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../../servers/telegram/people.ts';
import { alice, bob, realBot, reached, stage, textOf, type Stage } from './helper.ts';

let open: Stage;
let group: Chat;
let now = 1_000_000;
beforeAll(async () => {
  open = await stage({ bot: realBot(() => now) });
  group = open.server.group(-1001);
});
afterAll(() => open.stop());

interface Shown {
  readonly id: number;
  readonly chat: number;
  readonly text: string;
  readonly buttons: readonly {
    readonly text: string;
    readonly callback_data?: string;
    readonly copy_text?: { readonly text: string };
  }[];
}

async function ask(person: Person, text: string, chat?: Chat): Promise<Shown> {
  const before = open.server.accepted('sendMessage').length;
  open.server.say(person, text, chat && { chat });
  return shown((await reached(open.server, 'sendMessage', before + 1))[before]?.result);
}

function shown(result: unknown): Shown {
  const message = result as {
    message_id: number;
    chat: { id: number };
    text: string;
    reply_markup?: { inline_keyboard: Shown['buttons'][] };
  };
  return {
    id: message.message_id,
    chat: message.chat.id,
    text: message.text,
    buttons: message.reply_markup?.inline_keyboard.flat() ?? [],
  };
}

const tokenOf = (answer: Shown, label: string | RegExp): string =>
  answer.buttons.find(({ text, callback_data: data }) => data !== undefined && text.search(label) >= 0)
    ?.callback_data ?? `no button ${label}`;

/** Presses and gives the toast. */
async function press(person: Person, answer: Shown, data: string): Promise<unknown> {
  const before = open.server.accepted('answerCallbackQuery').length;
  open.server.press(person, answer.chat, answer.id, data);
  return (await reached(open.server, 'answerCallbackQuery', before + 1))[before]?.parameters['text'];
}

async function edited(count: number): Promise<Shown> {
  return shown((await reached(open.server, 'editMessageText', count))[count - 1]?.result);
}
const edits = (): number => open.server.accepted('editMessageText').length;

describe('a button', () => {
  test('edits the one answer and is answered at once, without a toast', async () => {
    const answer = await ask(alice, 'codec mismatch');
    const before = edits();
    expect(await press(alice, answer, tokenOf(answer, /488/))).toBeUndefined();
    const after = await edited(before + 1);
    expect(after).toMatchObject({ id: answer.id });
    expect(after.text).toMatch(/^488 /);
  });

  test('the press is answered although the chat still waits for a slow answer', async () => {
    const answer = await ask(alice, '486');
    const release = open.server.hold('sendMessage');
    open.server.say(alice, '403 wrong guess');
    const before = edits();
    await press(alice, answer, tokenOf(answer, /Русский/));
    expect(edits()).toBe(before);
    release();
    await edited(before + 1);
    await press(alice, answer, '1:lang:en:e=response/486');
    await edited(before + 2);
  });

  test('pressed twice changes nothing the second time: "message is not modified" is no error', async () => {
    const answer = await ask(alice, 'codec mismatch');
    const data = tokenOf(answer, /499/);
    const before = edits();
    await press(alice, answer, data);
    await edited(before + 1);
    await press(alice, answer, data);
    await open.server.until((calls) =>
      calls.some(({ method, error }) => method === 'editMessageText' && error?.description.includes('not modified')),
    );
    await ask(alice, '486');
    expect(open.logged.join('')).not.toContain('no answer');
  });

  test('another language edits it and stays for the next question', async () => {
    const dave = { id: 104, first_name: 'Dave', language_code: 'en' };
    const answer = await ask(dave, '486');
    const before = edits();
    await press(dave, answer, tokenOf(answer, /Русский/));
    expect((await edited(before + 1)).text).toMatch(/^486 Busy Here: .*[а-я]/);
    expect((await ask(dave, '486')).text).toMatch(/[а-я]/);
  });

  test('has a command to copy, whole', async () => {
    const answer = await ask(alice, '486');
    const copy = answer.buttons.filter(({ copy_text: copied }) => copied !== undefined);
    expect(copy.length).toBeGreaterThan(0);
    for (const { text, copy_text: copied } of copy) {
      expect(text).toMatch(/^Copy: /);
      expect(answer.text).toContain(copied?.text);
    }
  });

  test('whose session has ended says so in a toast, in the language of the person', async () => {
    const answer = await ask(alice, 'hello there');
    const data = tokenOf(answer, /Русский/);
    now += 31 * 60_000;
    const before = edits();
    expect(await press(bob, answer, data)).toBe('Этот ответ устарел. Пришлите вопрос ещё раз.');
    expect(await press(alice, answer, 'v0:from:another:time')).toBe('This answer is too old. Send the question again.');
    expect(edits()).toBe(before);
  });
});

describe('in a group, where anyone may press (9a)', () => {
  test("a stranger's language button tells the stranger only, and sets his language", async () => {
    const erin = { id: 105, first_name: 'Erin', language_code: 'en' };
    const answer = await ask(alice, '/sip 486', group);
    const before = edits();
    expect(await press(erin, answer, tokenOf(answer, /Русский/))).toBe('Дальше отвечаю по-русски.');
    expect((await ask(erin, '/sip 486', group)).text).toMatch(/[а-я]/);
    expect((await ask(alice, '/sip 486', group)).text).not.toMatch(/[а-я]/);
    expect(edits()).toBe(before);
  });

  test('the language button of the one who asked edits the answer', async () => {
    const frank = { id: 106, first_name: 'Frank', language_code: 'en' };
    const answer = await ask(frank, '/sip 486', group);
    const before = edits();
    expect(await press(frank, answer, tokenOf(answer, /Русский/))).toBeUndefined();
    expect((await edited(before + 1)).text).toMatch(/[а-я]/);
  });

  test("a stranger's other buttons keep the language of the shared answer", async () => {
    const answer = await ask(alice, '/sip codec mismatch', group);
    const before = edits();
    await press(bob, answer, tokenOf(answer, /480/));
    expect((await edited(before + 1)).text).not.toMatch(/[а-я]/);
  });
});

test('a press under a message that is too old to be edited is answered anew', async () => {
  const answer = await ask(alice, '486');
  open.server.fail('editMessageText', { code: 400, description: "message can't be edited" });
  const before = open.server.accepted('sendMessage').length;
  await press(alice, answer, tokenOf(answer, /Русский/));
  expect(textOf((await reached(open.server, 'sendMessage', before + 1))[before])).toMatch(/^486 Busy Here: .*[а-я]/);
});
