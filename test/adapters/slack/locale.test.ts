import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLocales } from '../../../src/adapters/slack/locale.ts';
import { boltLogger } from '../../../src/adapters/slack/logger.ts';
import { startSlackServer, type SlackServer } from '../../servers/slack.ts';
import { ALICE, BOB, BOT_TOKEN } from '../../servers/slack/workspace.ts';
import { logInto } from './harness.ts';

let slack: SlackServer;
let now = 0;
const lines: string[] = [];
beforeEach(async () => {
  slack = await startSlackServer();
  now = 0;
  lines.length = 0;
});
afterEach(() => slack.stop());

const locales = (): ReturnType<typeof createLocales> =>
  createLocales(
    new webApi.WebClient(BOT_TOKEN, {
      slackApiUrl: slack.apiUrl,
      logger: boltLogger(logInto(lines)),
      retryConfig: { retries: 0 },
    }),
    logInto(lines),
    () => now,
  );

test('a person is asked after once a day', async () => {
  const localeOf = locales();
  expect(await localeOf(BOB)).toBe('ru-RU');
  expect(await localeOf(BOB)).toBe('ru-RU');
  expect(await localeOf(ALICE)).toBe('en-US');
  expect(slack.of('users.info')).toHaveLength(2);
  now += 24 * 60 * 60_000;
  await localeOf(BOB);
  expect(slack.of('users.info')).toHaveLength(3);
});

test('without the scope there is no language, no failure, and no question for ten minutes', async () => {
  slack.workspace.scopes.delete('users:read');
  const localeOf = locales();
  expect(await localeOf(BOB)).toBeUndefined();
  expect(await localeOf(BOB)).toBeUndefined();
  expect(slack.of('users.info')).toHaveLength(1);
  expect(lines.join('')).toContain('"slack":"missing_scope"');
  now += 10 * 60_000;
  slack.workspace.scopes.add('users:read');
  expect(await localeOf(BOB)).toBe('ru-RU');
});

test('an answer does not wait for a slow Slack; the next one has the language', async () => {
  let open = (): void => undefined;
  slack.fault('users.info', { fault: 'gate', opens: new Promise<void>((resolve) => (open = resolve)) });
  const localeOf = locales();
  expect(await localeOf(BOB)).toBeUndefined();
  open();
  expect(await localeOf(BOB)).toBe('ru-RU');
  expect(slack.of('users.info')).toHaveLength(1);
});
