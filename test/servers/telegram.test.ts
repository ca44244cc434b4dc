import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTelegramServer, type TelegramServer } from './telegram.ts';

let server: TelegramServer;
beforeAll(async () => {
  server = await startTelegramServer();
  server.say({ id: 101, first_name: 'Alice' }, '/start');
});
afterAll(() => server.stop());

interface Body {
  readonly ok: boolean;
  readonly description?: string;
  readonly error_code?: number;
  readonly result?: {
    readonly message_id: number;
    readonly text: string;
    readonly entities?: readonly { readonly type: string; readonly offset: number; readonly length: number }[];
  };
}

async function call(method: string, payload: object, token = server.token): Promise<Body> {
  const response = await fetch(`${server.root}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  return (await response.json()) as Body;
}
const send = (text: string, more: object = {}): Promise<Body> =>
  call('sendMessage', { chat_id: 101, text, parse_mode: 'HTML', ...more });

describe('what the Bot API refuses, the test server refuses', () => {
  test.each([
    ['an empty text', { text: '' }, 'message text is empty'],
    ['white space', { text: ' \n ' }, 'message text is empty'],
    ['4,097 characters', { text: 'x'.repeat(4_097) }, 'message is too long'],
    ['an unclosed tag', { text: '<b>x' }, `can't parse entities: Can't find end tag corresponding to start tag "b"`],
    [
      'tags closed crosswise',
      { text: '<b><i>x</b></i>' },
      `can't parse entities: Unmatched end tag, expected "</i>", found "</b>"`,
    ],
    ['a tag it does not know', { text: '<div>x</div>' }, `can't parse entities: Unsupported start tag "div"`],
    ['an end without a start', { text: 'x</b>' }, `can't parse entities: Unexpected end tag "</b>"`],
    ['bold in code', { text: '<code><b>x</b></code>' }, `can't parse entities: "b" inside of code`],
    ['code in bold', { text: '<b><code>x</code></b>' }, `can't parse entities: "code" inside of "b"`],
    [
      'a quotation in a quotation',
      { text: '<blockquote><blockquote>x</blockquote></blockquote>' },
      `can't parse entities: a quotation inside of another entity`,
    ],
    ['101 entities', { text: '<b>x</b> '.repeat(101) }, 'too many entities: the real server drops those over 100'],
    ['a lone surrogate', { text: 'x\ud800' }, 'strings must be encoded in UTF-8'],
    [
      'an unknown field',
      { text: 'x', disable_web_page_preview: true },
      'unexpected field "disable_web_page_preview" of sendMessage',
    ],
    ['an unknown chat', { text: 'x', chat_id: 999 }, 'chat not found'],
    [
      'a reply to what is not there',
      { text: 'x', reply_parameters: { message_id: 1 } },
      'message to be replied not found',
    ],
    [
      'callback_data of 65 bytes',
      { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'ж'.repeat(32) + 'x' }]] } },
      'BUTTON_DATA_INVALID',
    ],
    [
      'a button without an action',
      { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'a' }]] } },
      'an inline keyboard button must have exactly one action',
    ],
    [
      'copy_text of 257 characters',
      { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'a', copy_text: { text: 'x'.repeat(257) } }]] } },
      'BUTTON_COPY_TEXT_INVALID',
    ],
  ])('%s', async (_, payload, description) => {
    expect(await send('', payload)).toEqual({ ok: false, error_code: 400, description: `Bad Request: ${description}` });
  });

  test('an edit that changes nothing, and one of a message that is not there', async () => {
    const id = (await send('<b>x</b>')).result?.message_id;
    expect(
      await call('editMessageText', { chat_id: 101, message_id: id, text: '<b>x</b>', parse_mode: 'HTML' }),
    ).toMatchObject({ ok: false, description: expect.stringContaining('message is not modified') as string });
    expect(await call('editMessageText', { chat_id: 101, message_id: id, text: 'x' })).toMatchObject({ ok: true });
    expect(await call('editMessageText', { chat_id: 101, message_id: 1, text: 'x' })).toMatchObject({
      description: 'Bad Request: message to edit not found',
    });
  });

  test('another token', async () => {
    expect(await call('getMe', {}, '1:wrong')).toMatchObject({ ok: false, error_code: 401 });
  });

  test('an answer to a press that never was', async () => {
    expect(await call('answerCallbackQuery', { callback_query_id: 'nobody' })).toMatchObject({
      ok: false,
      error_code: 400,
    });
  });

  test('getUpdates while a webhook is set, and plain http beyond loopback', async () => {
    expect(await call('setWebhook', { url: 'http://biloxi.example.com/x' })).toMatchObject({ ok: false });
    expect(await call('setWebhook', { url: 'https://biloxi.example.com/x' })).toMatchObject({ ok: true });
    expect(await call('getUpdates', {})).toMatchObject({ error_code: 409 });
    await call('deleteWebhook', {});
  });

  test('a second poller: the first is thrown out', async () => {
    const other = await startTelegramServer();
    const poll = async (timeout: number): Promise<unknown> =>
      (await fetch(`${other.root}/bot${other.token}/getUpdates?timeout=${timeout}`)).json();
    const waiting = other.polled();
    const first = poll(20);
    await waiting;
    const second = poll(0);
    expect(await first).toMatchObject({ error_code: 409 });
    expect(await second).toMatchObject({ ok: true });
    await other.stop();
  });
});

describe('what the test server reads', () => {
  test('entities have UTF-16 offsets, after white space at the ends is gone', async () => {
    const { result } = await send('  😀 <b>a&lt;b</b> <code>/sip</code>\n');
    expect(result?.text).toBe('😀 a<b /sip');
    expect(result?.entities).toEqual([
      { type: 'bold', offset: 3, length: 3 },
      { type: 'code', offset: 7, length: 4 },
    ]);
  });

  test.each([
    ['/start now', 'bot_command'],
    ['ask @alice_b', 'mention'],
    ['see https://biloxi.example.com/a', 'url'],
    ['see biloxi.example.com', 'url'],
    ['call +79161234567', 'phone_number'],
    ['alice@atlanta.example.com', 'email'],
    ['#outage', 'hashtag'],
  ])('%s has a %s that nobody asked for', async (text, type) => {
    expect((await send(text)).result?.entities?.map((entity) => entity.type)).toEqual([type]);
    expect((await send(`<code>${text}</code>`)).result?.entities?.map((entity) => entity.type)).toEqual(['code']);
  });
});
