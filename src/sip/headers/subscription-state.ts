import { parseNumber, parseParams } from '../scan.ts';

/** How a subscription stands (RFC 6665 4.1.3, 8.2.3). */
export interface SubscriptionState {
  /** `active`, `pending`, `terminated` or an extension, in lower case. */
  readonly state: string;
  /** Why it ended: `timeout`, `rejected`, `noresource` ... */
  readonly reason?: string;
  /** Seconds. */
  readonly expires?: number;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Reads a Subscription-State; undefined where it names no state. */
export function parseSubscriptionState(value: string): SubscriptionState | undefined {
  const semicolon = value.indexOf(';');
  const state = (semicolon < 0 ? value : value.slice(0, semicolon)).trim().toLowerCase();
  if (state === '') return undefined;
  const params = parseParams(semicolon < 0 ? '' : value.slice(semicolon + 1));
  const reason = params.get('reason');
  const expires = parseNumber(params.get('expires'));
  const retryAfter = parseNumber(params.get('retry-after'));
  return {
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(expires === undefined ? {} : { expires }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}
