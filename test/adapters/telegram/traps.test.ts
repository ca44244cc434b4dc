import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Bot } from '../../../src/bot/bot.ts';
import { alice, bob, reached, realBot, SECRET, sentId, stage, textOf, type Stage } from './helper.ts';

let open: Stage | undefined;
afterEach(async () => {
  await open?.stop();
  vi.restoreAllMocks();
});

const CANARY = 'canary-7f3a9';

/** A bot whose questions about `boom` throw. */
function fragile(): Bot {
  const bot = realBot();
  return {
    ...bot,
    ask(question) {
      if (question.words.includes('boom')) throw new Error(`Unexpected ${question.words}, expected anything else`);
      return bot.ask(question);
    },
    press(press) {
      if (press.token.includes('boom')) throw new Error(`Unexpected ${press.token}, expected anything else`);
      return bot.press(press);
    },
  };
}

async function post(
  stageOpen: Stage,
  body: string,
  headers: Readonly<Record<string, string>> = { 'x-telegram-bot-api-secret-token': SECRET },
  query = '',
): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${stageOpen.http?.port}/telegram${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return response.status;
}

const update = (id: number, text: string, kind = 'message'): string =>
  JSON.stringify({
    update_id: id,
    [kind]: {
      message_id: id,
      date: 0,
      chat: { id: 101, type: 'private', first_name: 'Alice' },
      from: { ...alice, is_bot: false },
      text,
    },
  });

describe('traps 1 and 2: a handler that throws', () => {
  test.each([false, true])(
    'does not stop the bot, and its question stands in no log (webhook: %s)',
    async (webhook) => {
      const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      open = await stage({ webhook, bot: fragile() });
      open.server.say(alice, `boom ${CANARY}`);
      open.server.say(alice, '486');
      const [failed, answered] = await reached(open.server, 'sendMessage', 2);
      expect(textOf(failed)).toMatch(/^Our own mistake/);
      expect(textOf(answered)).toMatch(/^486 Busy Here/);
      expect(open.running.ready()).toBe(true);
      expect(printed).not.toHaveBeenCalled();
      expect(open.logged.join('')).toMatch(/telegram: no answer/);
      expect(open.logged.join('')).not.toContain(CANARY);
    },
  );

  test('a message of an unforeseen shape throws in the handler itself: the rest of the batch is answered, nothing is printed', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    open = await stage();
    const release = open.server.hold('getUpdates');
    open.server.push({ message: { message_id: 1, date: 0, text: CANARY } } as never);
    open.server.say(alice, '486');
    release();
    await reached(open.server, 'sendMessage', 1);
    expect(open.logged.join('')).toMatch(/telegram: handler failed/);
    expect(open.logged.join('')).not.toContain(CANARY);
    expect(printed).not.toHaveBeenCalled();
  });
});

test('T25: a press whose handler throws is answered too', async () => {
  open = await stage({ bot: fragile() });
  open.server.say(alice, '486');
  const [sent] = await reached(open.server, 'sendMessage', 1);
  open.server.press(alice, 101, sentId(sent), `boom ${CANARY}`);
  expect((await reached(open.server, 'answerCallbackQuery', 1))[0]?.parameters['text']).toMatch(/^Our own mistake/);
  await vi.waitFor(() => expect(open?.logged.join('')).toMatch(/telegram: no answer/));
  expect(open.logged.join('')).not.toContain(CANARY);
});

test('updates of any shape, and the bot still answers', async () => {
  open = await stage({ webhook: true });
  const odd = fc.dictionary(
    fc.constantFrom(
      'message',
      'callback_query',
      'chat',
      'from',
      'text',
      'entities',
      'reply_to_message',
      'photo',
      'data',
    ),
    fc.jsonValue(),
  );
  let id = 1_000;
  const current = open;
  await fc.assert(
    fc.asyncProperty(odd, odd, async (inner, outer) => {
      id += 1;
      const chat = { id: 101, type: 'private', first_name: 'Alice' };
      const status = await post(
        current,
        JSON.stringify({ ...outer, message: { message_id: id, date: 0, chat, ...inner }, update_id: id }),
      );
      expect(status).toBe(200);
    }),
    { seed: 7, numRuns: 100 },
  );
  open.server.say(bob, '486');
  await open.server.until((calls) =>
    calls.some(({ method, parameters }) => method === 'sendMessage' && parameters['chat_id'] === 102),
  );
});

test('trap 3: one slow chat delays no other, and keeps its own order', async () => {
  open = await stage();
  const release = open.server.hold('sendMessage', ({ chat_id: chat }) => chat === 101);
  open.server.say(alice, '486');
  open.server.say(alice, '403 wrong guess');
  open.server.say(bob, '486');
  expect((await reached(open.server, 'sendMessage', 1))[0]?.parameters['chat_id']).toBe(102);
  release();
  const [, first, second] = await reached(open.server, 'sendMessage', 3);
  expect([textOf(first).slice(0, 3), textOf(second).slice(0, 3)]).toEqual(['486', '403']);
});

