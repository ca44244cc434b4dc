/** What a refused call means for us. */
export type Refusal =
  | 'unauthorized' // 401, 404: no such token
  | 'conflict' // 409: somebody else polls, or a webhook is set
  | 'too-many' // 429
  | 'gone' // 403: blocked, thrown out, account deleted; no error of ours
  | 'migrated' // the group has become a supergroup with another id
  | 'not-modified'
  | 'missing' // the chat or message is not there any more
  | 'too-big' // a file over the limit of getFile
  | 'refused' // any other 400: a formatting rule, a keyboard rule
  | 'server' // 5xx
  | 'network';

/** A call that failed, free of its payload: what may be logged, and nothing else. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly method: string;
  readonly code: number;
  readonly refusal: Refusal;
  readonly retryAfterMs: number | undefined;
  readonly migratedTo: number | undefined;

  constructor(
    method: string,
    code: number,
    refusal: Refusal,
    details: { readonly retryAfterMs?: number; readonly migratedTo?: number } = {},
  ) {
    super(`${method}: ${refusal}${code === 0 ? '' : ` (${code})`}`);
    this.method = method;
    this.code = code;
    this.refusal = refusal;
    this.retryAfterMs = details.retryAfterMs;
    this.migratedTo = details.migratedTo;
  }
}

interface ResponseError {
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
}

/**
 * Any error of a call as ours. The library's own error holds the whole payload (`on.payload`) and the address with the token, so it goes no further.
 */
export function callError(method: string, error: unknown): CallError {
  if (error instanceof CallError) return error;
  const response = (error as { readonly response?: ResponseError } | undefined)?.response;
  if (response === undefined || typeof response.error_code !== 'number') return new CallError(method, 0, 'network');
  const { retry_after: retryAfter, migrate_to_chat_id: migratedTo } = response.parameters ?? {};
  return new CallError(method, response.error_code, refusalOf(response, migratedTo), {
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter * 1000 }),
    ...(migratedTo !== undefined && { migratedTo }),
  });
}

function refusalOf({ error_code: code, description }: ResponseError, migratedTo: number | undefined): Refusal {
  if (migratedTo !== undefined) return 'migrated';
  if (code >= 500) return 'server';
  switch (code) {
    case 401:
    case 404:
      return 'unauthorized';
    case 403:
      return 'gone';
    case 409:
      return 'conflict';
    case 429:
      return 'too-many';
    default:
      if (/message is not modified/i.test(description)) return 'not-modified';
      if (
        /chat not found|message to edit not found|message can't be edited|query is too old|query ID is invalid/i.test(
          description,
        )
      )
        return 'missing';
      return /file is too big/i.test(description) ? 'too-big' : 'refused';
  }
}
