import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import autocannon from 'autocannon';
import { App, HTTPReceiver } from '@slack/bolt';
import { pino } from 'pino';
import { Telegraf } from 'telegraf';
import { startSlack } from '../../src/adapters/slack/slack.ts';
import { startTelegram } from '../../src/adapters/telegram/telegram.ts';
import { createBot } from '../../src/bot/bot.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import { readConfig } from '../../src/config.ts';
import { createExplainer } from '../../src/explain/index.ts';
import { startHttp } from '../../src/http.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import { signedHeaders, slashCommand } from '../servers/slack/requests.ts';
import { BOT_TOKEN, SIGNING_SECRET } from '../servers/slack/workspace.ts';
import { TEST_TOKEN } from '../servers/telegram.ts';
import { table } from './measure.ts';

const SECONDS = 5;
const CONNECTIONS = 10;
const SECRET = 'bench-secret';

/** Signed `/sip` requests and Telegram updates a second of one process, against bare bolt and bare telegraf that send a fixed text, in one run. */
export async function benchAdapters(): Promise<void> {
  const sink = await platformSink();
  const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}`;
  const rows: (readonly (string | number)[])[] = [['', 'requests/s', 'p99 ms', 'answers/s']];
  for (const [name, start] of [
    ['ours, signed /sip', () => oursSlack(url)],
    ['bare bolt, fixed text', () => bareSlack(url)],
    ['ours, Telegram webhook', () => oursTelegram(url)],
    ['bare telegraf, fixed text', () => bareTelegram(url)],
  ] as const) {
    const target = await start();
    const before = answered;
    const result = await autocannon({
      url: target.url,
      connections: CONNECTIONS,
      duration: SECONDS,
      method: 'POST',
      requests: [{ setupRequest: target.request }],
    });
    await target.stop();
    rows.push([name, result.requests.average, result.latency.p99, (answered - before) / SECONDS]);
  }
  sink.close();
  sink.closeAllConnections();
  process.stdout.write(table(rows));
}

let answered = 0;

/** Says yes to every call of either platform; only the speed of the client is measured. */
async function platformSink(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      answered += 1;
      const telegram = request.url?.includes('/bot') === true;
      const method = request.url?.split('/').at(-1);
      const result =
        method === 'getMe'
          ? { id: 700000, is_bot: true, first_name: 'sipwhy', username: 'SipWhyBot' }
          : method === 'sendMessage'
            ? { message_id: 1, date: 1, chat: { id: 101, type: 'private' } }
            : method === 'getMyCommands'
              ? []
              : true;
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(
          JSON.stringify(
            telegram
              ? { ok: true, result }
              : { ok: true, user_id: 'U1', bot_id: 'B1', team_id: 'T1', user: { locale: 'en-US' } },
          ),
        );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

interface Target {
  readonly url: string;
  readonly request: (request: autocannon.Request) => autocannon.Request;
  stop(): Promise<void>;
}

const QUESTIONS = ['486', '403 Wrong Guess', 'codec mismatch', 'абонент занят', 'cause 34', '503', 'no money', '4xx'];
let asked = 0;
const nextQuestion = (): string => QUESTIONS[(asked += 1) % QUESTIONS.length] ?? '486';

const log = pino({ level: 'silent' });
const newBot = () =>
  createBot({
    explainer: createExplainer(loadCatalog(readConfig({}, 'bench').catalogFolder)),
    store: createMemoryStore(),
    defaultLanguage: 'en',
  });

const slackRequest =
  (sink: string) =>
  (request: autocannon.Request): autocannon.Request => {
    const body = new URLSearchParams(slashCommand(nextQuestion(), `${sink}/commands/1`)).toString();
    return { ...request, body, headers: signedHeaders(body) };
  };

async function oursSlack(sink: string): Promise<Target> {
  const running = await startSlack({
    bot: newBot(),
    store: createMemoryStore(),
    log,
    botToken: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    apiUrl: `${sink}/api/`,
    command: '/sip',
  });
  const http = await startHttp({
    port: 0,
    routes: running.routes,
    healthy: () => true,
    onError: (error) => process.stderr.write(`${String(error)}\n`),
  });
  return {
    url: `http://127.0.0.1:${http.port}/slack/events`,
    request: slackRequest(sink),
    stop: async () => {
      await running.stop(5_000);
      await http.stop();
    },
  };
}

async function bareSlack(sink: string): Promise<Target> {
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, port: 0 });
  const app = new App({
    receiver,
    token: BOT_TOKEN,
    clientOptions: { slackApiUrl: `${sink}/api/` },
    deferInitialization: true,
    convoStore: false,
  });
  await app.init();
  app.command('/sip', async ({ ack, respond }) => {
    await ack();
    await respond('486 Busy Here: the callee is busy');
  });
  const server = createServer((request, response) => receiver.requestListener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    request: slackRequest(sink),
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

let updateId = 0;
const telegramRequest = (request: autocannon.Request): autocannon.Request => ({
  ...request,
  headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
  body: JSON.stringify({
    update_id: (updateId += 1),
    message: {
      message_id: updateId,
      date: 1,
      chat: { id: 100 + (updateId % 500), type: 'private', first_name: 'Alice' },
      from: { id: 100 + (updateId % 500), is_bot: false, first_name: 'Alice', language_code: 'en' },
      text: nextQuestion(),
    },
  }),
});

async function oursTelegram(sink: string): Promise<Target> {
  const running = await startTelegram({
    bot: newBot(),
    store: createMemoryStore(),
    log,
    token: TEST_TOKEN,
    apiRoot: sink,
    webhookUrl: `${sink}/telegram`,
    webhookSecret: SECRET,
  });
  const http = await startHttp({
    port: 0,
    routes: running.routes,
    healthy: () => true,
    onError: (error) => process.stderr.write(`${String(error)}\n`),
  });
  return {
    url: `http://127.0.0.1:${http.port}/telegram`,
    request: telegramRequest,
    stop: async () => {
      await running.stop(5_000);
      await http.stop();
    },
  };
}

async function bareTelegram(sink: string): Promise<Target> {
  const bot = new Telegraf(TEST_TOKEN, { telegram: { apiRoot: sink, webhookReply: false } });
  bot.on('message', (context) => context.reply('486 Busy Here: the callee is busy'));
  bot.catch(() => undefined);
  const handle = bot.webhookCallback('/telegram', { secretToken: SECRET });
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram`,
    request: telegramRequest,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
