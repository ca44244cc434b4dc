import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { directMessageOf, eventOf, postEvent, postInteraction, shortcutOf } from '../../servers/slack/requests.ts';
import { ALICE, ALICE_DM, BOB, BOT_USER, ELSEWHERE, INCIDENTS } from '../../servers/slack/workspace.ts';
import { setStage, type Stage } from './harness.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

const answerTo = async (
  request: Promise<Response>,
  method: string,
  count = 1,
): Promise<Readonly<Record<string, unknown>>> => {
  expect((await request).status).toBe(200);
  return (await stage.slack.accepted(method, count)).at(-1)?.args ?? {};
};

describe('a direct message', () => {
  test('is answered in its own thread', async () => {
    expect(
      await answerTo(postEvent(stage.url, directMessageOf('486', { ts: '1700000300.000001' })), 'chat.postMessage'),
    ).toMatchObject({ channel: ALICE_DM, thread_ts: '1700000300.000001' });
  });

  test('sets the language too', async () => {
    expect((await answerTo(postEvent(stage.url, directMessageOf('lang ru')), 'chat.postMessage'))['text']).toBe(
      'Дальше отвечаю по-русски.',
    );
  });

  test.each([
    ['an edit', { subtype: 'message_changed' }],
    ['a deletion', { subtype: 'message_deleted' }],
    ['a bot', { subtype: 'bot_message', bot_id: 'B0OTHER' }],
    ['a bot without a subtype', { bot_id: 'B0OTHER' }],
    ['ourselves', { user: BOT_USER }],
    ['a channel', { channel_type: 'channel', channel: INCIDENTS }],
    ['a group', { channel_type: 'mpim', channel: 'G0GROUP' }],
    ['nobody', { user: undefined }],
  ])('of %s is left alone', async (_, more) => {
    expect((await postEvent(stage.url, directMessageOf('486', more))).status).toBe(200);
    await answerTo(postEvent(stage.url, directMessageOf('487')), 'chat.postMessage');
    expect(stage.slack.of('chat.postMessage').map(({ args }) => String(args['text']).slice(0, 3))).toEqual(['487']);
  });

  test('one upload that three events tell of is answered once', async () => {
    const message = directMessageOf('486', { subtype: 'file_share', files: [{ id: 'F1' }] });
    await postEvent(stage.url, eventOf({ type: 'file_shared', file_id: 'F1', channel_id: ALICE_DM, user_id: ALICE }));
    await postEvent(
      stage.url,
      directMessageOf('486', { subtype: 'file_share', channel_type: 'channel', channel: INCIDENTS }),
    );
    await answerTo(postEvent(stage.url, message), 'chat.postMessage');
    expect(stage.slack.of('chat.postMessage')).toHaveLength(1);
  });
});

describe('the message shortcut', () => {
  const shortcut = (message: Readonly<Record<string, unknown>>): Promise<Response> =>
    postInteraction(
      stage.url,
      shortcutOf(message, stage.slack.responseUrl({ channel: ELSEWHERE, user: ALICE }), { channel: ELSEWHERE }),
    );

  test("explains anybody's message to the person alone, also where the bot is no member", async () => {
    const answer = await answerTo(
      shortcut({ user: BOB, text: 'got SIP/2.0 403 Wrong Guess &lt;sip:x&gt;' }),
      'response_url',
    );
    expect(answer).toMatchObject({ response_type: 'ephemeral', text: expect.stringMatching(/^403 Wrong Guess/) });
  });

  test('explains what a bot posted', async () => {
    expect((await answerTo(shortcut({ bot_id: 'B0ALARM', text: '503' }), 'response_url'))['text']).toMatch(/^503 /);
  });

  test('says that a message without text has none', async () => {
    expect((await answerTo(shortcut({ user: BOB, text: '' }), 'response_url'))['text']).toBe(
      'This message has no text to explain.',
    );
  });

  test("takes somebody else's words for no command", async () => {
    expect((await answerTo(shortcut({ user: BOB, text: 'lang ru' }), 'response_url'))['text']).toContain(
      'No SIP answer matches',
    );
  });
});
