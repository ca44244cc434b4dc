import { afterEach, expect, test } from 'vitest';
import { postForm, slashCommand } from '../../servers/slack/requests.ts';
import { ALICE, INCIDENTS, TEAM } from '../../servers/slack/workspace.ts';
import { setStage, type Stage } from './harness.ts';

let stage: Stage | undefined;
afterEach(() => stage?.stop());

const ask = (open: Stage): Promise<Response> =>
  postForm(open.url, slashCommand('486', open.slack.responseUrl({ channel: INCIDENTS, user: ALICE })));

test('a workspace of the list is answered', async () => {
  stage = await setStage({ options: { allowedTeams: ['T0OTHER', TEAM] } });
  expect((await ask(stage)).status).toBe(200);
  await stage.slack.accepted('response_url');
});

test('another workspace is not', async () => {
  stage = await setStage({ options: { allowedTeams: ['T0OTHER'] } });
  const response = await ask(stage);
  expect(response.status).not.toBe(200);
  expect(stage.slack.of('response_url')).toHaveLength(0);
});
