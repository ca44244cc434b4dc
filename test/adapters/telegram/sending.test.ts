import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApi } from '../../../src/adapters/telegram/api.ts';
import { createSender } from '../../../src/adapters/telegram/send.ts';
import { renderAnswer } from '../../../src/adapters/telegram/render.ts';
import { Telegraf } from 'telegraf';
import type { Answer } from '../../../src/answers/index.ts';
import { startTelegramServer, type TelegramServer } from '../../servers/telegram.ts';
import { recorder } from './helper.ts';
import { words } from './strict.helper.ts';

let server: TelegramServer;
const waited: number[] = [];
beforeEach(async () => {
  server = await startTelegramServer();
  server.say({ id: 101, first_name: 'Alice' }, '/start');
  server.group(-1001);
  waited.length = 0;
});
afterEach(() => server.stop());

const { log, logged } = recorder();

function sender() {
  const api = createApi(
    new Telegraf(server.token, { telegram: { apiRoot: `${server.root}/` } }).telegram,
    new AbortController().signal,
    async (ms) => void waited.push(ms),
  );
  return createSender(api, log);
}

const answer = (text: string, blocks: Answer['blocks'] = []): Answer => ({
  language: 'en',
  headline: ['486: ', { value: 'token', text }],
  blocks,
  actions: [],
  sources: [],
});
const rendered = (text: string, blocks?: Answer['blocks']) =>
  renderAnswer(answer(text, blocks), [{ label: 'Русский', token: '1:lang:ru:h=' }], words);
const texts = (): readonly string[] =>
  server.accepted('sendMessage').map(({ result }) => (result as { text: string }).text);

describe('an answer is not lost', () => {
  test('to a 429: the server is obeyed to the second', async () => {
    server.fail('sendMessage', { code: 429, description: 'retry after 7', parameters: { retry_after: 7 }, times: 2 });
    await sender().answer({ chat: 101 }, rendered('x'));
    expect(waited).toEqual([7_000, 7_000]);
    expect(texts()).toEqual(['486: x']);
  });

  test('to a gateway that is down for a moment', async () => {
    server.fail('sendMessage', { code: 502, times: 2 });
    await sender().answer({ chat: 101 }, rendered('x'));
    expect(waited).toEqual([500, 2_000]);
    expect(texts()).toEqual(['486: x']);
  });

  test('to a formatting rule: it goes out as plain text, its values still code', async () => {
    server.fail('sendMessage', {
      code: 400,
      description: "can't parse entities: whatever",
      when: ({ parse_mode: mode }) => mode === 'HTML',
    });
    await sender().answer({ chat: 101 }, rendered('@everyone'));
    expect(texts()).toEqual(['486: @everyone']);
    const sent = server.accepted('sendMessage')[0];
    expect(sent?.parameters['parse_mode']).toBeUndefined();
    expect(sent?.result).toMatchObject({
      entities: [{ type: 'code', offset: 5, length: 9 }],
      reply_markup: { inline_keyboard: [[{ text: 'Русский' }]] },
    });
  });

  test('to a rule about entities or keyboards: it goes out as bare text', async () => {
    server.fail('sendMessage', {
      code: 400,
      description: 'BUTTON_DATA_INVALID',
      when: ({ reply_markup: markup }) => markup !== undefined,
      times: 2,
    });
    await sender().answer({ chat: 101 }, rendered('x'));
    expect(texts()).toEqual(['486: x']);
  });

  test('to a group that became a supergroup meanwhile', async () => {
    server.world.migrated.set(-55, -1001);
    await sender().answer({ chat: -55 }, rendered('x'));
    expect(server.accepted('sendMessage')[0]?.parameters['chat_id']).toBe(-1001);
  });

  test('to a question that was deleted meanwhile', async () => {
    await sender().answer({ chat: 101, replyTo: 1 }, rendered('x'));
    expect(texts()).toEqual(['486: x']);
  });
});

test('a chat that blocked the bot is no error', async () => {
  server.world.blocked.add(101);
  await sender().answer({ chat: 101 }, rendered('x'));
  expect(texts()).toEqual([]);
});

test('a token that is not valid any more is an error, without the payload in it', async () => {
  server.fail('sendMessage', { code: 401 });
  const failure: unknown = await sender()
    .answer({ chat: 101 }, rendered('secret words'))
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'CallError', message: 'sendMessage: unauthorized (401)' });
  expect(JSON.stringify(failure)).not.toContain('secret words');
});

describe('a long answer', () => {
  const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}`).join('\n');

  test('is split between its blocks, with the buttons under the last message', async () => {
    await sender().answer(
      { chat: 101, replyTo: 1 },
      rendered('x', [
        { kind: 'paragraph', text: ['first '.repeat(500)] },
        { kind: 'paragraph', text: ['second '.repeat(500)] },
      ]),
    );
    expect(texts()).toHaveLength(2);
    expect(texts()[0]).toMatch(/^486: x\nfirst .*first$/);
    expect(texts()[1]).toMatch(/^second .*second$/);
    expect(server.accepted('sendMessage').map(({ parameters }) => parameters['reply_markup'] !== undefined)).toEqual([
      false,
      true,
    ]);
  });

  test('of one block is split between lines, the markup closed and opened again', async () => {
    await sender().answer({ chat: 101 }, rendered('x', [{ kind: 'code', text: lines(600) }]));
    expect(texts()).toHaveLength(2);
    expect(
      texts()
        .join('\n')
        .match(/line \d+/g),
    ).toHaveLength(600);
    for (const { result } of server.accepted('sendMessage'))
      expect(result).toMatchObject({
        entities: expect.arrayContaining([expect.objectContaining({ type: 'pre' })]) as unknown,
      });
  });

  test('of more than two messages is one message and a file with the whole, both replies to the question (trap 1)', async () => {
    const question = server.say({ id: 101, first_name: 'Alice' }, '486').message.message_id;
    await sender().answer({ chat: 101, replyTo: question }, rendered('x', [{ kind: 'code', text: lines(2_000) }]));
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toMatch(/The whole answer is in the file below\.$/);
    const [file] = server.accepted('sendDocument');
    expect(file?.parameters['reply_parameters']).toEqual({ message_id: question, allow_sending_without_reply: true });
    const { bytes, fileName } = (file?.parameters['document'] ?? {}) as { bytes: Uint8Array; fileName: string };
    expect(fileName).toBe('answer.txt');
    expect(
      Buffer.from(bytes)
        .toString('utf8')
        .match(/line \d+/g),
    ).toHaveLength(2_000);
  });
});

test('nothing that was sent stands in the log', () => {
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.join('')).not.toMatch(/486|everyone|secret words|line 1|700000:TEST/);
});
