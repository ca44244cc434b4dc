import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Telegram } from 'telegraf';
import { callError, type CallError } from './call-error.ts';

/** Waits; rejects where the signal fires first. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export const realWait: Wait = (ms, signal) => delay(ms, undefined, { signal });

/** Calls of the Bot API, newer methods and fields included. */
export interface Api {
  /**
   * One call. 429 is obeyed (`retry_after`), gateway and network trouble is tried again three times; everything else fails at once.
   * @throws CallError
   */
  call<T>(method: string, payload: Payload): Promise<T>;
  /** One try, given up after `timeoutMs` or where `ended` fires. @throws CallError */
  once<T>(method: string, payload: Payload, timeoutMs?: number, ended?: AbortSignal): Promise<T>;
}

export type Payload = Readonly<Record<string, unknown>>;

type CallApi = (method: string, payload: object, options?: { readonly signal?: AbortSignal }) => Promise<unknown>;

const TIMEOUT_MS = 30_000;
/** Delays before a call is tried again after trouble between us and Telegram. */
const RETRIES_MS = [500, 2_000, 5_000];
/** How often one call obeys a 429 before it counts as failed. */
const MOST_FLOODS = 8;

/**
 * `stopped` ends calls and the waiting between tries. The instance's `callApi` is replaced, so that telegraf's own calls go the same way.
 */
export function createApi(telegram: Telegram, stopped: AbortSignal, wait: Wait = realWait): Api {
  // One listener for each call on its way.
  setMaxListeners(0, stopped);
  const original = telegram.callApi.bind(telegram) as unknown as CallApi;
  const patched: CallApi = (method, payload, options) => original(method, stringified(payload), options);
  telegram.callApi = patched as unknown as Telegram['callApi'];

  const once = async (
    method: string,
    payload: Payload,
    timeoutMs = TIMEOUT_MS,
    ended?: AbortSignal,
  ): Promise<unknown> => {
    const end = new AbortController();
    const giveUp = (): void => end.abort();
    const timer = setTimeout(giveUp, timeoutMs);
    ended?.addEventListener('abort', giveUp);
    if (ended?.aborted) giveUp();
    try {
      return await patched(method, payload, { signal: end.signal });
    } catch (error) {
      throw callError(method, error);
    } finally {
      clearTimeout(timer);
      ended?.removeEventListener('abort', giveUp);
    }
  };
  const call = async (method: string, payload: Payload): Promise<unknown> => {
    let floods = 0;
    for (let troubles = 0; ;) {
      try {
        return await once(method, payload, TIMEOUT_MS, stopped);
      } catch (error) {
        const failure = error as CallError;
        const flooded = failure.refusal === 'too-many' && (floods += 1) <= MOST_FLOODS;
        const trouble = (failure.refusal === 'server' || failure.refusal === 'network') && troubles < RETRIES_MS.length;
        if (stopped.aborted || (!flooded && !trouble)) throw failure;
        const pauseMs = flooded ? (failure.retryAfterMs ?? 1_000) : (RETRIES_MS[troubles++] ?? 0);
        await wait(pauseMs, stopped).catch(() => Promise.reject(failure));
      }
    }
  };
  return { call: call as Api['call'], once: once as Api['once'] };
}

/**
 * telegraf drops every object-valued field but `reply_markup` where a call carries a file (telegraf 4.16 `attachFormMedia`): as JSON text
 * it arrives.
 */
function stringified(payload: object): object {
  const values: readonly unknown[] = Object.values(payload);
  if (!values.some(isUpload)) return payload;
  return Object.fromEntries(
    Object.entries(payload).map(([field, value]) => [
      field,
      typeof value === 'object' && value !== null && !isUpload(value) ? JSON.stringify(value) : value,
    ]),
  );
}

const isUpload = (value: unknown): boolean => typeof value === 'object' && value !== null && 'source' in value;
