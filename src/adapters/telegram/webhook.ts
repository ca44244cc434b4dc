import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Telegraf } from 'telegraf';
import type { Update } from 'telegraf/types';
import { PlatformError } from '../../bot/errors.ts';
import type { Api } from './api.ts';

/** Kept by the server until the next call that names them, so both ways name them. */
export const ALLOWED_UPDATES = ['message', 'callback_query'] as const;

export interface WebhookOptions {
  readonly url: string;
  readonly secret: string | undefined;
}

/** One path of the common listener. */
export interface Route {
  readonly path: string;
  handle(request: IncomingMessage & { rawBody: Buffer }, response: ServerResponse): Promise<void>;
}

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Tells Telegram where updates go. @throws PlatformError where the secret is missing or Telegram refuses the address. */
export async function setWebhook(api: Api, { url, secret }: WebhookOptions): Promise<void> {
  if (secret === undefined)
    throw new PlatformError(
      'TELEGRAM_WEBHOOK_SECRET: unexpected empty value, expected 1 to 256 characters of A-Z a-z 0-9 _ - together with TELEGRAM_WEBHOOK_URL',
    );
  await api
    .call('setWebhook', { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES })
    .catch((error: unknown) => {
      throw new PlatformError(
        `TELEGRAM_WEBHOOK_URL: unexpected refusal by Telegram (${(error as Error).message}), expected an https address on port 443, 80, 88 or 8443`,
      );
    });
}

/** Only POST of the exact path with the secret gets through, anything else is 403; 503 once `closed`, so that Telegram sends again later. */
export function webhookRoute(bot: Telegraf, { url, secret = '' }: WebhookOptions, closed: () => boolean): Route {
  const { pathname, search } = new URL(url);
  return {
    path: pathname,
    async handle(request, response) {
      if (request.url !== pathname + search || !sameSecret(request.headers[SECRET_HEADER], secret))
        return end(response, 403);
      if (closed()) return end(response, 503);
      const update = readUpdate(request.rawBody);
      if (update === undefined) return end(response, 400);
      await bot.handleUpdate(update);
      end(response, 200);
    },
  };
}

function sameSecret(given: string | string[] | undefined, expected: string): boolean {
  const [one, other] = [Buffer.from(String(given ?? '')), Buffer.from(expected)];
  return expected !== '' && one.length === other.length && timingSafeEqual(one, other);
}

/** An update; undefined for a body that is none (`null` would leave telegraf's own handler hanging). */
function readUpdate(body: Buffer): Update | undefined {
  try {
    const value = JSON.parse(body.toString('utf8')) as Partial<Update> | null;
    return typeof value === 'object' && value !== null && Number.isSafeInteger(value.update_id)
      ? (value as Update)
      : undefined;
  } catch {
    return undefined;
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
