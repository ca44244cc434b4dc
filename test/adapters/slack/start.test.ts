import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { PlatformError } from '../../../src/bot/errors.ts';
import { APP_TOKEN } from '../../servers/slack/workspace.ts';
import { setStage, type Stage, type StageOptions } from './harness.ts';

let stage: Stage | undefined;
afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

/** What the start fails with. */
async function failure(options: StageOptions): Promise<Error> {
  try {
    stage = await setStage(options);
  } catch (error) {
    expect(error).toBeInstanceOf(PlatformError);
    return error as Error;
  }
  throw new Error('Unexpected start, expected it to fail');
}

test('a refused bot token ends the start, naming the variable', async () => {
  const started = Date.now();
  expect((await failure({ options: { botToken: 'xoxb-wrong' } })).message).toBe(
    'Unexpected SLACK_BOT_TOKEN: Slack says "invalid_auth", expected the bot token of the installed app (xoxb-...), from OAuth & Permissions',
  );
  expect(Date.now() - started).toBeLessThan(15_000);
});

test('a refused app token ends the start, naming that variable', async () => {
  expect((await failure({ options: { appToken: 'xapp-wrong' } })).message).toMatch(
    /^Unexpected SLACK_APP_TOKEN: Slack says "invalid_auth"/,
  );
});

test.each(['', '  '])('the signing secret "%s" is refused', async (signingSecret) => {
  expect((await failure({ options: { signingSecret } })).message).toMatch(/^Unexpected empty SLACK_SIGNING_SECRET/);
});

test('nobody listens: the start fails and names the address', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const { message } = await failure({ options: { apiUrl: `http://127.0.0.1:${port}/api/` } });
  expect(message).toContain('SLACK_API_URL');
});

test('Socket Mode needs no signing secret and serves no path', async () => {
  stage = await setStage({ options: { appToken: APP_TOKEN, signingSecret: '' } });
  expect(stage.running.routes).toEqual([]);
  expect(stage.running.ready()).toBe(true);
});
