import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buttonsOf, mentionOf, postEvent, postForm, slashCommand } from '../../servers/slack/requests.ts';
import { ALICE, BOB, BOT_USER, CAROL, ELSEWHERE, INCIDENTS } from '../../servers/slack/workspace.ts';
import { setStage, type Stage } from './harness.ts';
import { readable } from './inert.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

const command = (text: string, user = ALICE, channel = INCIDENTS): Promise<Response> =>
  postForm(stage.url, slashCommand(text, stage.slack.responseUrl({ channel, user }), { user, channel }));
const answerTo = async (
  request: Promise<Response>,
  method: string,
  count = 1,
): Promise<Readonly<Record<string, unknown>>> => {
  expect((await request).status).toBe(200);
  return (await stage.slack.accepted(method, count)).at(-1)?.args ?? {};
};

describe('the slash command', () => {
  test('answers where the bot is no member, to the person alone, with a button to share', async () => {
    const answer = await answerTo(command('486', ALICE, ELSEWHERE), 'response_url');
    expect(answer).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      unfurl_links: false,
      unfurl_media: false,
    });
    expect(buttonsOf(answer['blocks']).map(({ action_id }) => action_id)).toContain('share');
    expect([...stage.slack.workspace.messages.values()]).toMatchObject([{ onlyFor: ALICE, channel: ELSEWHERE }]);
  });

  test.each(['', '  ', 'help', 'HELP', '?', 'помощь'])(
    '"%s" gives help that names the command and what to do in a thread',
    async (text) => {
      const answer = await answerTo(command(text), 'response_url');
      expect(answer['text']).toContain('/sip 403 Wrong Guess');
      expect(answer['text']).toContain('In a thread /sip does not work');
    },
  );

  test.each(['lang ru', 'LANG ru-RU', 'lang русский', 'язык ru'])(
    '"%s" sets the language, says so in it, and keeps to it',
    async (text) => {
      expect(await answerTo(command(text), 'response_url')).toMatchObject({
        response_type: 'ephemeral',
        text: 'Дальше отвечаю по-русски.',
      });
      expect((await answerTo(command('486'), 'response_url', 2))['text']).toContain('вызываем');
    },
  );

  test.each(['lang', 'lang tlh'])('"%s" says which languages there are', async (text) => {
    expect((await answerTo(command(text), 'response_url'))['text']).toBe(
      'Languages: en, ru. Set one with /sip lang ru',
    );
  });

  test('speaks the language of Slack where none is set, and English where the catalog lacks that', async () => {
    expect((await answerTo(command('486', BOB), 'response_url'))['text']).toContain('вызываем');
    expect((await answerTo(command('486', CAROL), 'response_url', 2))['text']).toContain('The callee');
    expect(stage.slack.of('users.info').map(({ args }) => args)).toEqual([
      { user: BOB, include_locale: 'true' },
      { user: CAROL, include_locale: 'true' },
    ]);
  });

  test('decodes what Slack did to the text', async () => {
    const answer = await answerTo(
      command('Reason: Q.850;cause=17 &lt;sip:<mailto:bob@biloxi.example.com|bob@biloxi.example.com>&gt;'),
      'response_url',
    );
    expect(answer['text']).toMatch(/^Q\.850 17 /);
  });

  test('that was renamed in the settings of the app still answers', async () => {
    const fields = slashCommand('486', stage.slack.responseUrl({ channel: INCIDENTS, user: ALICE }), {
      command: '/why',
    });
    expect((await answerTo(postForm(stage.url, fields), 'response_url'))['text']).toContain('486 Busy Here');
  });
});

describe('a mention', () => {
  test('is answered in the thread it stands in, for everybody, without a share button', async () => {
    const answer = await answerTo(
      postEvent(stage.url, mentionOf('486', { ts: '1700000200.000001', thread_ts: '1700000100.000009' })),
      'chat.postMessage',
    );
    expect(answer).toMatchObject({
      channel: INCIDENTS,
      thread_ts: '1700000100.000009',
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    expect(answer['text']).toMatch(/^486 Busy Here/);
    expect(buttonsOf(JSON.parse(String(answer['blocks']))).map(({ action_id }) => action_id)).not.toContain('share');
  });

  test('opens a thread where there is none', async () => {
    const answer = await answerTo(
      postEvent(stage.url, mentionOf('486', { ts: '1700000200.000001' })),
      'chat.postMessage',
    );
    expect(answer).toMatchObject({ thread_ts: '1700000200.000001' });
  });

  test('reads the rich text, where a header is whole', async () => {
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: BOT_USER },
              { type: 'text', text: ' Reason: SIP ;cause=487 ;text="<x>"' },
            ],
          },
        ],
      },
    ];
    expect((await answerTo(postEvent(stage.url, mentionOf('eaten', { blocks })), 'chat.postMessage'))['text']).toMatch(
      /^487 /,
    );
  });

  test('without words is answered with help', async () => {
    expect((await answerTo(postEvent(stage.url, mentionOf('')), 'chat.postMessage'))['text']).toContain(
      'Ask what a SIP failure means.',
    );
  });

  test('by a bot is not answered', async () => {
    expect((await postEvent(stage.url, mentionOf('486', { bot_id: 'B0OTHER' }))).status).toBe(200);
    await answerTo(postEvent(stage.url, mentionOf('487')), 'chat.postMessage');
    expect(stage.slack.of('chat.postMessage')).toHaveLength(1);
  });
});

test('what a user sent shows in code and sets nothing off', async () => {
  const answer = await answerTo(command('<!here> <@U0BOB> @everyone https://biloxi.example.com `x`'), 'response_url');
  expect(JSON.stringify(answer['blocks'])).not.toMatch(/"type":"(?!rich_text|text|actions|button|plain_text)/);
  expect(answer['text']).not.toMatch(/<|>/);
  expect(readable(answer['blocks'] as readonly unknown[])).toContain('@everyone');
});
