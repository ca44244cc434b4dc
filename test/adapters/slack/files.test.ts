import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import {
  directMessageOf,
  mentionOf,
  postEvent,
  postInteraction,
  pressOf,
  shortcutOf,
} from '../../servers/slack/requests.ts';
import { ALICE, BOB, ELSEWHERE, INCIDENTS, type SlackMessage } from '../../servers/slack/workspace.ts';
import { filesOf } from '../../servers/slack/file-methods.ts';
import { setStage, type Stage } from './harness.ts';

let stage: Stage;
afterEach(() => stage.stop());

const LOG = `INVITE sip:bob@biloxi.example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKnashds8
From: Alice <sip:alice@atlanta.example.com>;tag=9fxced76sl
To: Bob <sip:bob@biloxi.example.com>
Call-ID: 3848276298220188511@atlanta.example.com
CSeq: 1 INVITE
Content-Length: 0

SIP/2.0 486 Busy Here
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKnashds8
From: Alice <sip:alice@atlanta.example.com>;tag=9fxced76sl
To: Bob <sip:bob@biloxi.example.com>;tag=8321234356
Call-ID: 3848276298220188511@atlanta.example.com
CSeq: 1 INVITE
Content-Length: 0

`;

const ask = async (files: readonly unknown[], text = ''): Promise<readonly string[]> => {
  await postEvent(stage.url, directMessageOf(text, { subtype: 'file_share', files }));
  await stage.slack.accepted('chat.postMessage');
  await stage.running.stop(5_000);
  return stage.slack.of('chat.postMessage').map(({ args }) => String(args['text']));
};

test('a snippet in a direct message is read in the thread of the message', async () => {
  stage = await setStage();
  const [answer] = await ask([stage.slack.sendFile('call.txt', 'text/plain', LOG)]);
  expect(answer).toContain('486');
  expect(stage.asked).toMatchObject([{ file: { name: 'call.txt' } }]);
});

test('a packed log is read', async () => {
  stage = await setStage();
  const [answer] = await ask([stage.slack.sendFile('call.txt.gz', 'application/gzip', gzipSync(LOG))]);
  expect(answer).toContain('486');
});

test('several files are answered one by one; words beside them where they match something', async () => {
  stage = await setStage();
  const file = stage.slack.sendFile('call.txt', 'text/plain', LOG);
  const answers = await ask([file, file], '503');
  expect(answers).toHaveLength(3);
  expect(answers[0]).toMatch(/^503 /);
});

test('words beside a file that match nothing are left alone', async () => {
  stage = await setStage();
  expect(await ask([stage.slack.sendFile('call.txt', 'text/plain', LOG)], 'have a look')).toHaveLength(1);
});

describe('a ladder', () => {
  /** The answer to the log, asked in a thread of its channel or by one person alone, and its ladder button pressed. */
  async function drawn(alone: boolean, pressed = 'Ladder'): Promise<SlackMessage> {
    const file = stage.slack.sendFile('call.txt', 'text/plain', LOG);
    const responseUrl = (messageTs?: string): string =>
      stage.slack.responseUrl({ channel: INCIDENTS, user: ALICE, ...(messageTs !== undefined && { messageTs }) });
    if (alone) await postInteraction(stage.url, shortcutOf({ user: BOB, text: '', files: [file] }, responseUrl()));
    else await postEvent(stage.url, mentionOf('', { files: [file] }));
    await stage.slack.until(() => stage.slack.workspace.messages.size === 1);
    const [message] = [...stage.slack.workspace.messages.values()];
    if (message === undefined) throw new Error('Unexpected lack of a message, expected the answer');
    await postInteraction(
      stage.url,
      pressOf(message, ({ label }) => label === pressed, responseUrl(message.ts)),
    );
    return message;
  }

  test('takes the place of the answer as text, and is posted in the thread as a picture with its words', async () => {
    stage = await setStage();
    const message = await drawn(false);
    const [done] = await stage.slack.accepted('files.completeUploadExternal');
    expect(done?.args).toMatchObject({ channel_id: INCIDENTS, thread_ts: message.threadTs });
    expect(JSON.stringify(stage.slack.of('chat.update').at(-1)?.args['blocks'])).toContain('INVITE');
    const [, picture] = [...filesOf(stage.slack.workspace).values()];
    expect(picture?.content.includes('PNG\r\n')).toBe(true);
    expect(picture?.altText).toMatch(/\w/);
  });

  test('of an answer that one person sees is text alone: Slack shows no file to one person', async () => {
    stage = await setStage();
    await drawn(true);
    await stage.slack.accepted('response_url', 2);
    await stage.running.stop(5_000);
    expect(JSON.stringify(stage.slack.of('response_url').at(-1)?.args['blocks'])).toContain('INVITE');
    expect(stage.slack.of('files.getUploadURLExternal')).toEqual([]);
  });

  test('has a redacted copy beside it: a snippet in the thread, without the values of the log', async () => {
    stage = await setStage();
    const message = await drawn(false, 'Redacted copy');
    const [done] = await stage.slack.accepted('files.completeUploadExternal');
    expect(done?.args).toMatchObject({ channel_id: INCIDENTS, thread_ts: message.threadTs });
    const [, copy] = [...filesOf(stage.slack.workspace).values()];
    const text = copy?.content.toString() ?? '';
    expect(copy?.name).toBe('redacted.txt');
    expect(text).toContain('SIP/2.0 486 Busy Here');
    expect(text).not.toMatch(/alice|bob@|192\.0\.2\.1\b|3848276298220188511/);
  });

  test('and where the copy cannot be posted, the person is told', async () => {
    stage = await setStage();
    stage.slack.workspace.scopes.delete('files:write');
    await drawn(false, 'Redacted copy');
    await stage.slack.until(
      () => stage.slack.of('response_url').length + stage.slack.of('chat.postEphemeral').length > 0,
    );
    const [told] = [...stage.slack.of('response_url'), ...stage.slack.of('chat.postEphemeral')];
    expect(String(told?.args['text'])).toMatch(/^The file cannot be posted here\./);
  });

  test('that cannot be posted as a picture stays as text', async () => {
    stage = await setStage();
    stage.slack.workspace.scopes.delete('files:write');
    await drawn(false);
    await stage.slack.accepted('chat.update');
    await stage.running.stop(5_000);
    expect(stage.lines.join('')).toContain('ladder shown as text only');
    expect(stage.slack.of('chat.postEphemeral')).toEqual([]);
  });
});

