import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startTelegram, type Running } from '../../../src/adapters/telegram/telegram.ts';
import type { Timers } from '../../../src/bot/parts.ts';
import { createMemoryStore } from '../../../src/store/memory.ts';
import { startTelegramServer, type TelegramServer } from '../../servers/telegram.ts';
import { alice, reached, realBot, recorder, SECRET, stage, textOf, type Stage } from './helper.ts';

let server: TelegramServer | undefined;
let open: Stage | undefined;
let running: Running | undefined;
afterEach(async () => {
  await running?.stop(1_000);
  await open?.stop();
  await server?.stop();
  [server, open, running] = [undefined, undefined, undefined];
});

const base = () => ({ bot: realBot(), store: createMemoryStore(), log: recorder().log });

/** A clock that every wait moves on, without any time going by. */
function leaping(): {
  readonly timers: Timers;
  readonly waits: number[];
  wait(ms: number, signal: AbortSignal): Promise<void>;
} {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    timers: {
      now: () => now,
      after: (ms, run) =>
        (
          (timer) => () =>
            clearTimeout(timer)
        )(setTimeout(run, ms)),
    },
    async wait(ms, signal) {
      waits.push(ms);
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
}

describe('a start that cannot succeed fails and names the variable', () => {
  test('a token that Telegram does not know', async () => {
    server = await startTelegramServer();
    await expect(
      startTelegram({ ...base(), token: '1:wrong_wrong_wrong_wrong', apiRoot: server.root }),
    ).rejects.toThrow(/^TELEGRAM_BOT_TOKEN: unexpected token \(401\), expected the one from @BotFather/);
  });

  test('a token that is none', async () => {
    await expect(startTelegram({ ...base(), token: 'xoxb-mixed-up' })).rejects.toThrow(
      /^TELEGRAM_BOT_TOKEN: unexpected value/,
    );
  });

  test('a server that is not there, after 12 s of trying', async () => {
    const clock = leaping();
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const start = startTelegram({
      ...base(),
      ...clock,
      token: `1:${'a'.repeat(30)}`,
      apiRoot: `http://127.0.0.1:${port}`,
    });
    await expect(start).rejects.toMatchObject({
      name: 'PlatformError',
      message: expect.stringMatching(
        /^TELEGRAM_API_ROOT: unexpected getMe: network, expected a Bot API server at/,
      ) as string,
    });
    expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(13_000);
  });

  test('a webhook without its secret', async () => {
    server = await startTelegramServer();
    await expect(
      startTelegram({
        ...base(),
        token: server.token,
        apiRoot: server.root,
        webhookUrl: 'https://biloxi.example.com/telegram',
      }),
    ).rejects.toThrow(/^TELEGRAM_WEBHOOK_SECRET: /);
    expect(server.webhook).toBeUndefined();
  });

  test('a webhook address that Telegram refuses', async () => {
    server = await startTelegramServer();
    const start = startTelegram({
      ...base(),
      token: server.token,
      apiRoot: server.root,
      webhookUrl: 'http://biloxi.example.com/telegram',
      webhookSecret: SECRET,
    });
    await expect(start).rejects.toThrow(/^TELEGRAM_WEBHOOK_URL: /);
  });
});

describe('a webhook of another process (9a: launch would remove it)', () => {
  const theirs = 'https://production.example.com/telegram';
  const setTheirs = async (): Promise<TelegramServer> => {
    const there = await startTelegramServer();
    await fetch(`${there.root}/bot${there.token}/setWebhook?url=${encodeURIComponent(theirs)}`);
    return there;
  };

  test('stops long polling from starting, and stays', async () => {
    server = await setTheirs();
    await expect(startTelegram({ ...base(), token: server.token, apiRoot: server.root })).rejects.toThrow(
      /^TELEGRAM_WEBHOOK_URL: unexpected webhook at production\.example\.com.*--take-over/,
    );
    expect(server.webhook).toBe(theirs);
    expect(server.calls.map(({ method }) => method)).not.toContain('deleteWebhook');
  });

  test('goes away with --take-over', async () => {
    server = await setTheirs();
    running = await startTelegram({ ...base(), token: server.token, apiRoot: server.root, takeOver: true });
    expect(server.webhook).toBeUndefined();
    server.say(alice, '486');
    await reached(server, 'sendMessage', 1);
  });
});

describe('a second poller (trap 4: a 409 is fatal to telegraf)', () => {
  test('is waited for with growing pauses, unready meanwhile, then the bot answers', async () => {
    const clock = leaping();
    server = await startTelegramServer();
    server.fail('getUpdates', { code: 409, times: 4 });
    running = await startTelegram({ ...base(), ...clock, token: server.token, apiRoot: server.root });
    expect(running.ready()).toBe(false);
    server.say(alice, '486');
    await reached(server, 'sendMessage', 1);
    expect(running.ready()).toBe(true);
    expect(clock.waits).toEqual([5_000, 10_000, 15_000, 30_000]);
  });

  test('that stays for two minutes ends the bot with an error that names the token', async () => {
    const clock = leaping();
    server = await startTelegramServer();
    server.fail('getUpdates', { code: 409, times: 100 });
    running = await startTelegram({ ...base(), ...clock, token: server.token, apiRoot: server.root });
    await expect(running.ended).rejects.toThrow(/^TELEGRAM_BOT_TOKEN: unexpected second process/);
    expect(running.ready()).toBe(false);
    expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBe(120_000);
  });
});

test('a gateway that is down interrupts polling, however long, and ends nothing', async () => {
  const clock = leaping();
  server = await startTelegramServer();
  server.fail('getUpdates', { code: 502, times: 10 });
  running = await startTelegram({ ...base(), ...clock, token: server.token, apiRoot: server.root });
  server.say(alice, '486');
  await reached(server, 'sendMessage', 1);
  expect(running.ready()).toBe(true);
});

describe('the start', () => {
  test('sets the webhook itself, with the secret and the kinds of updates (T11: they stick)', async () => {
    open = await stage({ webhook: true });
    expect(open.server.accepted('setWebhook')[0]?.parameters).toMatchObject({
      secret_token: SECRET,
      allowed_updates: ['message', 'callback_query'],
    });
    expect(open.running.ready()).toBe(true);
  });

  test('sets the command menu in each language and scope, and only where it differs', async () => {
    server = await startTelegramServer();
    running = await startTelegram({ ...base(), token: server.token, apiRoot: server.root });
    await reached(server, 'setMyCommands', 9);
    expect(server.world.commands.get('all_group_chats:ru')).toContainEqual({
      command: 'lang',
      description: 'Язык ответов',
    });
    await running.stop(1_000);
    running = await startTelegram({ ...base(), token: server.token, apiRoot: server.root });
    await reached(server, 'getMyCommands', 18);
    expect(server.accepted('setMyCommands')).toHaveLength(9);
  });

  test('does not fail where the command menu cannot be set', async () => {
    server = await startTelegramServer();
    server.fail('getMyCommands', { code: 400, description: 'whatever', times: 100 });
    running = await startTelegram({ ...base(), token: server.token, apiRoot: server.root });
    server.say(alice, '486');
    await reached(server, 'sendMessage', 1);
  });
});

describe('the stop', () => {
  test('waits for answers on their way (trap 5: telegraf does not), and confirms what was taken', async () => {
    open = await stage();
    const release = open.server.hold('sendMessage');
    open.server.say(alice, '486');
    await open.server.until(() => open?.logged.some((line) => line.includes('telegram: question')));
    let stopped = false;
    const stop = open.running.stop(5_000).then(() => (stopped = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stopped).toBe(false);
    release();
    await stop;
    expect(textOf(open.server.accepted('sendMessage')[0])).toMatch(/^486/);
    expect(open.running.ready()).toBe(false);
    const left = await fetch(`${open.server.root}/bot${open.server.token}/getUpdates`, { method: 'POST' });
    expect(await left.json()).toEqual({ ok: true, result: [] });
  });

  test('answers at once what was held back as part of a paste', async () => {
    open = await stage();
    open.server.say(alice, `SIP/2.0 486 Busy Here\n${'x'.repeat(4_000)}`);
    await open.server.until(() => open?.logged.length);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(open.server.accepted('sendMessage')).toEqual([]);
    await open.running.stop(5_000);
    expect(open.server.accepted('sendMessage')).toHaveLength(1);
  });

  test('ends within its limit although Telegram does not answer', async () => {
    open = await stage();
    open.server.hold('sendMessage');
    open.server.say(alice, '486');
    await open.server.until(() => open?.logged.some((line) => line.includes('telegram: question')));
    const began = Date.now();
    await open.running.stop(300);
    expect(Date.now() - began).toBeLessThan(3_000);
  });
});
