import type { Update } from '@grammyjs/types';
import { ApiError, badRequest } from './errors.ts';

export interface WebhookSettings {
  readonly url: string;
  readonly secret: string | undefined;
}

/** One delivery to the webhook: the status it was answered with, 0 where nobody answered. */
export interface Delivered {
  readonly updateId: number;
  readonly status: number;
}

/** Updates waiting for the bot, by long polling or by webhook. */
export interface Updates {
  push(update: Update): void;
  /** getUpdates; `gone` fires where the poller hangs up. @throws ApiError where a webhook is set or another poller comes. */
  poll(offset: number, limit: number, timeoutMs: number, gone: AbortSignal): Promise<readonly Update[]>;
  setWebhook(settings: WebhookSettings | undefined): void;
  setAllowed(kinds: readonly string[]): void;
  readonly allowed: readonly string[];
  readonly webhook: WebhookSettings | undefined;
  readonly delivered: readonly Delivered[];
  readonly pending: number;
  stop(): void;
}

/** `retryMs` is the first delay of a refused delivery; it doubles. */
export function createUpdates(retryMs: number): Updates {
  let pending: Update[] = [];
  let allowed: readonly string[] = [];
  let webhook: WebhookSettings | undefined;
  let waiting: { wake(): void; end(error: ApiError): void } | undefined;
  const delivered: Delivered[] = [];
  const chats = new Map<number, Promise<void>>();
  const stopped = new AbortController();

  const deliver = async (update: Update): Promise<void> => {
    for (let delay = retryMs; !stopped.signal.aborted; delay *= 2) {
      const target = webhook;
      if (target === undefined) return void pending.push(update);
      const status = await postUpdate(target, update, stopped.signal);
      delivered.push({ updateId: update.update_id, status });
      if (status >= 200 && status < 300) return;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  };
  const send = (update: Update): void => {
    // Updates of one chat go out one after the other, each waiting for its 200.
    const chat = chatOfUpdate(update);
    chats.set(
      chat,
      (chats.get(chat) ?? Promise.resolve()).then(() => deliver(update)),
    );
  };

  return {
    push(update) {
      const kind = Object.keys(update).find((key) => key !== 'update_id') ?? '';
      if (allowed.length > 0 && !allowed.includes(kind)) return;
      if (webhook === undefined) {
        pending.push(update);
        waiting?.wake();
      } else send(update);
    },
    async poll(offset, limit, timeoutMs, gone) {
      if (webhook !== undefined)
        throw new ApiError(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      waiting?.end(
        new ApiError(
          409,
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
        ),
      );
      pending = pending.filter((update) => update.update_id >= offset);
      if (pending.length === 0 && timeoutMs > 0) {
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(resolve, timeoutMs);
          const me = { wake: resolve, end: reject };
          waiting = me;
          const leave = (): void => {
            clearTimeout(timer);
            if (waiting === me) waiting = undefined;
            resolve();
          };
          gone.addEventListener('abort', leave, { once: true });
          stopped.signal.addEventListener('abort', leave, { once: true });
        }).finally(() => (waiting = undefined));
      }
      return pending.slice(0, limit);
    },
    setWebhook(settings) {
      webhook = settings;
      if (settings === undefined) return;
      for (const update of pending.splice(0)) send(update);
    },
    setAllowed: (kinds) => (allowed = kinds),
    get allowed() {
      return allowed;
    },
    get webhook() {
      return webhook;
    },
    delivered,
    get pending() {
      return pending.length;
    },
    stop: () => stopped.abort(),
  };
}

async function postUpdate(target: WebhookSettings, update: Update, signal: AbortSignal): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(target.secret !== undefined && { 'x-telegram-bot-api-secret-token': target.secret }),
  };
  const response = await fetch(target.url, { method: 'POST', headers, body: JSON.stringify(update), signal }).catch(
    () => undefined,
  );
  await response?.arrayBuffer();
  return response?.status ?? 0;
}

const chatOfUpdate = (update: Update): number =>
  update.message?.chat.id ?? update.callback_query?.message?.chat.id ?? 0;

/** The settings of a setWebhook call. @throws ApiError for an address or secret that Telegram refuses (plain http only on loopback). */
export function webhookSettings(url: string, secret: string | undefined): WebhookSettings | undefined {
  if (url === '') return undefined;
  if (!/^https:\/\/|^http:\/\/127\.0\.0\.1[:/]/.test(url))
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret))
    throw badRequest('secret token contains unallowed characters');
  return { url, secret };
}
