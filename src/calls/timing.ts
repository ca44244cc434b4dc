import type { TracedMessage } from '../trace/traced.ts';
import { codeOf, timeBetween } from './message-facts.ts';
import type { OpenTransaction } from './state.ts';

/** How long each part of a call took, in milliseconds; absent where a message or its time is missing. */
export interface Timing {
  readonly setupMs?: number;
  readonly postDialDelayMs?: number;
  readonly ringMs?: number;
  readonly talkMs?: number;
}

// INVITE ........ 18x ........ 2xx ........ BYE
// | post-dial delay | ring      | talk       |
// | setup                       |
/** The times of a call on the caller's own hop, from the first of its attempts on. */
export function timingOf(
  attempts: readonly OpenTransaction[],
  deciding: OpenTransaction | undefined,
  bye: OpenTransaction | undefined,
): Timing {
  const first = attempts[0]?.request;
  const ringing = firstRinging(attempts);
  const final = deciding?.final;
  const code = codeOf(final) ?? 0;
  const answer = code >= 200 && code < 300 ? final : undefined;
  const end = answer ?? deciding?.cancel?.request ?? final;
  return defined({
    setupMs: timeBetween(first, answer),
    postDialDelayMs: timeBetween(first, ringing ?? final),
    ringMs: timeBetween(ringing, end),
    talkMs: timeBetween(answer, bye?.request),
  });
}

function firstRinging(attempts: readonly OpenTransaction[]): TracedMessage | undefined {
  for (const attempt of attempts) {
    const ringing = attempt.provisional.find((response) => (codeOf(response) ?? 0) >= 180);
    if (ringing !== undefined) return ringing;
  }
  return undefined;
}

function defined(times: Record<keyof Timing, number | undefined>): Timing {
  const timing: { -readonly [K in keyof Timing]: number } = {};
  for (const name of ['setupMs', 'postDialDelayMs', 'ringMs', 'talkMs'] as const) {
    const ms = times[name];
    if (ms !== undefined && ms >= 0) timing[name] = Math.round(ms);
  }
  return timing;
}