test('a mention and the shortcut read files too', async () => {
  stage = await setStage();
  const file = stage.slack.sendFile('call.txt', 'text/plain', LOG);
  await postEvent(stage.url, mentionOf('', { files: [file] }));
  await postInteraction(
    stage.url,
    shortcutOf({ user: BOB, text: '', files: [file] }, stage.slack.responseUrl({ channel: ELSEWHERE, user: ALICE }), {
      channel: ELSEWHERE,
    }),
  );
  expect((await stage.slack.accepted('chat.postMessage'))[0]?.args['text']).toContain('486');
  expect((await stage.slack.accepted('response_url'))[0]?.args['text']).toContain('486');
});

test('a file of a connected workspace is asked for by its id', async () => {
  stage = await setStage();
  const { id } = stage.slack.sendFile('call.txt', 'text/plain', LOG);
  const [answer] = await ask([{ id, mode: 'file_access', file_access: 'check_file_info' }]);
  expect(answer).toContain('486');
  expect(stage.slack.of('files.info')).toHaveLength(1);
});

describe('a file that cannot be read is told of:', () => {
  test('too big by what Slack says, before anything is downloaded', async () => {
    stage = await setStage({ options: { mostFileBytes: 10 * 1024 ** 2 } });
    const [answer] = await ask([
      { ...stage.slack.sendFile('big.pcap', 'application/octet-stream', 'x'), size: 21 * 1024 ** 2 },
    ]);
    expect(answer).toBe('The file has 21 MB; up to 10 MB is read. Cut it: tshark -r big.pcap -Y sip -w small.pcap');
    expect(stage.slack.of('download')).toEqual([]);
  });

  test('too big by what comes', async () => {
    stage = await setStage({ options: { mostFileBytes: 1024 ** 2 } });
    const [answer] = await ask([
      { ...stage.slack.sendFile('big.txt', 'text/plain', Buffer.alloc(2 * 1024 ** 2, 10)), size: 10 },
    ]);
    expect(answer).toContain('up to 1 MB is read');
  });

  test("no scope: Slack's sign-in page is not taken for a log", async () => {
    stage = await setStage();
    stage.slack.workspace.scopes.delete('files:read');
    const [answer] = await ask([stage.slack.sendFile('call.txt', 'text/plain', LOG)]);
    expect(answer).toContain('files:read');
  });

  test('no scope for the connected workspace', async () => {
    stage = await setStage();
    stage.slack.workspace.scopes.delete('files:read');
    expect((await ask([{ id: 'F0', file_access: 'check_file_info' }]))[0]).toContain('files:read');
  });

  test('gone', async () => {
    stage = await setStage();
    const file = stage.slack.sendFile('call.txt', 'text/plain', LOG);
    expect(
      (
        await ask([
          { ...file, url_private_download: String(file['url_private_download']).replace(/F0SENT\d+/, 'F0GONE') },
        ])
      )[0],
    ).toContain('not there any more');
  });

  test('refused', async () => {
    stage = await setStage();
    stage.slack.fault('download', { fault: 'status', status: 403 });
    expect((await ask([stage.slack.sendFile('call.txt', 'text/plain', LOG)]))[0]).toContain('Invite the bot');
  });

  test("an address that is not Slack's, which never gets the token", async () => {
    stage = await setStage();
    const file = { id: 'F0', name: 'x', size: 1, url_private_download: stage.root.replace('127.0.0.1', 'localhost') };
    expect((await ask([file]))[0]).toContain('Invite the bot');
  });
});
