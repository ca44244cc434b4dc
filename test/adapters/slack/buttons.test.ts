import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  buttonsOf,
  mentionOf,
  postEvent,
  postForm,
  postInteraction,
  pressOf,
  slashCommand,
  type ButtonSeen,
} from '../../servers/slack/requests.ts';
import { ALICE, BOB, BOT_USER, ELSEWHERE, INCIDENTS, type SlackMessage } from '../../servers/slack/workspace.ts';
import { setStage, type Stage } from './harness.ts';

let stage: Stage;
let now = Date.now();
beforeEach(async () => {
  now = Date.now();
  stage = await setStage({ now: () => now });
});
afterEach(() => stage.stop());

const messages = (): SlackMessage[] => [...stage.slack.workspace.messages.values()];
const labelled = (label: string) => (button: ButtonSeen) => button.label === label;

/** Alice mentions the bot; the answer stands in the thread for everybody. */
async function shared(words: string): Promise<SlackMessage> {
  await postEvent(stage.url, mentionOf(words));
  await stage.slack.accepted('chat.postMessage', stage.slack.of('chat.postMessage').length + 1);
  return messages().at(-1) as SlackMessage;
}

/** Alice asks with the command; only she sees the answer. */
async function alone(words: string, channel = INCIDENTS): Promise<SlackMessage> {
  await postForm(stage.url, slashCommand(words, stage.slack.responseUrl({ channel, user: ALICE }), { channel }));
  await stage.slack.accepted('response_url', stage.slack.of('response_url').length + 1);
  return messages().at(-1) as SlackMessage;
}

const press = async (message: SlackMessage, which: (button: ButtonSeen) => boolean, user = ALICE): Promise<void> => {
  const responseUrl = stage.slack.responseUrl({ channel: message.channel, user, messageTs: message.ts });
  expect((await postInteraction(stage.url, pressOf(message, which, responseUrl, user))).status).toBe(200);
};

const current = (message: SlackMessage): SlackMessage =>
  stage.slack.workspace.messages.get(`${message.channel}:${message.ts}`) as SlackMessage;

describe('under an answer that everybody reads', () => {
  test('another candidate takes its place, whoever presses', async () => {
    const message = await shared('codec mismatch');
    expect(buttonsOf(message.blocks).length).toBeGreaterThanOrEqual(3);
    await press(message, ({ label }) => label.startsWith('488'), BOB);
    await stage.slack.accepted('chat.update');
    expect(current(message).text).toMatch(/^488 .*codec/i);
    expect(messages()).toHaveLength(1);
  });

  test('keeps its language when a Russian presses another candidate', async () => {
    const message = await shared('codec mismatch');
    await press(message, ({ label }) => label.startsWith('488'), BOB);
    await stage.slack.accepted('chat.update');
    expect(current(message).text).not.toMatch(/[а-я]/i);
  });

  test('the one who asked changes its language with the button, and keeps it', async () => {
    const message = await shared('486');
    await press(message, labelled('Русский'));
    await stage.slack.accepted('chat.update');
    expect(current(message).text).toContain('Действует');
    expect((await alone('487')).text).toMatch(/[а-я]/i);
  });

  test("a stranger's press of a language button answers the stranger alone, in the thread, and sets only their language", async () => {
    const message = await shared('486');
    await press(message, labelled('Русский'), BOB);
    await stage.slack.until(() => messages().length === 2);
    expect(current(message)).toEqual(message);
    expect(messages().at(-1)).toMatchObject({
      onlyFor: BOB,
      threadTs: message.threadTs,
      text: expect.stringContaining('Действует'),
    });
    expect((await alone('487')).text).not.toMatch(/[а-я]/i);
    expect(stage.slack.of('chat.update')).toEqual([]);
  });
});

describe('under an answer that one person sees', () => {
  test('another candidate takes its place', async () => {
    const message = await alone('codec mismatch');
    await press(message, ({ label }) => label.startsWith('480'));
    await stage.slack.accepted('response_url', 2);
    expect(stage.slack.of('response_url').at(-1)?.args).toMatchObject({
      replace_original: true,
      response_type: 'ephemeral',
    });
    expect(current(message).text).toMatch(/^480 /);
  });

  test('the language button changes it', async () => {
    const message = await alone('486');
    await press(message, labelled('Русский'));
    await stage.slack.accepted('response_url', 2);
    expect(current(message).text).toContain('Действует');
    expect(buttonsOf(current(message).blocks).map(({ label }) => label)).toContain('Показать в канале');
  });

  test('sharing posts it again for everybody, rendered for a group, also where the bot is no member', async () => {
    const message = await alone('codec mismatch', ELSEWHERE);
    await press(message, labelled('Share in channel'));
    await stage.slack.accepted('response_url', 2);
    expect(stage.slack.of('response_url').at(-1)?.args).toMatchObject({
      response_type: 'in_channel',
      replace_original: false,
    });
    expect(messages()).toHaveLength(2);
    expect(messages().at(-1)).toMatchObject({ channel: ELSEWHERE, text: message.text });
    expect(messages().at(-1)).not.toHaveProperty('onlyFor');
    expect(buttonsOf(messages().at(-1)?.blocks).map(({ action_id }) => action_id)).not.toContain('share');
    expect(stage.asked.map(({ from }) => from.private)).toEqual([true, false]);
  });

  test('a shared answer can be changed where the bot is no member', async () => {
    await press(await alone('codec mismatch', ELSEWHERE), labelled('Share in channel'));
    await stage.slack.accepted('response_url', 2);
    const message = messages().at(-1) as SlackMessage;
    await press(message, ({ label }) => label.startsWith('499'));
    await stage.slack.accepted('response_url', 3);
    expect(current(message).text).toMatch(/^499 /);
  });
});

test('buttons whose 30 minutes are over say so to the one who pressed, and leave the answer alone', async () => {
  const message = await shared('codec mismatch');
  now += 31 * 60_000;
  await press(message, labelled('Русский'));
  await stage.slack.until(() => messages().length === 2);
  expect(messages().at(-1)).toMatchObject({
    onlyFor: ALICE,
    text: 'These buttons have ended after 30 minutes. Ask again: /sip',
  });
  expect(current(message)).toEqual(message);
});

test('a button that names its entry works after the 30 minutes', async () => {
  const message = await shared('486');
  now += 31 * 60_000;
  await press(message, ({ label }) => label.startsWith('600'));
  await stage.slack.accepted('chat.update');
  expect(current(message).text).toMatch(/^600 /);
});

test('a forged token is answered like one that has ended', async () => {
  const message = await shared('486');
  const blocks = [
    {
      type: 'actions',
      block_id: 'asker:U0ALICE:x',
      elements: [{ type: 'button', action_id: 'show:0', value: 'nonsense', text: { type: 'plain_text', text: 'x' } }],
    },
  ];
  await press({ ...message, blocks }, labelled('x'));
  await stage.slack.until(() => messages().length === 2);
  expect(messages().at(-1)).toMatchObject({ onlyFor: ALICE, user: BOT_USER });
});
