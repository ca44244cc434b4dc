import { afterEach, describe, expect, test } from 'vitest';
import type { Bot } from '../../../src/bot/bot.ts';
import {
  directMessageOf,
  mentionOf,
  postEvent,
  postForm,
  postInteraction,
  pressOf,
  slashCommand,
} from '../../servers/slack/requests.ts';
import { ALICE, ALICE_DM, ELSEWHERE, INCIDENTS } from '../../servers/slack/workspace.ts';
import { gate, setStage, type Stage } from './harness.ts';

let stage: Stage;
afterEach(() => stage.stop());

const command = (text: string, channel = INCIDENTS): Promise<Response> =>
  postForm(stage.url, slashCommand(text, stage.slack.responseUrl({ channel, user: ALICE }), { channel }));

const throwing = (bot: Bot): Bot => ({
  ...bot,
  ask: (question) =>
    question.words === '500' ? Promise.reject(new Error('a bug of ours that quotes 500')) : bot.ask(question),
});

describe('acknowledgement', () => {
  test('comes at once, however slow the answer is', async () => {
    const slow = gate();
    stage = await setStage({ bot: (bot) => ({ ...bot, ask: (question) => slow.opens.then(() => bot.ask(question)) }) });
    expect((await command('486')).status).toBe(200);
    expect((await postEvent(stage.url, mentionOf('487'))).status).toBe(200);
    expect([...stage.slack.of('response_url'), ...stage.slack.of('chat.postMessage')]).toEqual([]);
    slow.open();
    await Promise.all([stage.slack.accepted('response_url'), stage.slack.accepted('chat.postMessage')]);
  });

  test('comes when the bot throws; the person hears of it, the next question is answered', async () => {
    stage = await setStage({ bot: throwing });
    expect((await command('500')).status).toBe(200);
    await command('486');
    const texts = (await stage.slack.accepted('response_url', 2)).map(({ args }) => String(args['text']).slice(0, 13));
    expect(texts).toEqual(['No answer bec', '486 Busy Here']);
  });
});

describe('a delivery that comes twice', () => {
  test('is answered once: after the answer', async () => {
    stage = await setStage();
    const event = mentionOf('486');
    await postEvent(stage.url, event);
    await stage.slack.accepted('chat.postMessage');
    expect((await postEvent(stage.url, event, { retry: { attempt: 1, reason: 'http_timeout' } })).status).toBe(200);
    await postEvent(stage.url, mentionOf('487'));
    await stage.slack.accepted('chat.postMessage', 2);
    expect(stage.slack.of('chat.postMessage')).toHaveLength(2);
  });

  test('is answered once: while the first is still being answered', async () => {
    stage = await setStage();
    const slow = gate();
    stage.slack.fault('chat.postMessage', { fault: 'gate', opens: slow.opens });
    const event = mentionOf('486');
    await postEvent(stage.url, event);
    await postEvent(stage.url, event, { retry: { attempt: 1, reason: 'http_timeout' } });
    await postEvent(stage.url, event, { retry: { attempt: 2, reason: 'http_timeout' } });
    slow.open();
    await postEvent(stage.url, mentionOf('487'));
    await stage.slack.accepted('chat.postMessage', 2);
    expect(stage.slack.of('chat.postMessage').map(({ args }) => String(args['text']).slice(0, 3))).toEqual([
      '486',
      '487',
    ]);
  });

  test('is answered at the second time where the first answer did not reach Slack', async () => {
    stage = await setStage();
    const fatal = { fault: 'error', error: 'fatal_error' } as const;
    stage.slack.fault('chat.postMessage', fatal, fatal);
    const event = mentionOf('486');
    await postEvent(stage.url, event);
    await stage.slack.until(() => stage.slack.of('chat.postMessage').length === 2);
    await postEvent(stage.url, event, { retry: { attempt: 1, reason: 'http_timeout' } });
    expect((await stage.slack.accepted('chat.postMessage'))[0]?.args['text']).toMatch(/^486 /);
  });
});

