import { afterEach, describe, expect, test } from 'vitest';
import { directMessageOf, mentionOf, postEvent, postForm, slashCommand } from '../../servers/slack/requests.ts';
import { ALICE, BOT_USER, INCIDENTS } from '../../servers/slack/workspace.ts';
import { gate, setStage, type Stage } from './harness.ts';

let stage: Stage;
afterEach(() => stage.stop());

const command = (text: string): Promise<Response> =>
  postForm(stage.url, slashCommand(text, stage.slack.responseUrl({ channel: INCIDENTS, user: ALICE })));

test('answers come in order within a chat; a slow chat does not delay another', async () => {
  stage = await setStage();
  const slow = gate();
  stage.slack.fault('chat.postMessage', { fault: 'gate', opens: slow.opens });
  for (const code of ['480', '486', '487']) await postEvent(stage.url, mentionOf(code));
  await stage.slack.until(() => stage.slack.of('users.info').length > 0);
  await postEvent(stage.url, directMessageOf('503'));
  await stage.slack.accepted('chat.postMessage');
  slow.open();
  const answers = await stage.slack.accepted('chat.postMessage', 4);
  expect(answers.map(({ args }) => String(args['text']).slice(0, 3))).toEqual(['503', '480', '486', '487']);
});

test('fifty people in twenty chats: each chat in order, all answered, none waits for another chat', async () => {
  stage = await setStage();
  for (let chat = 0; chat < 20; chat += 1)
    stage.slack.workspace.channels.set(`C0N${chat}`, { id: `C0N${chat}`, members: [BOT_USER] });
  const gates = Array.from({ length: 20 }, gate);
  stage.slack.fault('chat.postMessage', ...gates.map(({ opens }) => ({ fault: 'gate', opens }) as const));
  const codes = ['486', '487', '503'];
  for (const code of codes)
    await Promise.all(
      gates.map((_, chat) => postEvent(stage.url, mentionOf(code, { channel: `C0N${chat}`, user: `U0P${chat % 50}` }))),
    );
  for (const one of gates.toReversed()) one.open();
  const answers = await stage.slack.accepted('chat.postMessage', 60);
  for (let chat = 0; chat < 20; chat += 1)
    expect(
      answers
        .filter(({ args }) => args['channel'] === `C0N${chat}`)
        .map(({ args }) => String(args['text']).slice(0, 3)),
    ).toEqual(codes);
});

describe('stop', () => {
  test('waits for the answer under way', async () => {
    stage = await setStage();
    const slow = gate();
    stage.slack.fault('chat.postMessage', { fault: 'gate', opens: slow.opens });
    await postEvent(stage.url, mentionOf('486'));
    const stopped = stage.running.stop(5_000);
    expect(stage.running.ready()).toBe(false);
    expect((await command('487')).status).toBe(503);
    slow.open();
    await stopped;
    expect(stage.slack.of('chat.postMessage').map(({ answer }) => answer['ok'])).toEqual([true]);
    expect(stage.slack.of('response_url')).toEqual([]);
  });

  test('gives up after its limit and says so', async () => {
    stage = await setStage();
    const slow = gate();
    stage.slack.fault('chat.postMessage', { fault: 'gate', opens: slow.opens });
    await postEvent(stage.url, mentionOf('486'));
    await stage.running.stop(50);
    expect(stage.lines.join('')).toContain('stopped before every answer was sent');
    slow.open();
    await stage.slack.accepted('chat.postMessage');
  });
});
