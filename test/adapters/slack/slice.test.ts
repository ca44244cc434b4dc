import { afterEach, expect, test } from 'vitest';
import { postForm, slashCommand } from '../../servers/slack/requests.ts';
import { ALICE, BOB, INCIDENTS } from '../../servers/slack/workspace.ts';
import { setStage, type Stage } from './harness.ts';

let stage: Stage | undefined;
afterEach(() => stage?.stop());

test.each([
  { user: ALICE, language: 'English', act: "The caller's side must act.", share: 'Share in channel' },
  { user: BOB, language: 'Russian', act: 'Действует вызывающая сторона.', share: 'Показать в канале' },
])('a signed /sip 403 Wrong Guess is acknowledged and answered in $language', async ({ user, act, share }) => {
  stage = await setStage();
  const response = await postForm(
    stage.url,
    slashCommand('403 Wrong Guess', stage.slack.responseUrl({ channel: INCIDENTS, user }), { user }),
  );
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
  const [answer] = await stage.slack.accepted('response_url');
  expect(answer?.args).toMatchObject({
    response_type: 'ephemeral',
    replace_original: false,
    text: expect.stringMatching(/^403 Wrong Guess: /),
  });
  expect(answer?.args['text']).toContain(act);
  expect(JSON.stringify(answer?.args['blocks'])).toContain(share);
});
