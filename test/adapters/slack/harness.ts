import { resolve } from 'node:path';
import { Writable } from 'node:stream';
import { pino, type Logger } from 'pino';
import { startSlack, type Running, type SlackOptions } from '../../../src/adapters/slack/slack.ts';
import { createBot, type Bot } from '../../../src/bot/bot.ts';
import type { Press, Question } from '../../../src/bot/question.ts';
import { loadCatalog } from '../../../src/catalog/index.ts';
import { createExplainer } from '../../../src/explain/index.ts';
import { startHttp } from '../../../src/http.ts';
import { createMemoryStore } from '../../../src/store/memory.ts';
import { startSlackServer, type SlackServer, type SlackServerOptions } from '../../servers/slack.ts';
import { BOT_TOKEN, SIGNING_SECRET } from '../../servers/slack/workspace.ts';

export const catalog = loadCatalog(resolve(import.meta.dirname, '../../../catalog'));
export const explainer = createExplainer(catalog);

/** The real bot over real HTTP, and a strict Slack on loopback. */
export interface Stage {
  readonly slack: SlackServer;
  readonly running: Running;
  /** Where Slack posts to. */
  readonly url: string;
  readonly root: string;
  /** Every line that was logged. */
  readonly lines: readonly string[];
  readonly httpErrors: readonly unknown[];
  /** What the bot was asked, presses included. */
  readonly asked: readonly (Question | Press)[];
  stop(): Promise<void>;
}

export interface StageOptions {
  readonly bot?: (bot: Bot) => Bot;
  readonly server?: SlackServerOptions;
  readonly options?: Partial<SlackOptions>;
  /** The bot's clock, in milliseconds. */
  readonly now?: () => number;
}

export async function setStage({
  bot: wrap = (bot) => bot,
  server: serverOptions,
  options = {},
  now = Date.now,
}: StageOptions = {}): Promise<Stage> {
  const slack = await startSlackServer(serverOptions);
  const lines: string[] = [];
  const store = createMemoryStore();
  const asked: (Question | Press)[] = [];
  const bot = watched(wrap(createBot({ explainer, store, defaultLanguage: 'en', now })), asked);
  const httpErrors: unknown[] = [];
  const running = await startSlack({
    bot,
    store,
    log: logInto(lines),
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    apiUrl: slack.apiUrl,
    command: '/sip',
    ...options,
  }).catch(async (error: unknown) => {
    await slack.stop();
    throw error;
  });
  const http = await startHttp({
    port: 0,
    routes: running.routes,
    healthy: () => running.ready(),
    onError: (error) => void httpErrors.push(error),
  });
  const root = `http://127.0.0.1:${http.port}`;
  return {
    slack,
    running,
    lines,
    httpErrors,
    asked,
    root,
    url: `${root}/slack/events`,
    async stop() {
      await http.stop();
      await running.stop(5_000);
      await slack.stop();
    },
  };
}

/** Logs everything, at the lowest level there is. */
export function logInto(lines: string[]): Logger {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
  return pino({ level: 'trace', base: null, timestamp: false }, sink);
}

const watched = (bot: Bot, asked: (Question | Press)[]): Bot => ({
  ...bot,
  ask(question) {
    asked.push(question);
    return bot.ask(question);
  },
  press(press) {
    asked.push(press);
    return bot.press(press);
  },
});

/** A promise and the way to keep it. */
export function gate(): { readonly opens: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opens = new Promise<void>((resolve) => (open = resolve));
  return { opens, open: () => open() };
}