test('trap 35 and T12: a 429 of one chat holds up that chat alone', async () => {
  const waited: number[] = [];
  let over = (): void => undefined;
  const pause = new Promise<void>((resolve) => (over = resolve));
  open = await stage({ wait: (ms) => (waited.push(ms), pause) });
  const flood = { code: 429, description: 'retry after 33', parameters: { retry_after: 33 } };
  open.server.fail('sendMessage', { ...flood, when: ({ chat_id: chat }) => chat === 101 });
  open.server.say(alice, '486');
  open.server.say(bob, '486');
  expect((await reached(open.server, 'sendMessage', 1))[0]?.parameters['chat_id']).toBe(102);
  over();
  expect((await reached(open.server, 'sendMessage', 2))[1]?.parameters['chat_id']).toBe(101);
  expect(waited).toEqual([33_000]);
});

test('trap 6: a call is never written into the webhook response, so its errors are seen (webhookReply)', async () => {
  open = await stage({ webhook: true });
  open.server.say(alice, '486');
  const [sent] = await reached(open.server, 'sendMessage', 1);
  const pressed = {
    id: 'unknown',
    from: { ...alice, is_bot: false },
    chat_instance: '1',
    data: '1:lang:ru:e=response/486',
  };
  const message = { message_id: sentId(sent), date: 1, chat: { id: 101, type: 'private', first_name: 'Alice' } };
  const response = await fetch(`http://127.0.0.1:${open.http?.port}/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify({ update_id: 9, callback_query: { ...pressed, message } }),
  });
  expect([response.status, await response.text()]).toEqual([200, '']);
  const server = open.server;
  expect(await server.until((calls) => calls.find(({ method }) => method === 'answerCallbackQuery')?.error?.code)).toBe(
    400,
  );
  // A press too old to be answered still edits the answer.
  await reached(server, 'editMessageText', 1);
});

describe('trap 8 and T7: the webhook', () => {
  test.each(['null', '[]', '"x"', '{', '', '7'])(
    'a body of %j is refused with 400 and leaves nothing hanging',
    async (body) => {
      open = await stage({ webhook: true });
      expect(await post(open, body)).toBe(400);
    },
  );

  test('a body without an update id is refused with 400', async () => {
    open = await stage({ webhook: true });
    expect(await post(open, '{"message":{}}')).toBe(400);
    expect(await post(open, 'null', { 'content-type': 'text/plain', 'x-telegram-bot-api-secret-token': SECRET })).toBe(
      400,
    );
  });

  test('a wrong secret, none, or a query string is 403, and not answered', async () => {
    open = await stage({ webhook: true });
    expect(await post(open, update(1, '486'), { 'x-telegram-bot-api-secret-token': 'wrong' })).toBe(403);
    expect(await post(open, update(1, '486'), {})).toBe(403);
    expect(await post(open, update(1, '486'), undefined, '?x=1')).toBe(403);
    open.server.say(alice, '403 wrong guess');
    expect(textOf((await reached(open.server, 'sendMessage', 1))[0])).toMatch(/^403/);
  });

  test('is told to come again (503) once the stop has begun, and Telegram does', async () => {
    open = await stage({ webhook: true, serverOptions: { retryMs: 5 } });
    await open.running.stop(1_000);
    open.server.say(alice, '486');
    await vi.waitFor(() => expect(open?.server.delivered.length).toBeGreaterThan(1));
    expect(open.server.delivered.every(({ status }) => status === 503)).toBe(true);
  });
});

test('trap 10 and T9: kinds of updates that are not ours reach nobody', async () => {
  open = await stage({ webhook: true });
  for (const [index, kind] of [
    'edited_message',
    'channel_post',
    'edited_channel_post',
    'guest_message',
    'business_message',
  ].entries())
    expect(await post(open, update(10 + index, '486', kind))).toBe(200);
  open.server.say(alice, '403 wrong guess');
  expect(textOf((await reached(open.server, 'sendMessage', 1))[0])).toMatch(/^403/);
});

test('T10: an update that is delivered twice is answered once', async () => {
  open = await stage({ webhook: true });
  open.server.say(alice, '/start');
  await reached(open.server, 'sendMessage', 1);
  const release = open.server.hold('sendMessage');
  expect([await post(open, update(77, '486')), await post(open, update(77, '486'))]).toEqual([200, 200]);
  release();
  await reached(open.server, 'sendMessage', 2);
  expect(await post(open, update(77, '486'))).toBe(200);
  expect(await post(open, update(78, '403 wrong guess'))).toBe(200);
  const answers = await reached(open.server, 'sendMessage', 3);
  expect(answers.map((call) => textOf(call).slice(0, 3))).toEqual(['Ask', '486', '403']);
});

test('T8: the answer to the webhook does not wait for the answer to the question', async () => {
  open = await stage({ webhook: true });
  const release = open.server.hold('sendMessage');
  const began = Date.now();
  expect(await post(open, update(1, '486'))).toBe(200);
  expect(Date.now() - began).toBeLessThan(2_000);
  expect(open.server.accepted('sendMessage')).toEqual([]);
  release();
});

test('no message, toast, token or address stands in the log at any level (section 7)', async () => {
  open = await stage({ bot: fragile() });
  const server = open.server;
  server.fail('sendMessage', { code: 400, description: `can't parse entities near ${CANARY}` });
  server.fail('sendMessage', { code: 502 });
  server.say(alice, `486 ${CANARY}`);
  server.say(alice, `boom ${CANARY}`);
  server.say(bob, `${CANARY} ${'x'.repeat(4_000)}`);
  await reached(server, 'sendMessage', 2);
  expect(open.logged.length).toBeGreaterThan(3);
  expect(open.logged.join('')).not.toMatch(new RegExp(`${CANARY}|TEST-token|busy`, 'i'));
});
