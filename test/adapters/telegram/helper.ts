import { join } from 'node:path';
import pino from 'pino';
import { startTelegram, type Running, type TelegramOptions } from '../../../src/adapters/telegram/telegram.ts';
import { createBot, type Bot } from '../../../src/bot/bot.ts';
import { loadCatalog } from '../../../src/catalog/index.ts';
import { createExplainer, type Explainer } from '../../../src/explain/index.ts';
import { startHttp, type HttpServer } from '../../../src/http.ts';
import { createMemoryStore } from '../../../src/store/memory.ts';
import {
  startTelegramServer,
  type ApiCall,
  type TelegramServer,
  type TelegramServerOptions,
} from '../../servers/telegram.ts';

let explainer: Explainer | undefined;

/** The real catalog and matcher, built once a file. */
export function realExplainer(): Explainer {
  explainer ??= createExplainer(loadCatalog(join(import.meta.dirname, '../../../catalog')));
  return explainer;
}

export const realBot = (now?: () => number): Bot =>
  createBot({ explainer: realExplainer(), store: createMemoryStore(), defaultLanguage: 'en', ...(now && { now }) });

export interface Stage {
  readonly server: TelegramServer;
  readonly running: Running;
  /** Lines of the log, of every level. */
  readonly logged: readonly string[];
  readonly http: HttpServer | undefined;
  stop(): Promise<void>;
}

export const alice = { id: 101, first_name: 'Alice', language_code: 'en' };
export const bob = { id: 102, first_name: 'Bob', language_code: 'ru' };
export const carol = { id: 103, first_name: 'Carol', language_code: 'en' };

export const SECRET = 'loopback-secret';

/** The adapter over real HTTP against a server of its own. `webhook: true`: through the one listener; else long polling. */
export async function stage(
  given: Partial<TelegramOptions> & { readonly webhook?: boolean; readonly serverOptions?: TelegramServerOptions } = {},
): Promise<Stage> {
  const { webhook = false, serverOptions, ...options } = given;
  const server = await startTelegramServer(serverOptions);
  const { log, logged } = recorder();
  let handle: HttpServer | undefined;
  const routes: Running['routes'][number][] = [];
  if (webhook)
    handle = await startHttp({
      port: 0,
      routes: [{ path: '/telegram', handle: (request, response) => routes[0]?.handle(request, response) }],
      healthy: () => true,
      onError: (error) => log.error({ error: String(error) }),
    });
  const hook =
    handle === undefined ? {} : { webhookUrl: `http://127.0.0.1:${handle.port}/telegram`, webhookSecret: SECRET };
  const running = await startTelegram({
    bot: realBot(),
    store: createMemoryStore(),
    log,
    token: server.token,
    apiRoot: server.root,
    ...hook,
    ...options,
  });
  running.ended.catch(() => undefined);
  routes.push(...running.routes);
  return {
    server,
    running,
    logged,
    http: handle,
    async stop() {
      await running.stop(2_000);
      await handle?.stop();
      await server.stop();
    },
  };
}

/** A logger that keeps every line, at every level. */
export function recorder(): { readonly log: pino.Logger; readonly logged: string[] } {
  const logged: string[] = [];
  return {
    log: pino({ level: 'trace', base: null, timestamp: false }, { write: (line: string) => void logged.push(line) }),
    logged,
  };
}

/** Resolves with all accepted calls of a method as soon as there are so many. */
export const reached = (server: TelegramServer, method: string, count: number): Promise<readonly ApiCall[]> =>
  server.until(() => server.accepted(method).length >= count && server.accepted(method));

/** The text of a sent or edited message, as the server stored it. */
export const textOf = (call: ApiCall | undefined): string =>
  (call?.result as { text?: string } | undefined)?.text ?? '';

/** The message that a sent one replies to. */
export const repliedTo = (call: ApiCall | undefined): number | undefined =>
  (call?.parameters['reply_parameters'] as { readonly message_id: number } | undefined)?.message_id;

/** The id of a sent message. */
export const sentId = (call: ApiCall | undefined): number =>
  (call?.result as { readonly message_id: number } | undefined)?.message_id ?? 0;
