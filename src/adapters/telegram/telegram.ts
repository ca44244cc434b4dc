import type { Logger } from 'pino';
import { Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import type { Bot } from '../../bot/bot.ts';
import { createDelivery } from '../../bot/delivery.ts';
import { PlatformError } from '../../bot/errors.ts';
import { realTimers, type Timers } from '../../bot/parts.ts';
import { createQueue, type Queue } from '../../bot/queue.ts';
import type { Store } from '../../store/store.ts';
import { createApi, realWait, type Api, type Wait } from './api.ts';
import { callError } from './call-error.ts';
import { createFiles, type Files } from './files.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import { updateMenu } from './menu.ts';
import type { AnyMessage } from './message.ts';
import { freeOfWebhook, startPolling, type Polling } from './polling.ts';
import { createReplies } from './replies.ts';
import { createSender } from './send.ts';
import { setWebhook, webhookRoute, type Route } from './webhook.ts';

export interface TelegramOptions {
  readonly bot: Bot;
  readonly store: Store;
  readonly log: Logger;
  readonly token: string;
  readonly queue?: Queue;
  /** Another Bot API server. */
  readonly apiRoot?: string;
  /** Set: webhook, with the secret; unset: long polling. */
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  /** Long polling may remove a webhook that is set. */
  readonly takeOver?: boolean;
  /** Language of the command menu where a person's own has none. */
  readonly defaultLanguage?: string;
  /** Ids of chats and people that may use the bot; absent: everybody. */
  readonly allowed?: readonly string[];
  readonly timers?: Timers;
  readonly wait?: Wait;
}

/** The running adapter. */
export interface Running {
  readonly routes: readonly Route[];
  /** Whether updates are being taken. */
  ready(): boolean;
  /** Takes no more updates, answers what was taken, within `limitMs`. */
  stop(limitMs: number): Promise<void>;
  /** Resolves after `stop`; rejects with a PlatformError where the bot cannot go on. */
  readonly ended: Promise<void>;
}

const START_MS = 12_000;
/** Handlers only enqueue; one that takes this long is a mistake of ours. */
const HANDLER_MS = 5_000;

/**
 * Starts the bot: long polling, or the webhook's route for the common listener.
 * @throws PlatformError within 15 s, naming the variable: bad token, unreachable API root, missing secret, another process's webhook.
 */
export async function startTelegram(options: TelegramOptions): Promise<Running> {
  const { log, wait = realWait, timers = realTimers } = options;
  const stopping = new AbortController();
  const bot = new Telegraf(options.token, {
    handlerTimeout: HANDLER_MS,
    telegram: { apiRoot: rootOf(options.apiRoot), webhookReply: false },
  });
  const api = createApi(bot.telegram, stopping.signal, wait);
  bot.botInfo = await whoAmI(api, options, stopping.signal);
  const queue = options.queue ?? createQueue((error) => log.error(loggable(error), 'telegram: no answer'));
  const files = createFiles(api, { token: options.token, apiRoot: rootOf(options.apiRoot), stopped: stopping.signal });
  const handlers = listen(bot, options, api, files, queue, timers);
  const webhook =
    options.webhookUrl === undefined ? undefined : { url: options.webhookUrl, secret: options.webhookSecret };
  if (webhook === undefined) await freeOfWebhook(api, options.takeOver ?? false).catch(startError);
  else await setWebhook(api, webhook);
  const polled = new AbortController();
  const polling =
    webhook === undefined
      ? startPolling(bot, api, {
          takeOver: options.takeOver ?? false,
          log,
          stopped: polled.signal,
          wait,
          now: timers.now,
        })
      : undefined;
  void updateMenu(api, options.bot, options.defaultLanguage ?? 'en').catch((error: unknown) =>
    log.warn(loggable(error), 'telegram: command menu not set'),
  );
  log.info({ bot: bot.botInfo.username, way: webhook === undefined ? 'polling' : 'webhook' }, 'telegram: started');
  return running({ bot, polling, webhook, handlers, queue, log, polled, stopping });
}

/** Hands updates to the handlers; kinds that are not named here (edits, channel posts) reach nobody. */
function listen(
  bot: Telegraf,
  { bot: conversation, store, log, allowed }: TelegramOptions,
  api: Api,
  files: Files,
  queue: Queue,
  timers: Timers,
): Handlers {
  const replies = createReplies(conversation, api, files, createSender(api, log), queue);
  const me = bot.botInfo as UserFromGetMe;
  const handlers = createHandlers({
    me,
    queue,
    delivery: createDelivery(store),
    replies,
    timers,
    log,
  });
  // Strangers get no answer: an answer would tell them that somebody is there.
  bot.use((context, next) => (isAllowed(allowed, context.chat?.id, context.from?.id) ? next() : Promise.resolve()));
  bot.on('message', (context) => handlers.message(context.update.update_id, context.update.message as AnyMessage));
  bot.on('callback_query', (context) => handlers.press(context.update.update_id, context.update.callback_query));
  // Without it one throwing handler ends the polling, and the default one prints the whole update.
  bot.catch((error, context) =>
    log.error({ ...loggable(error), update: context.update.update_id }, 'telegram: handler failed'),
  );
  return handlers;
}

const isAllowed = (allowed: readonly string[] | undefined, ...ids: readonly (number | undefined)[]): boolean =>
  allowed === undefined || ids.some((id) => id !== undefined && allowed.includes(String(id)));

interface Parts {
  readonly bot: Telegraf;
  readonly polling: Polling | undefined;
  readonly webhook: { readonly url: string; readonly secret: string | undefined } | undefined;
  readonly handlers: Handlers;
  readonly queue: Queue;
  readonly log: Logger;
  /** Ends the polling. */
  readonly polled: AbortController;
  /** Ends all waiting between tries. */
  readonly stopping: AbortController;
}

function running({ bot, polling, webhook, handlers, queue, log, polled, stopping }: Parts): Running {
  let closed = false;
  let close = (): void => undefined;
  const closing = new Promise<void>((resolve) => (close = resolve));
  return {
    routes: webhook === undefined ? [] : [webhookRoute(bot, webhook, () => closed)],
    ready: () => !closed && (polling?.ready() ?? true),
    ended: polling === undefined ? closing : polling.ended,
    async stop(limitMs) {
      closed = true;
      polled.abort();
      // Why it ended is told by `ended`.
      await Promise.allSettled([polling?.ended]);
      handlers.flush();
      if (!(await queue.drain(limitMs)))
        log.warn({ waiting: queue.waiting }, 'telegram: stopped before all was answered');
      await polling
        ?.confirm()
        .catch((error: unknown) => log.warn(loggable(error), 'telegram: last updates not confirmed'));
      stopping.abort();
      close();
    },
  };
}

/** `getMe`, tried for 12 s while the network gives no answer. @throws PlatformError */
async function whoAmI(
  api: Api,
  { token, apiRoot, log, timers = realTimers, wait = realWait }: TelegramOptions,
  stopped: AbortSignal,
): Promise<UserFromGetMe> {
  if (!/^\d+:[\w-]+$/.test(token))
    throw new PlatformError(
      'TELEGRAM_BOT_TOKEN: unexpected value, expected the token from @BotFather, e.g. 123456:ABC...',
    );
  const until = timers.now() + START_MS;
  for (;;) {
    try {
      return await api.once<UserFromGetMe>('getMe', {}, Math.max(until - timers.now(), 1));
    } catch (error) {
      const failure = callError('getMe', error);
      if (failure.refusal === 'unauthorized')
        throw new PlatformError(
          `TELEGRAM_BOT_TOKEN: unexpected token (${failure.code}), expected the one from @BotFather that is still valid`,
        );
      log.warn(loggable(failure), 'telegram: no answer yet');
      const pauseMs = failure.retryAfterMs ?? 1_000;
      if (timers.now() + pauseMs >= until)
        throw new PlatformError(
          `TELEGRAM_API_ROOT: unexpected ${failure.message}, expected a Bot API server at ${apiRoot ?? 'https://api.telegram.org'}`,
        );
      await wait(pauseMs, stopped);
    }
  }
}

/** The library resolves method names against it: without the slash the last part of a path would be lost. */
const rootOf = (apiRoot = 'https://api.telegram.org'): string => (apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/`);

/** What of an error may stand in a log: never its payload, which holds what people wrote. */
function loggable(error: unknown): { readonly error: string; readonly what?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  return error.name === 'CallError' ? { error: error.name, what: error.message } : { error: error.name };
}

function startError(error: unknown): never {
  if (error instanceof PlatformError) throw error;
  throw new PlatformError(
    `TELEGRAM_API_ROOT: unexpected ${callError('getWebhookInfo', error).message}, expected a Bot API server that answers`,
  );
}
