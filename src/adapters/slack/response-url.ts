import { ResponseUrlError, sleep, type Content } from './calls.ts';

/** Five uses within 30 minutes; Slack counts from the request that brought it. */
const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;
const TIMEOUT_MS = 10_000;
const MOST_TRIES = 3;

/** How a message reaches a `response_url`. */
export interface Manner {
  readonly type: 'ephemeral' | 'in_channel';
  /** Takes the place of the message whose button was pressed. */
  readonly replace: boolean;
  readonly threadTs?: string;
}

export interface ResponseUrl {
  /** @throws ResponseUrlError where Slack refuses, or where it may not be used any more. */
  send(content: Content, manner: Manner): Promise<void>;
}

/** Counts the uses of one `response_url`. `now` gives milliseconds. */
export function createResponseUrl(url: string, now: () => number = Date.now): ResponseUrl {
  const until = now() + LIFE_MS;
  let uses = 0;
  return {
    async send({ text, blocks }, { type, replace, threadTs }) {
      const body = JSON.stringify({
        text,
        ...(blocks !== undefined && { blocks }),
        response_type: type,
        replace_original: replace,
        ...(threadTs !== undefined && { thread_ts: threadTs }),
        unfurl_links: false,
        unfurl_media: false,
      });
      for (let attempt = 1; ; attempt += 1) {
        if (uses >= MOST_USES || now() >= until) throw new ResponseUrlError('used_up');
        const { wait, refusal } = await post(url, body);
        if (wait === undefined) uses += 1;
        if (refusal === undefined) return;
        if (wait === undefined || attempt >= MOST_TRIES) throw new ResponseUrlError(refusal);
        await sleep(wait);
      }
    },
  };
}

/** One try: what was refused, and how many milliseconds to wait where it is worth another one. */
async function post(url: string, body: string): Promise<{ readonly refusal?: string; readonly wait?: number }> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    return { refusal: error instanceof Error ? error.name : 'network', wait: 300 };
  }
  const answer = await response.text();
  if (response.status === 429)
    return { refusal: 'ratelimited', wait: Math.min(Number(response.headers.get('retry-after')) || 1, 60) * 1000 };
  if (response.status >= 500) return { refusal: `status_${response.status}`, wait: 300 };
  // Slack answers `ok`, `{"ok":true}`, or a refusal as JSON or as a bare word
  const refusal =
    /"error":\s*"(\w+)"/.exec(answer)?.[1] ??
    (response.ok ? undefined : (/^\w{1,60}$/.exec(answer.trim())?.[0] ?? `status_${response.status}`));
  return refusal === undefined ? {} : { refusal };
}
