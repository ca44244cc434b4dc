import { PlatformError } from '../../bot/errors.ts';
import { refusalOf } from './calls.ts';

class LateError extends Error {
  override readonly name = 'LateError';
}

/** The promise, or LateError after `ms`. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>(
    (_, reject) => (timer = setTimeout(() => reject(new LateError(`no answer within ${Math.round(ms / 1000)} s`)), ms)),
  );
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const EXPECTED = {
  SLACK_BOT_TOKEN: 'the bot token of the installed app (xoxb-...), from OAuth & Permissions',
  SLACK_APP_TOKEN: 'an app-level token (xapp-...) with the scope connections:write, from Basic Information',
} as const;

/** What went wrong at the start, for the operator. A refusal is the token's; anything else is the way to Slack. */
export function startError(error: unknown, variable: keyof typeof EXPECTED): PlatformError {
  const refusal = refusalOf(error);
  if (refusal !== undefined)
    return new PlatformError(`Unexpected ${variable}: Slack says "${refusal}", expected ${EXPECTED[variable]}`);
  const reason = error instanceof Error ? error.message : String(error);
  return new PlatformError(
    `Unexpected failure of Slack while checking ${variable} (${reason}), expected an answer; look at the network, and at SLACK_API_URL where it is set`,
  );
}