describe('when Slack does not do as asked', () => {
  test.each([
    ['chat.postMessage', (): Promise<Response> => postEvent(stage.url, mentionOf('486'))],
    ['response_url', (): Promise<Response> => command('486')],
  ])('%s refuses the blocks: the same answer is sent as text', async (method, ask) => {
    stage = await setStage();
    stage.slack.fault(method, { fault: 'error', error: 'invalid_blocks' });
    await ask();
    const [answer] = await stage.slack.accepted(method);
    expect(stage.slack.of(method)).toHaveLength(2);
    expect(answer?.args).not.toHaveProperty('blocks');
    expect(answer?.args['text']).toContain('486 Busy Here');
    expect(answer?.args['text']).toMatch(/`pjsip show \w+/);
  });

  test('429 is obeyed: the call comes again after Retry-After, and other chats do not wait', async () => {
    stage = await setStage();
    stage.slack.fault('chat.postMessage', { fault: 'rate-limit', retryAfterSeconds: 1 });
    await postEvent(stage.url, mentionOf('486'));
    await stage.slack.until(() => stage.slack.of('chat.postMessage').length === 1);
    await postEvent(stage.url, directMessageOf('487'));
    const answers = await stage.slack.accepted('chat.postMessage', 2);
    const refused = stage.slack.of('chat.postMessage')[0];
    expect(answers.map(({ args }) => args['channel'])).toEqual([ALICE_DM, INCIDENTS]);
    expect((answers[1]?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test('429 of a response_url is obeyed', async () => {
    stage = await setStage();
    stage.slack.fault('response_url', { fault: 'rate-limit', retryAfterSeconds: 1 });
    await command('486');
    await stage.slack.accepted('response_url');
    const [refused, taken] = stage.slack.of('response_url');
    expect((taken?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test.each([
    [
      'chat.postMessage',
      { fault: 'status', status: 500 } as const,
      (): Promise<Response> => postEvent(stage.url, mentionOf('486')),
    ],
    ['chat.postMessage', { fault: 'cut' } as const, (): Promise<Response> => postEvent(stage.url, mentionOf('486'))],
    ['response_url', { fault: 'status', status: 503 } as const, (): Promise<Response> => command('486')],
    ['response_url', { fault: 'cut' } as const, (): Promise<Response> => command('486')],
  ])('%s with %o once: the answer comes all the same', async (method, fault, ask) => {
    stage = await setStage();
    stage.slack.fault(method, fault);
    await ask();
    expect((await stage.slack.accepted(method))[0]?.args['text']).toContain('486 Busy Here');
  });

  test('a response_url that is gone: the answer comes by the Web API, still for one person', async () => {
    stage = await setStage({ server: { now: () => 0 } });
    const url = stage.slack.responseUrl({ channel: INCIDENTS, user: ALICE }).replace(/\d+\/secret/, '99/secret');
    await postForm(stage.url, slashCommand('486', url));
    expect((await stage.slack.accepted('chat.postEphemeral'))[0]?.args).toMatchObject({
      user: ALICE,
      channel: INCIDENTS,
      text: expect.stringContaining('486 Busy Here'),
    });
  });

  test('gone, and the bot is no member either: that is logged, and the bot lives', async () => {
    stage = await setStage();
    const url = stage.slack.responseUrl({ channel: ELSEWHERE, user: ALICE }).replace(/\d+\/secret/, '99/secret');
    await postForm(stage.url, slashCommand('486', url, { channel: ELSEWHERE }));
    await stage.slack.until(() => stage.slack.of('chat.postEphemeral').length === 2);
    await command('487');
    await stage.slack.accepted('response_url');
    expect(stage.lines.join('')).toContain('"slack":"channel_not_found"');
  });

  test('a revoked token while running is logged by its name, and the bot lives', async () => {
    stage = await setStage();
    stage.slack.fault('chat.postMessage', { fault: 'error', error: 'token_revoked' });
    await postEvent(stage.url, mentionOf('486'));
    await postEvent(stage.url, mentionOf('487'));
    await stage.slack.accepted('chat.postMessage', 2);
    expect(stage.lines.join('')).toContain('"slack":"token_revoked"');
  });
});

test('an edit whose blocks are refused is made as text, and the old blocks go', async () => {
  stage = await setStage();
  await postEvent(stage.url, mentionOf('codec mismatch'));
  await stage.slack.accepted('chat.postMessage');
  const [message] = [...stage.slack.workspace.messages.values()];
  if (message === undefined) throw new Error('Unexpected lack of a message, expected the answer');
  stage.slack.fault('chat.update', { fault: 'error', error: 'invalid_blocks' });
  const responseUrl = stage.slack.responseUrl({ channel: INCIDENTS, user: ALICE, messageTs: message.ts });
  await postInteraction(
    stage.url,
    pressOf(message, ({ label }) => label.startsWith('488'), responseUrl),
  );
  await stage.slack.accepted('chat.update');
  expect(stage.slack.workspace.messages.get(`${INCIDENTS}:${message.ts}`)).toMatchObject({
    blocks: undefined,
    text: expect.stringMatching(/^488 /),
  });
});
