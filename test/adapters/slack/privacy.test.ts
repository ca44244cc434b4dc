import { afterEach, expect, test } from 'vitest';
import { boltLogger, describeError } from '../../../src/adapters/slack/logger.ts';
import {
  directMessageOf,
  mentionOf,
  postEvent,
  postForm,
  postInteraction,
  postSigned,
  shortcutOf,
  slashCommand,
} from '../../servers/slack/requests.ts';
import { ALICE, APP_TOKEN, BOT_TOKEN, INCIDENTS, SIGNING_SECRET } from '../../servers/slack/workspace.ts';
import { logInto, setStage, type Stage } from './harness.ts';

let stage: Stage | undefined;
afterEach(() => stage?.stop());

const CANARY = 'canary79161234567';

test('no body, token or address of a file stands in the log at any level, whatever goes wrong', async () => {
  stage = await setStage({
    bot: (bot) => ({
      ...bot,
      ask: (question) =>
        question.words.includes('throw') ? Promise.reject(new Error(`quotes ${question.words}`)) : bot.ask(question),
    }),
  });
  const { slack, url } = stage;
  const responseUrl = (): string => slack.responseUrl({ channel: INCIDENTS, user: ALICE });
  slack.fault('response_url', { fault: 'error', error: 'invalid_blocks' }, { fault: 'status', status: 503 });
  slack.fault(
    'chat.postMessage',
    { fault: 'error', error: 'invalid_blocks' },
    { fault: 'rate-limit', retryAfterSeconds: 0 },
    { fault: 'status', status: 500 },
  );
  await postForm(url, slashCommand(`486 ${CANARY}`, responseUrl()));
  await postForm(url, slashCommand(`throw ${CANARY}`, responseUrl()));
  await postEvent(url, mentionOf(CANARY));
  await postEvent(
    url,
    directMessageOf(CANARY, { files: [{ id: 'F1', url_private: `https://files.example.com/${CANARY}` }] }),
  );
  await postInteraction(url, shortcutOf({ text: CANARY }, responseUrl()));
  await postSigned(url, `{"type": ${CANARY}`);
  await postSigned(url, `{"text": "${CANARY}"}`, { unsigned: true });
  await postSigned(url, `payload=%7B${CANARY}`, { contentType: 'application/x-www-form-urlencoded' });
  await slack.accepted('response_url', 3);
  await slack.accepted('chat.postMessage', 2);
  await stage.running.stop(5_000);
  const log = stage.lines.join('');
  expect(log).toContain('slack: answered');
  expect(log).toContain('slack: no answer');
  for (const secret of [CANARY, BOT_TOKEN, SIGNING_SECRET, 'example.com', '/commands/'])
    expect(log).not.toContain(secret);
});

test('in Socket Mode neither', async () => {
  stage = await setStage({ options: { appToken: APP_TOKEN, clientPingTimeoutMs: 200 } });
  await stage.slack.socket.send('events_api', mentionOf(CANARY));
  await stage.slack.accepted('chat.postMessage');
  await stage.slack.socket.disconnect();
  await stage.slack.socket.connected(2);
  await stage.running.stop(5_000);
  for (const secret of [CANARY, BOT_TOKEN, APP_TOKEN, 'ticket']) expect(stage.lines.join('')).not.toContain(secret);
});

test("bolt's logger keeps the head of a message and the name of an error, and is never at debug", () => {
  const lines: string[] = [];
  const logger = boltLogger(logInto(lines));
  logger.debug(`ack() call begins (body: ${CANARY})`);
  logger.warn(`Malformed request body: Unexpected token in ${CANARY}`);
  logger.error(new TypeError(CANARY));
  logger.info({ body: CANARY });
  expect(logger.getLevel()).toBe('info');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('"msg":"bolt: Malformed request body"');
  expect(lines[1]).toContain('"error":"TypeError"');
  expect(lines.join('')).not.toContain(CANARY);
});

test('of an error its name, code and place are kept, not its words', () => {
  const error = Object.assign(new Error(CANARY), {
    code: 'slack_webapi_platform_error',
    data: { error: 'invalid_auth' },
  });
  expect(describeError(error)).toMatchObject({
    error: 'Error',
    code: 'slack_webapi_platform_error',
    slack: 'invalid_auth',
    at: expect.stringMatching(/^at /),
  });
  expect(JSON.stringify(describeError(error))).not.toContain(CANARY);
  expect(describeError('text')).toEqual({ error: 'string' });
});
