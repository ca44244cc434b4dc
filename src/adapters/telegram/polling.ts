import type { Logger } from 'pino';
import type { Telegraf } from 'telegraf';
import { PlatformError } from '../../bot/errors.ts';
import type { Api, Wait } from './api.ts';
import { callError, type CallError } from './call-error.ts';
import { ALLOWED_UPDATES } from './webhook.ts';

/** Long polling that survives a second poller for a while. */
export interface Polling {
  ready(): boolean;
  /** Resolves after `stop`; rejects with a PlatformError where polling has ended for good. */
  readonly ended: Promise<void>;
  stop(): void;
}

export interface PollingOptions {
  readonly takeOver: boolean;
  readonly log: Logger;
  readonly stopped: AbortSignal;
  readonly wait: Wait;
  readonly now: () => number;
}

/** A process that goes down holds its last poll for up to 50 s. */
const CONFLICT_PAUSES_MS = [5_000, 10_000, 15_000, 30_000];
const MOST_CONFLICT_MS = 120_000;

/**
 * Looks whether a webhook is set: telegraf would remove it, and with it the bot of another process. @throws PlatformError, unless `takeOver`.
 */
export async function refuseForeignWebhook(api: Api, takeOver: boolean): Promise<void> {
  const { url } = await api.call<{ readonly url: string }>('getWebhookInfo', {});
  if (url === '' || takeOver) return;
  const host = URL.canParse(url) ? new URL(url).host : 'an unknown host';
  throw new PlatformError(
    `TELEGRAM_WEBHOOK_URL: unexpected webhook at ${host}, expected none while it is unset. Another process answers as this bot; --take-over removes its webhook`,
  );
}

export function startPolling(bot: Telegraf, api: Api, options: PollingOptions): Polling {
  let ready = false;
  let running = false;
  const { log, stopped, wait, now } = options;

  const session = async (): Promise<void> => {
    // Fails at once where another process polls; confirms nothing, since it names no offset.
    await api.once('getUpdates', { limit: 1, timeout: 0, allowed_updates: ALLOWED_UPDATES });
    if (stopped.aborted) return;
    await refuseForeignWebhook(api, options.takeOver);
    running = true;
    try {
      await bot.launch({ allowedUpdates: [...ALLOWED_UPDATES] }, () => (ready = true));
    } finally {
      running = false;
      ready = false;
    }
  };

  const forever = async (): Promise<void> => {
    let conflictSince: number | undefined;
    for (let tries = 0; !stopped.aborted; tries += 1) {
      const began = now();
      try {
        await session();
      } catch (error) {
        if (error instanceof PlatformError) throw error;
        const failure = callError('getUpdates', error);
        if (now() - began > MOST_CONFLICT_MS) [conflictSince, tries] = [undefined, 0];
        conflictSince ??= now();
        const pauseMs = CONFLICT_PAUSES_MS[Math.min(tries, CONFLICT_PAUSES_MS.length - 1)] ?? 0;
        if (now() + pauseMs - conflictSince > MOST_CONFLICT_MS) throw endOf(failure);
        if (failure.refusal === 'unauthorized') throw endOf(failure);
        log.warn({ refusal: failure.refusal, code: failure.code, pauseMs }, 'telegram: polling interrupted');
        await wait(pauseMs, stopped).catch(() => undefined);
      }
    }
  };

  return {
    ready: () => ready,
    ended: forever(),
    stop() {
      if (running && ready) bot.stop();
    },
  };
}

function endOf(failure: CallError): PlatformError {
  if (failure.refusal === 'conflict')
    return new PlatformError(
      'TELEGRAM_BOT_TOKEN: unexpected second process that polls with this token for two minutes, expected one alone',
    );
  if (failure.refusal === 'unauthorized')
    return new PlatformError('TELEGRAM_BOT_TOKEN: unexpected 401, expected a token that is still valid');
  return new PlatformError(
    `TELEGRAM_API_ROOT: unexpected ${failure.message} for two minutes, expected a Bot API server that answers`,
  );
}
