import { pino, type Logger } from 'pino';
import { startSlack } from './adapters/slack/slack.ts';
import { startTelegram } from './adapters/telegram/telegram.ts';
import { createBot } from './bot/bot.ts';
import { ConfigError, type Catalog } from './catalog/index.ts';
import type { Config } from './config.ts';
import { createExplainer } from './explain/index.ts';
import { startHttp, type HttpServer, type Route } from './http.ts';
import { openFileStore } from './store/libsql.ts';
import type { Store } from './store/store.ts';

/** What the service needs of an adapter once it runs. */
interface Running {
  readonly routes: readonly Route[];
  ready(): boolean;
  stop(limitMs: number): Promise<void>;
  /** Rejects where the adapter cannot go on. */
  readonly ended?: Promise<void>;
}

/** The chat adapters while they run. */
export interface Service {
  readonly port: number;
  /** Takes nothing new, answers what was taken, and closes everything within 10 s. */
  stop(): Promise<void>;
  /** Rejects with a PlatformError where an adapter cannot go on. */
  readonly ended: Promise<void>;
}

/** SIGTERM to exit; process managers kill after ten. */
const DRAIN_MS = 8_000;

/** Starts every adapter whose token is set, and the listener. @throws PlatformError or ConfigError naming the variable. */
export async function startService(config: Config, catalog: Catalog, takeOver: boolean): Promise<Service> {
  const log = pino({ level: config.LOG_LEVEL, base: null });
  const store = openFileStore(config.STORE_PATH);
  const bot = createBot({
    explainer: createExplainer(catalog),
    store,
    defaultLanguage: config.DEFAULT_LANGUAGE,
    ...(config.DEFAULT_PRODUCT !== undefined && { defaultProduct: config.DEFAULT_PRODUCT }),
  });
  const running: Running[] = [];
  const routes: Route[] = [];
  let ready = false;
  const healthy = (): boolean => ready && running.every((adapter) => adapter.ready());
  const http = await listen(config, routes, healthy, log);
  try {
    for (const start of starters({ config, bot, store, log, takeOver })) {
      const adapter = await start();
      running.push(adapter);
      routes.push(...adapter.routes);
    }
  } catch (error) {
    await stopAll(running, http, store);
    throw error;
  }
  ready = true;
  log.info({ port: http.port, entries: catalog.ids.length, languages: catalog.languages }, 'started');
  return {
    port: http.port,
    stop: () => stopAll(running, http, store),
    ended: Promise.race(running.map((adapter) => adapter.ended ?? new Promise<void>(() => undefined))),
  };
}

interface Parts {
  readonly config: Config;
  readonly bot: ReturnType<typeof createBot>;
  readonly store: Store;
  readonly log: Logger;
  readonly takeOver: boolean;
}

function starters({ config, bot, store, log, takeOver }: Parts): readonly (() => Promise<Running>)[] {
  const telegram = config.TELEGRAM_BOT_TOKEN;
  const slack = config.SLACK_BOT_TOKEN;
  return [
    ...(telegram === undefined
      ? []
      : [
          () =>
            startTelegram({
              bot,
              store,
              log,
              token: telegram,
              takeOver,
              defaultLanguage: config.DEFAULT_LANGUAGE,
              ...listOf('allowed', config.ALLOWED_CHATS),
              ...(config.TELEGRAM_API_ROOT !== undefined && { apiRoot: config.TELEGRAM_API_ROOT }),
              ...(config.TELEGRAM_WEBHOOK_URL !== undefined && { webhookUrl: config.TELEGRAM_WEBHOOK_URL }),
              ...(config.TELEGRAM_WEBHOOK_SECRET !== undefined && { webhookSecret: config.TELEGRAM_WEBHOOK_SECRET }),
            }),
        ]),
    ...(slack === undefined
      ? []
      : [
          () =>
            startSlack({
              bot,
              store,
              log,
              botToken: slack,
              command: config.SLACK_COMMAND,
              ...listOf('allowedTeams', config.ALLOWED_TEAMS),
              ...(config.SLACK_APP_TOKEN !== undefined && { appToken: config.SLACK_APP_TOKEN }),
              ...(config.SLACK_SIGNING_SECRET !== undefined && { signingSecret: config.SLACK_SIGNING_SECRET }),
              ...(config.SLACK_API_URL !== undefined && { apiUrl: config.SLACK_API_URL }),
            }),
        ]),
  ];
}

/** A comma-separated variable as an option; nothing where it is unset. */
const listOf = (
  key: 'allowed' | 'allowedTeams',
  value: string | undefined,
): { readonly [key: string]: readonly string[] } =>
  value === undefined ? {} : { [key]: value.split(',').map((part) => part.trim()) };

async function listen(
  config: Config,
  routes: readonly Route[],
  healthy: () => boolean,
  log: Logger,
): Promise<HttpServer> {
  try {
    return await startHttp({
      port: config.PORT,
      routes,
      healthy,
      onError: (error) => log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'http: request failed'),
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      throw new ConfigError(`PORT: unexpected ${error.code} at ${config.PORT}, expected a free port`);
    throw error;
  }
}

async function stopAll(running: readonly Running[], http: HttpServer, store: Store): Promise<void> {
  await Promise.all(running.map((adapter) => adapter.stop(DRAIN_MS)));
  await http.stop();
  await store.close();
}
