import type { TracedMessage } from '../trace/traced.ts';
import { codeOf, timeBetween } from './message-facts.ts';
import type { OpenTransaction, Writable } from './state.ts';
import type { Call } from './types.ts';

// INVITE ........ 18x ........ 2xx ........ BYE
// | post-dial delay | ring      | talk       |
// | setup                       |
/** Sets the times of a call as its caller's hop shows them, from the first attempt on; a message without time leaves one out. */
export function setTimes(
  built: Writable<Pick<Call, 'setupMs' | 'postDialDelayMs' | 'ringMs' | 'talkMs'>>,
  attempts: readonly OpenTransaction[],
  deciding: OpenTransaction | undefined,
  bye: OpenTransaction | undefined,
): void {
  const first = attempts[0]?.request;
  const ringing = firstRinging(attempts);
  const final = deciding?.final;
  const code = codeOf(final) ?? 0;
  const answer = code >= 200 && code < 300 ? final : undefined;
  const setup = wholeMs(first, answer);
  const delay = wholeMs(first, ringing ?? final);
  const ring = wholeMs(ringing, answer ?? deciding?.cancel?.request ?? final);
  const talk = wholeMs(answer, bye?.request);
  if (setup !== undefined) built.setupMs = setup;
  if (delay !== undefined) built.postDialDelayMs = delay;
  if (ring !== undefined) built.ringMs = ring;
  if (talk !== undefined) built.talkMs = talk;
}

function firstRinging(attempts: readonly OpenTransaction[]): TracedMessage | undefined {
  for (const attempt of attempts) {
    const ringing = attempt.provisional.find((response) => (codeOf(response) ?? 0) >= 180);
    if (ringing !== undefined) return ringing;
  }
  return undefined;
}

function wholeMs(one: TracedMessage | undefined, two: TracedMessage | undefined): number | undefined {
  const ms = timeBetween(one, two);
  return ms === undefined || ms < 0 ? undefined : Math.round(ms);
}
