import { afterEach, beforeEach, expect, test } from 'vitest';
import { mentionOf, pressOf, shortcutOf, slashCommand } from '../../servers/slack/requests.ts';
import { ALICE, APP_TOKEN, INCIDENTS } from '../../servers/slack/workspace.ts';
import { setStage, type Stage } from './harness.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ options: { appToken: APP_TOKEN, clientPingTimeoutMs: 200 } });
});
afterEach(() => stage.stop());

const responseUrl = (messageTs?: string): string =>
  stage.slack.responseUrl({ channel: INCIDENTS, user: ALICE, ...(messageTs !== undefined && { messageTs }) });

test('a command is acknowledged with nothing and answered', async () => {
  expect(await stage.slack.socket.send('slash_commands', slashCommand('486', responseUrl()))).toEqual({});
  expect((await stage.slack.accepted('response_url'))[0]?.args['text']).toMatch(/^486 /);
});

test('an event is acknowledged and answered, its repetition acknowledged only', async () => {
  const event = mentionOf('486');
  await stage.slack.socket.send('events_api', event);
  await stage.slack.accepted('chat.postMessage');
  await stage.slack.socket.send('events_api', event, { attempt: 1, reason: 'timeout' });
  await stage.slack.socket.send('events_api', mentionOf('487'));
  await stage.slack.accepted('chat.postMessage', 2);
  expect(stage.slack.of('chat.postMessage')).toHaveLength(2);
});

test('a button and a shortcut work', async () => {
  await stage.slack.socket.send('slash_commands', slashCommand('486', responseUrl()));
  await stage.slack.accepted('response_url');
  const [message] = [...stage.slack.workspace.messages.values()];
  if (message === undefined) throw new Error('Unexpected lack of a message, expected the answer');
  await stage.slack.socket.send(
    'interactive',
    pressOf(message, ({ label }) => label === 'Русский', responseUrl(message.ts)),
  );
  expect((await stage.slack.accepted('response_url', 2))[1]?.args['text']).toContain('Действует');
  await stage.slack.socket.send('interactive', shortcutOf({ user: ALICE, text: '503' }, responseUrl()));
  expect((await stage.slack.accepted('response_url', 3))[2]?.args['text']).toMatch(/^503 /);
});

test("Slack's routine disconnect: not ready, then connected again and answering", async () => {
  expect((await fetch(`${stage.root}/healthz`)).status).toBe(200);
  await stage.slack.socket.disconnect();
  expect((await fetch(`${stage.root}/healthz`)).status).toBe(503);
  await stage.slack.socket.connected(2);
  await stage.slack.socket.send('slash_commands', slashCommand('486', responseUrl()));
  await stage.slack.accepted('response_url');
  expect(stage.running.ready()).toBe(true);
});

test('an outage while reconnecting is sat out', async () => {
  const cut = { fault: 'cut' } as const;
  stage.slack.fault('apps.connections.open', cut, cut, cut);
  await stage.slack.socket.disconnect();
  await stage.slack.socket.connected(2);
  await stage.slack.socket.send('slash_commands', slashCommand('486', responseUrl()));
  await stage.slack.accepted('response_url');
});

test('stop between two connections is quiet', async () => {
  await stage.slack.socket.disconnect();
  await stage.slack.socket.connected(2);
  await stage.running.stop(5_000);
  await stage.slack.socket.closed();
});

test('stop closes the socket and waits for the answer under way', async () => {
  let open = (): void => undefined;
  stage.slack.fault('response_url', { fault: 'gate', opens: new Promise<void>((resolve) => (open = resolve)) });
  await stage.slack.socket.send('slash_commands', slashCommand('486', responseUrl()));
  const stopped = stage.running.stop(5_000);
  expect(stage.running.ready()).toBe(false);
  open();
  await stopped;
  await stage.slack.socket.closed();
  expect(stage.slack.of('response_url').map(({ answer }) => answer['ok'])).toEqual([true]);
});
