import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startSlackServer, type SlackServer } from './slack.ts';
import { checkBlocks } from './slack/blocks.ts';
import { ALICE, ALICE_DM, APP_TOKEN, BOT_TOKEN, ELSEWHERE, INCIDENTS } from './slack/workspace.ts';

let slack: SlackServer;
let now = 0;
beforeEach(async () => {
  now = 0;
  slack = await startSlackServer({ now: () => now });
});
afterEach(() => slack.stop());

type Answer = Readonly<Record<string, unknown>>;

async function call(
  method: string,
  args: Readonly<Record<string, unknown>>,
  token: string | undefined = BOT_TOKEN,
): Promise<Answer> {
  const body = new URLSearchParams(
    Object.entries(args).map(([key, value]): [string, string] => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    body,
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as Answer;
}

const words = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }] };
const section = (text: string): unknown => ({ type: 'section', text: { type: 'mrkdwn', text } });
const buttons = (...elements: readonly unknown[]): unknown => ({ type: 'actions', elements });
const button = (more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  type: 'button',
  text: { type: 'plain_text', text: 'x' },
  action_id: 'a',
  value: 'v',
  ...more,
});

describe('blocks', () => {
  test.each([
    ['no block', []],
    ['51 blocks', Array.from({ length: 51 }, () => words)],
    ['an unknown type', [{ type: 'hologram' }]],
    ['an unknown field', [{ ...words, colour: 'red' }]],
    ['a section of 3001 characters', [section('x'.repeat(3001))]],
    ['a section of nothing', [{ type: 'section' }]],
    ['an empty text', [section('')]],
    ['a header of 151 characters', [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    [
      'a block_id twice',
      [
        { ...words, block_id: '1' },
        { ...words, block_id: '1' },
      ],
    ],
    ['a block_id of 256 characters', [{ ...words, block_id: 'x'.repeat(256) }]],
    ['a button of 76 characters', [buttons(button({ text: { type: 'plain_text', text: 'x'.repeat(76) } }))]],
    ['a value of 2001 characters', [buttons(button({ value: 'x'.repeat(2001) }))]],
    ['an action_id of 256 characters', [buttons(button({ action_id: 'x'.repeat(256) }))]],
    ['an action_id twice', [buttons(button(), button())]],
    ['26 buttons', [buttons(...Array.from({ length: 26 }, (_, index) => button({ action_id: `${index}` })))]],
    [
      '11 context elements',
      [{ type: 'context', elements: Array.from({ length: 11 }, () => ({ type: 'plain_text', text: 'x' })) }],
    ],
    ['an empty cell', [{ type: 'table', rows: [[{ type: 'raw_text', text: '' }]] }]],
    ['two tables', [0, 1].map(() => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }))],
    ['an image without a description', [{ type: 'image', image_url: 'https://atlanta.example.com/a.png' }]],
    [
      'an empty word of rich text',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }] }],
    ],
    ['an empty section of rich text', [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] }]],
    [
      'code style on preformatted sections',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [words] }] }],
    ],
    [
      'an unknown style',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x', style: { blink: true } }] }],
        },
      ],
    ],
    [
      'a select whose choice is no option',
      [
        {
          type: 'actions',
          elements: [
            {
              type: 'static_select',
              options: [{ text: { type: 'plain_text', text: 'a' }, value: 'a' }],
              initial_option: { text: { type: 'plain_text', text: 'b' }, value: 'b' },
            },
          ],
        },
      ],
    ],
    ['no list', 'blocks'],
  ])('with %s are refused', (_, blocks) => {
    expect(checkBlocks(blocks)?.error).toBe('invalid_blocks');
  });

  test('with too much text together are refused by another name', () => {
    expect(checkBlocks(Array.from({ length: 5 }, () => section('x'.repeat(2_900))))?.error).toBe('msg_blocks_too_long');
  });

  test('within the limits are taken', () => {
    expect(
      checkBlocks([
        { ...words, block_id: 'x'.repeat(255) },
        section('x'.repeat(3000)),
        buttons(button({ value: 'x'.repeat(2000), text: { type: 'plain_text', text: 'x'.repeat(75) } })),
      ]),
    ).toBeUndefined();
    expect(checkBlocks(Array.from({ length: 50 }, () => words))).toBeUndefined();
  });
});

