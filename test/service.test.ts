import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSlackServer, type SlackServer } from './servers/slack.ts';
import { postForm, slashCommand } from './servers/slack/requests.ts';
import { ALICE, BOT_TOKEN, INCIDENTS, SIGNING_SECRET } from './servers/slack/workspace.ts';
import { startTelegramServer, type TelegramServer } from './servers/telegram.ts';

/** The built program as a process of its own, between our two platform servers. */
interface Process {
  readonly child: ChildProcess;
  readonly root: string;
  errors(): string;
  output(): string;
  /** Resolves with the exit status; null after a signal. */
  readonly exited: Promise<number | null>;
}

const alice = { id: 101, first_name: 'Alice', language_code: 'en' };
let slack: SlackServer;
let telegram: TelegramServer;
let folder: string;
let running: Process[] = [];

beforeEach(async () => {
  [slack, telegram] = await Promise.all([startSlackServer(), startTelegramServer()]);
  folder = mkdtempSync(join(tmpdir(), 'sipwhy-service-'));
});
afterEach(async () => {
  for (const { child, exited } of running) {
    child.kill('SIGKILL');
    await exited;
  }
  running = [];
  await Promise.all([slack.stop(), telegram.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function start(variables: Readonly<Record<string, string>> = {}): Promise<Process> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, '../dist/main.js')], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      PORT: String(port),
      STORE_PATH: join(folder, 'store.db'),
      LOG_LEVEL: 'debug',
      ...variables,
    },
  });
  let errors = '';
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exited = once(child, 'exit').then(([status]) => status as number | null);
  const one: Process = { child, root: `http://127.0.0.1:${port}`, errors: () => errors, output: () => output, exited };
  running.push(one);
  return one;
}

/** Resolves once the process says that it has started. */
const started = (one: Process): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      if (one.output().includes('"msg":"started"')) resolve();
    };
    one.child.stdout?.on('data', look);
    void one.exited.then((status) => reject(new Error(`exit ${status}: ${one.errors()}`)));
    look();
  });

const sent = (count: number) =>
  telegram.until(() =>
    telegram.accepted('sendMessage').length >= count ? telegram.accepted('sendMessage') : undefined,
  );

test(
  'starts both platforms, answers on both, says so at /healthz, and drains on SIGTERM',
  { timeout: 40_000 },
  async () => {
    const one = await start();
    await started(one);
    expect((await fetch(`${one.root}/healthz`)).status).toBe(200);
    telegram.say(alice, '486 canary-question-4711');
    await postForm(
      `${one.root}/slack/events`,
      slashCommand('503 canary-question-4712', slack.responseUrl({ user: ALICE, channel: INCIDENTS })),
    );
    expect(String((await sent(1))[0]?.parameters['text'])).toContain('486 Busy Here');
    expect(String((await slack.accepted('response_url'))[0]?.args['text'])).toContain('503 Service Unavailable');
    const asked = performance.now();
    one.child.kill('SIGTERM');
    expect(await one.exited).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(one.output() + one.errors()).not.toContain('canary-question');
  },
);

test(
  'after kill -9 the language is still there, and an answered update is not answered again',
  { timeout: 60_000 },
  async () => {
    const one = await start();
    await started(one);
    telegram.say(alice, '/lang ru');
    await sent(1);
    const update = telegram.say(alice, '486');
    // A chat is answered in order: once the next one is answered, the first is marked.
    telegram.say(alice, '600');
    await sent(3);
    one.child.kill('SIGKILL');
    expect(await one.exited).toBeNull();

    const two = await start();
    await started(two);
    telegram.push({ message: update.message }, update.update_id);
    telegram.say(alice, '503');
    const answers = await sent(4);
    expect(String(answers[3]?.parameters['text'])).toMatch(/^.*503 Service Unavailable.*[а-я]/s);
    expect(answers.filter((answer) => String(answer.parameters['text']).includes('486 Busy Here'))).toHaveLength(1);
  },
);

test(
  'an update that was taken but not answered is answered when Telegram delivers it again',
  { timeout: 60_000 },
  async () => {
    const one = await start();
    await started(one);
    let reached = (): void => undefined;
    const sending = new Promise<void>((resolve) => (reached = resolve));
    const release = telegram.hold('sendMessage', () => {
      reached();
      return true;
    });
    const update = telegram.say(alice, '486');
    await sending;
    one.child.kill('SIGKILL');
    await one.exited;
    release();
    const before = (await sent(1)).length;

    const two = await start();
    await started(two);
    telegram.push({ message: update.message }, update.update_id);
    const answers = await sent(before + 1);
    expect(String(answers.at(-1)?.parameters['text'])).toContain('486 Busy Here');
  },
);

test.each([
  ['TELEGRAM_BOT_TOKEN', { TELEGRAM_BOT_TOKEN: '700000:another-token-that-is-wrong' }],
  ['SLACK_BOT_TOKEN', { SLACK_BOT_TOKEN: 'xoxb-wrong' }],
  ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_WEBHOOK_URL: 'https://bot.atlanta.example.com/telegram' }],
])('a wrong %s ends the start within 15 s and is named', { timeout: 30_000 }, async (name, variables) => {
  const asked = performance.now();
  const one = await start(variables);
  expect(await one.exited).toBeGreaterThan(0);
  expect(one.errors()).toContain(name);
  expect(performance.now() - asked).toBeLessThan(15_000);
});
