import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { describeError } from './logger.ts';

/** A person's Slack language, e.g. `ru-RU`; undefined where Slack does not say in time. Never throws. */
export type LocaleOf = (user: string) => Promise<string | undefined>;

const LIFE_MS = 24 * 60 * 60_000;
const FAILURE_LIFE_MS = 10 * 60_000;
const MOST_PEOPLE = 10_000;
/** An answer does not wait longer for its language. */
const PATIENCE_MS = 1_500;

/** Asks `users.info` (scope `users:read`) once a day for each person. `now` gives milliseconds. */
export function createLocales(client: webApi.WebClient, log: Logger, now: () => number = Date.now): LocaleOf {
  const known = new Map<string, { readonly locale: Promise<string | undefined>; readonly until: number }>();
  const keep = (user: string, locale: Promise<string | undefined>, lifeMs: number): void => {
    known.delete(user);
    known.set(user, { locale, until: now() + lifeMs });
    const oldest = known.keys().next().value;
    if (known.size > MOST_PEOPLE && oldest !== undefined) known.delete(oldest);
  };
  const ask = async (user: string): Promise<string | undefined> => {
    try {
      return (await client.users.info({ user, include_locale: true })).user?.locale;
    } catch (error) {
      log.warn(describeError(error), 'slack: no language of a person');
      keep(user, Promise.resolve(undefined), FAILURE_LIFE_MS);
      return undefined;
    }
  };
  return async (user) => {
    const found = known.get(user);
    if (found === undefined || found.until <= now()) keep(user, ask(user), LIFE_MS);
    return within(known.get(user)?.locale ?? Promise.resolve(undefined), PATIENCE_MS);
  };
}

/** The value, or undefined after `ms`. */
async function within<T>(value: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)));
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}
