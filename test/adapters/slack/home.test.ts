import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventOf, postEvent, postForm, postInteraction, slashCommand } from '../../servers/slack/requests.ts';
import { ALICE, ALICE_DM, INCIDENTS, TEAM } from '../../servers/slack/workspace.ts';
import { setStage, type Stage } from './harness.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.stop());

const open = (tab: string): Promise<Response> =>
  postEvent(
    stage.url,
    eventOf({ type: 'app_home_opened', user: ALICE, channel: ALICE_DM, tab, event_ts: '1700000000.000001' }),
  );
const home = (): string => JSON.stringify(stage.slack.workspace.homes.get(ALICE));

const choose = (value: string): Promise<Response> =>
  postInteraction(stage.url, {
    type: 'block_actions',
    team: { id: TEAM, domain: 'atlanta' },
    user: { id: ALICE, username: 'alice', team_id: TEAM },
    api_app_id: 'A0SIPWHY',
    trigger_id: '1.2.home',
    container: { type: 'view', view_id: 'V1' },
    view: { id: 'V1', type: 'home' },
    actions: [
      {
        type: 'static_select',
        action_id: 'home:language',
        block_id: 'language:en',
        action_ts: '1',
        selected_option: { text: { type: 'plain_text', text: 'Русский' }, value },
      },
    ],
  });

test('the home tab says what can be asked, in which language, and what is kept', async () => {
  await open('home');
  await stage.slack.accepted('views.publish');
  expect(home()).toContain('Ask what a SIP failure means.');
  expect(home()).toContain('/sip 403 Wrong Guess');
  expect(home()).toContain(
    '"initial_option":{"text":{"type":"plain_text","text":"English","emoji":false},"value":"en"}',
  );
  expect(home()).toContain('questions are not kept');
});

test('a language picked there is the language of everything from then on', async () => {
  await open('home');
  await choose('ru');
  await stage.slack.accepted('views.publish', 2);
  expect(home()).toContain('Спросите, что значит ошибка SIP.');
  await postForm(stage.url, slashCommand('486', stage.slack.responseUrl({ channel: INCIDENTS, user: ALICE })));
  expect((await stage.slack.accepted('response_url'))[0]?.args['text']).toContain('Действует');
});

test('the messages tab publishes nothing', async () => {
  await open('messages');
  await open('home');
  await stage.slack.accepted('views.publish');
  expect(stage.slack.of('views.publish')).toHaveLength(1);
});
