import { App, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Bot } from '../../bot/bot.ts';
import { createDelivery } from '../../bot/delivery.ts';
import { createQueue, type Queue } from '../../bot/queue.ts';
import type { Store } from '../../store/store.ts';
import { createConversation } from './conversation.ts';
import { createFiles } from './files.ts';
import { registerHandlers } from './handlers.ts';
import { createHome } from './home.ts';
import { createLocales } from './locale.ts';
import { boltLogger, describeError } from './logger.ts';
import { createPictures } from './pictures.ts';
import type { SlackRoute } from './route.ts';
import { startError, within } from './start.ts';
import { httpTransport, socketTransport } from './transport.ts';

/** The adapter while it runs. */
export interface Running {
  /** What the one listener serves; empty in Socket Mode. */
  readonly routes: readonly SlackRoute[];
  /** Whether questions reach us: in Socket Mode, whether the socket is connected. */
  ready(): boolean;
  /** Takes nothing new, then waits for the answers under way, `limitMs` at most. */
  stop(limitMs: number): Promise<void>;
}

export interface SlackOptions {
  readonly bot: Bot;
  readonly store: Store;
  readonly queue?: Queue;
  readonly log: Logger;
  readonly botToken: string;
  /** Socket Mode where it is given, else HTTP with the signing secret. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Ends with a slash; a test server's, else Slack's own. */
  readonly apiUrl?: string;
  /** `/sip` */
  readonly command: string;
  /** Ids of workspaces that may use the bot; absent: everybody. */
  readonly allowedTeams?: readonly string[];
  /** How long a pong may take and, times the failures in a row, how long a reconnect waits; 2 s. */
  readonly clientPingTimeoutMs?: number;
  /** The biggest file that is read, in bytes. */
  readonly mostFileBytes?: number;
}

const START_LIMIT_MS = 14_000;
const CALL_TIMEOUT_MS = 10_000;
/** A peer that does not answer the close would keep us for 30 s. */
const MOST_CLOSING_MS = 2_000;

/**
 * Connects to Slack, by Socket Mode or for the routes it returns.
 * @throws PlatformError naming the variable where a token is refused or a secret is missing, within 15 s.
 */
export async function startSlack(options: SlackOptions): Promise<Running> {
  const { bot, store, log, botToken, command } = options;
  const logger = boltLogger(log);
  const clientOptions = {
    ...(options.apiUrl !== undefined && { slackApiUrl: options.apiUrl }),
    timeout: CALL_TIMEOUT_MS,
    retryConfig: { retries: 2, minTimeout: 300, factor: 2 },
    rejectRateLimitedCalls: true,
  };
  const transport =
    options.appToken === undefined
      ? httpTransport(options.signingSecret, logger)
      : socketTransport(
          {
            appToken: options.appToken,
            clientOptions: { ...clientOptions },
            clientPingTimeoutMs: options.clientPingTimeoutMs ?? 2_000,
          },
          logger,
        );
  const app = new App({
    receiver: transport.receiver,
    token: botToken,
    logger,
    logLevel: LogLevel.INFO,
    clientOptions,
    convoStore: false,
    deferInitialization: true,
  });
  const allowed = options.allowedTeams;
  app.use(async ({ context, next }) => {
    // Strangers get no answer; Slack tells them that the app did not respond.
    if (allowed === undefined || (context.teamId !== undefined && allowed.includes(context.teamId))) await next();
  });
  const queue = options.queue ?? createQueue((error) => log.error(describeError(error), 'slack: no answer'));
  const localeOf = createLocales(app.client, log);
  const openFile = createFiles({
    client: app.client,
    token: botToken,
    apiUrl: options.apiUrl ?? 'https://slack.com/api/',
    ...(options.mostFileBytes !== undefined && { mostBytes: options.mostFileBytes }),
  });
  const conversation = createConversation({
    bot,
    client: app.client,
    localeOf,
    openFile,
    postPictures: createPictures(app.client, log),
    command,
  });
  registerHandlers({
    app,
    conversation,
    queue,
    delivery: createDelivery(store),
    log,
    publishHome: createHome(bot, app.client, localeOf, command),
  });
  const deadline = Date.now() + START_LIMIT_MS;
  await within(app.init(), deadline - Date.now()).catch((error: unknown) =>
    Promise.reject(startError(error, 'SLACK_BOT_TOKEN')),
  );
  await transport.start(Math.max(1, deadline - Date.now()));
  return {
    routes: transport.routes,
    ready: () => transport.ready(),
    async stop(limitMs) {
      const started = Date.now();
      await within(transport.stop(), Math.min(limitMs, MOST_CLOSING_MS)).catch((error: unknown) =>
        log.warn(describeError(error), 'slack: socket not closed'),
      );
      if (!(await queue.drain(Math.max(0, limitMs - (Date.now() - started)))))
        log.warn({ waiting: queue.waiting }, 'slack: stopped before every answer was sent');
    },
  };
}
