import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  eventOf,
  mentionOf,
  postEvent,
  postForm,
  postInteraction,
  postSigned,
  slashCommand,
} from '../../servers/slack/requests.ts';
import { ALICE, INCIDENTS } from '../../servers/slack/workspace.ts';
import { setStage, type Stage } from './harness.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

const seconds = (): number => Math.floor(Date.now() / 1000);
const command = (text = '486'): Record<string, string> =>
  slashCommand(text, stage.slack.responseUrl({ channel: INCIDENTS, user: ALICE }));

/** The bot still answers, and has answered nothing else. */
async function lives(): Promise<void> {
  expect((await postForm(stage.url, command('487'))).status).toBe(200);
  const [answer] = await stage.slack.accepted('response_url');
  expect(answer?.args['text']).toMatch(/^487 /);
  expect(stage.httpErrors).toEqual([]);
}

test('a request without a signature is refused with 401', async () => {
  expect((await postForm(stage.url, command(), { unsigned: true })).status).toBe(401);
  await lives();
});

test('a signature by another secret is refused', async () => {
  expect((await postForm(stage.url, command(), { secret: 'another' })).status).toBe(401);
  await lives();
});

test('a right signature is refused after five minutes', async () => {
  expect((await postForm(stage.url, command(), { timestamp: seconds() - 301 })).status).toBe(401);
  expect((await postForm(stage.url, command('487'), { timestamp: seconds() - 240 })).status).toBe(200);
});

test('a body over 4 MB is refused with 413', async () => {
  expect((await postSigned(stage.url, JSON.stringify(mentionOf('x'.repeat(5 * 1024 * 1024))))).status).toBe(413);
  await lives();
});

test.each([
  ['null as JSON', 'null', 'application/json'],
  ['null without a JSON content type', 'null', 'text/plain'],
  ['null as the payload of a form', 'payload=null', 'application/x-www-form-urlencoded'],
  ['a space and null as the payload of a form', 'payload=+null', 'application/x-www-form-urlencoded'],
  ['a list', '[1]', 'text/plain'],
  ['cut JSON', '{"type":"event_call', 'application/json'],
  ['cut JSON in a form', 'payload=%7B%22type', 'application/x-www-form-urlencoded'],
  ['nothing', '', 'application/json'],
])('a signed body of %s is refused with 400, and the bot lives', async (_, body, contentType) => {
  expect((await postSigned(stage.url, body, { contentType })).status).toBe(400);
  await lives();
});

test('a form with a charset in its content type is a form', async () => {
  expect(
    (await postForm(stage.url, command('487'), { contentType: 'application/x-www-form-urlencoded; charset=utf-8' }))
      .status,
  ).toBe(200);
  expect((await stage.slack.accepted('response_url'))[0]?.args['text']).toMatch(/^487 /);
});

test('JSON with a charset is JSON', async () => {
  expect(
    (await postEvent(stage.url, mentionOf('487'), { contentType: 'application/json; charset=utf-8' })).status,
  ).toBe(200);
  await stage.slack.accepted('chat.postMessage');
});

test("Slack's checks of the URL are answered", async () => {
  const challenge = await postEvent(stage.url, { token: 'x', type: 'url_verification', challenge: '3eZbrw1aB' });
  expect(await challenge.json()).toEqual({ challenge: '3eZbrw1aB' });
  expect((await postForm(stage.url, { ssl_check: '1', token: 'x' }, { unsigned: true })).status).toBe(200);
});

test('an event and a payload of unknown kinds leave the bot alone', async () => {
  expect(
    (await postEvent(stage.url, eventOf({ type: 'hologram_opened', user: ALICE, channel: INCIDENTS }))).status,
  ).toBe(200);
  const unknown = postInteraction(stage.url, { type: 'hologram', user: { id: ALICE }, team: { id: 'T0ATLANTA' } });
  await lives();
  expect((await unknown).status).toBe(404);
});

test('a connection that is cut in the middle of a body leaves the bot alone', async () => {
  await new Promise<void>((resolve) => {
    const cut = request(stage.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 1000 },
    });
    cut.on('error', () => resolve());
    cut.on('close', () => resolve());
    cut.write('{"type":', () => cut.destroy());
  });
  await new Promise<void>((resolve) => setImmediate(resolve));
  expect((await postForm(stage.url, command('487'))).status).toBe(200);
  await stage.slack.accepted('response_url');
});

test('/healthz says that questions reach us', async () => {
  expect((await fetch(`${stage.root}/healthz`)).status).toBe(200);
});
