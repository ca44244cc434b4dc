import { webApi } from '@slack/bolt';
import { cutText, type Payload } from './render.ts';

/** One message as it goes out. */
export interface Content {
  readonly text: string;
  readonly blocks?: readonly { readonly type: string }[];
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A refusal that another try without blocks may get past. */
const BLOCK_ERRORS: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'invalid_arguments',
  'invalid_payload',
  'msg_too_long',
  'markdown_text_conflict',
]);

/** `response_url` refused or gave no answer. `reason` is Slack's word or the status. */
export class ResponseUrlError extends Error {
  override readonly name = 'ResponseUrlError';
  readonly code: string;
  constructor(reason: string) {
    super(`Unexpected answer of response_url: ${reason}`);
    this.code = reason;
  }
}

/** Slack's word for what it refused, if it is a refusal. */
export function refusalOf(error: unknown): string | undefined {
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
  return error instanceof ResponseUrlError ? error.code : undefined;
}

/** Sends with blocks, and where Slack refuses the blocks once more with the text alone: an answer is never lost to a block rule. */
export async function sendPayload(
  payload: Payload,
  send: (content: Content) => Promise<void>,
  mostText = 40_000,
): Promise<void> {
  try {
    await send({ text: payload.text, blocks: payload.blocks });
  } catch (error) {
    if (!BLOCK_ERRORS.has(refusalOf(error) ?? '')) throw error;
    await send({ text: payload.fallback.length <= mostText ? payload.fallback : cutText(payload.fallback, mostText) });
  }
}

const MOST_WAIT_SECONDS = 60;
const MOST_WAITS = 3;

/** Obeys 429: waits as long as Slack says and calls again. Only the caller waits, other chats do not. */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await call();
    } catch (error) {
      if (
        !(error instanceof webApi.WebAPIRateLimitedError) ||
        waits >= MOST_WAITS ||
        error.retryAfter > MOST_WAIT_SECONDS
      )
        throw error;
      await sleep(error.retryAfter * 1000);
    }
  }
}
