import type { Logger } from 'pino';
import type { Telegraf } from 'telegraf';
import type { Update } from 'telegraf/types';
import { PlatformError } from '../../bot/errors.ts';
import type { Api, Wait } from './api.ts';
import { callError, type CallError } from './call-error.ts';
import { ALLOWED_UPDATES } from './webhook.ts';

/** Long polling that survives a second poller for a while. */
export interface Polling {
  ready(): boolean;
  /** Resolves once `stopped` has fired; rejects with a PlatformError where polling has ended for good. */
  readonly ended: Promise<void>;
  /** Tells Telegram that what was taken need not come again. @throws CallError */
  confirm(): Promise<void>;
}

export interface PollingOptions {
  readonly takeOver: boolean;
  readonly log: Logger;
  readonly stopped: AbortSignal;
  readonly wait: Wait;
  readonly now: () => number;
}

/** The longest that Telegram waits for an update. */
const POLL_SECONDS = 50;
/** A process that goes down holds its last poll for up to 50 s. */
const PAUSES_MS = [5_000, 10_000, 15_000, 30_000];
const MOST_CONFLICT_MS = 120_000;
const QUIET_MS = 60_000;

/** A webhook of another process is not ours to remove. @throws PlatformError where one is set, unless `takeOver`. */
export async function freeOfWebhook(api: Api, takeOver: boolean): Promise<void> {
  const { url } = await api.call<{ readonly url: string }>('getWebhookInfo', {});
  if (url === '') return;
  if (takeOver) return void (await api.call('deleteWebhook', {}));
  const host = URL.canParse(url) ? new URL(url).host : 'an unknown host';
  throw new PlatformError(
    `TELEGRAM_WEBHOOK_URL: unexpected webhook at ${host}, expected none while it is unset. Another process answers as this bot; --take-over removes its webhook`,
  );
}

/**
 * Our own loop around `bot.handleUpdate`: telegraf's ends at the first 409, removes webhooks unasked and waits without listening to `stop`.
 */
export function startPolling(bot: Telegraf, api: Api, { takeOver, log, stopped, wait, now }: PollingOptions): Polling {
  let ready = false;
  let offset = 0;

  const take = async (timeoutSeconds: number): Promise<void> => {
    const timeoutMs = (timeoutSeconds + 10) * 1_000;
    const payload = { offset, timeout: timeoutSeconds, allowed_updates: ALLOWED_UPDATES };
    const updates = await api.once<readonly Update[]>('getUpdates', payload, timeoutMs, stopped);
    ready = true;
    for (const update of updates) {
      offset = update.update_id + 1;
      await bot.handleUpdate(update);
    }
  };

  const forever = async (): Promise<void> => {
    const conflicts = createConflicts(now);
    for (let tries = 0; !stopped.aborted;) {
      try {
        if (tries > 0) await freeOfWebhook(api, takeOver);
        // The first poll returns at once, and so tells whether somebody else polls.
        await take(ready ? POLL_SECONDS : 0);
        tries = 0;
      } catch (error) {
        if (stopped.aborted) return;
        if (error instanceof PlatformError) throw error;
        const failure = callError('getUpdates', error);
        ready = false;
        const pauseMs = failure.retryAfterMs ?? PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0;
        tries += 1;
        if (failure.refusal === 'unauthorized' || (failure.refusal === 'conflict' && conflicts.tooLong(pauseMs)))
          throw endOf(failure);
        log.warn({ refusal: failure.refusal, code: failure.code, pauseMs }, 'telegram: polling interrupted');
        await wait(pauseMs, stopped).catch(() => undefined);
      }
    }
  };

  return {
    ready: () => ready,
    ended: forever(),
    confirm: async () => void (offset > 0 && (await api.once('getUpdates', { offset, limit: 1, timeout: 0 }, 2_000))),
  };
}

/** Two pollers throw each other out in turn, so a poll that succeeds in between does not end a conflict; a quiet minute does. */
function createConflicts(now: () => number): { tooLong(pauseMs: number): boolean } {
  let since: number | undefined;
  let last = 0;
  return {
    tooLong(pauseMs) {
      if (since === undefined || now() - last > QUIET_MS) since = now();
      last = now();
      return last + pauseMs - since > MOST_CONFLICT_MS;
    },
  };
}

function endOf(failure: CallError): PlatformError {
  return failure.refusal === 'conflict'
    ? new PlatformError(
        'TELEGRAM_BOT_TOKEN: unexpected second process that polls with this token for two minutes, expected one alone',
      )
    : new PlatformError(`TELEGRAM_BOT_TOKEN: unexpected ${failure.code}, expected a token that is still valid`);
}