describe('the Web API', () => {
  const message = { channel: INCIDENTS, text: 'x', blocks: [words] };

  test.each([
    ['without a token', 'not_authed', 'chat.postMessage', message, ''],
    ['with a wrong token', 'invalid_auth', 'chat.postMessage', message, 'xoxb-wrong'],
    ['of an unknown method', 'unknown_method', 'chat.postHologram', message, undefined],
    ['without text', 'no_text', 'chat.postMessage', { channel: INCIDENTS, blocks: [words] }, undefined],
    ['to an unknown channel', 'channel_not_found', 'chat.postMessage', { ...message, channel: 'C0NOWHERE' }, undefined],
    [
      'to a channel without the bot',
      'not_in_channel',
      'chat.postMessage',
      { ...message, channel: ELSEWHERE },
      undefined,
    ],
    ['with an unknown argument', 'invalid_arguments', 'chat.postMessage', { ...message, colour: 'red' }, undefined],
    ['with a number for a thread', 'invalid_arguments', 'chat.postMessage', { ...message, thread_ts: '17' }, undefined],
    ['with blocks that are no JSON', 'invalid_blocks', 'chat.postMessage', { ...message, blocks: 'x' }, undefined],
    [
      'for somebody who is not there',
      'user_not_in_channel',
      'chat.postEphemeral',
      { ...message, channel: ALICE_DM, user: 'U0BOB' },
      undefined,
    ],
    ['of a message that is not there', 'message_not_found', 'chat.update', { ...message, ts: '1.000001' }, undefined],
    [
      'of a home without blocks',
      'invalid_arguments',
      'views.publish',
      { user_id: ALICE, view: { type: 'home' } },
      undefined,
    ],
    ['about nobody', 'user_not_found', 'users.info', { user: 'U0NOBODY' }, undefined],
    ['of a connection by the bot token', 'invalid_auth', 'apps.connections.open', {}, BOT_TOKEN],
  ])('refuses a call %s: %s', async (_, error, method, args, token) => {
    expect(await call(method, args, token)).toMatchObject({ ok: false, error });
  });

  test('an ephemeral message cannot be updated', async () => {
    const { message_ts: ts } = await call('chat.postEphemeral', { ...message, user: ALICE });
    expect(await call('chat.update', { ...message, ts: String(ts) })).toMatchObject({ error: 'message_not_found' });
  });

  test('an update takes 4,000 characters of text and an empty list of blocks', async () => {
    const { ts } = await call('chat.postMessage', message);
    expect(
      await call('chat.update', { channel: INCIDENTS, ts: String(ts), text: 'x'.repeat(4000), blocks: [] }),
    ).toMatchObject({ ok: true });
    expect(await call('chat.update', { channel: INCIDENTS, ts: String(ts), text: 'x'.repeat(4001) })).toMatchObject({
      error: 'msg_too_long',
    });
  });

  test('faults come once each, in order', async () => {
    slack.fault('chat.postMessage', { fault: 'error', error: 'token_revoked' }, { fault: 'status', status: 500 });
    expect(await call('chat.postMessage', message)).toMatchObject({ error: 'token_revoked' });
    await call('chat.postMessage', message);
    await call('chat.postMessage', message);
    expect(slack.of('chat.postMessage').map(({ status, answer }) => [status, answer['ok']])).toEqual([
      [200, false],
      [500, false],
      [200, true],
    ]);
  });
});

describe('a response_url', () => {
  const use = (url: string, body: unknown): Promise<Response> =>
    fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

  test('works five times', async () => {
    const url = slack.responseUrl({ channel: INCIDENTS, user: ALICE });
    for (let times = 0; times < 5; times += 1) expect((await use(url, { text: 'x' })).status).toBe(200);
    expect(await (await use(url, { text: 'x' })).json()).toMatchObject({ error: 'used_url' });
  });

  test('works for 30 minutes', async () => {
    const url = slack.responseUrl({ channel: INCIDENTS, user: ALICE });
    now = 30 * 60_000;
    expect((await use(url, { text: 'x' })).status).toBe(404);
  });

  test.each([[{}], [{ text: 'x', blocks: [{ type: 'hologram' }] }], [{ text: 'x', colour: 'red' }], ['x']])(
    'refuses %j',
    async (body) => {
      expect((await use(slack.responseUrl({ channel: INCIDENTS, user: ALICE }), body)).status).toBe(400);
    },
  );
});

describe('files', () => {
  test('go up in three steps and come down with the token alone', async () => {
    const { upload_url: url, file_id: id } = await call('files.getUploadURLExternal', {
      filename: 'ladder.png',
      length: '3',
      alt_text: 'ladder',
    });
    expect(await call('files.completeUploadExternal', { files: [{ id }], channel_id: INCIDENTS })).toMatchObject({
      error: 'file_not_found',
    });
    expect(await (await fetch(String(url), { method: 'POST', body: 'PNG' })).text()).toBe('OK - 3');
    expect(
      await call('files.completeUploadExternal', { files: [{ id, title: 'Ladder' }], channel_id: ELSEWHERE }),
    ).toMatchObject({ error: 'not_in_channel' });
    await call('files.completeUploadExternal', { files: [{ id, title: 'Ladder' }], channel_id: INCIDENTS });
    const { file } = (await call('files.info', { file: id })) as {
      readonly file: { readonly url_private_download: string };
    };
    const open = await fetch(file.url_private_download);
    expect([open.status, open.headers.get('content-type'), (await open.text()).slice(0, 9)]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<!DOCTYPE',
    ]);
    expect(
      await (await fetch(file.url_private_download, { headers: { authorization: `Bearer ${BOT_TOKEN}` } })).text(),
    ).toBe('PNG');
  });
});

test('a WebSocket ticket is good for one connection', async () => {
  const { url } = (await call('apps.connections.open', {}, APP_TOKEN)) as { readonly url: string };
  const first = new WebSocket(url);
  const hello = await new Promise<string>((resolve) =>
    first.once('message', (data) => resolve((data as Buffer).toString('utf8'))),
  );
  expect(JSON.parse(hello)).toMatchObject({ type: 'hello' });
  const second = new WebSocket(url);
  expect(await new Promise<string>((resolve) => second.once('error', (error) => resolve(error.message)))).toContain(
    '403',
  );
  first.close();
  await slack.socket.closed();
});
