import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chat } from '@grammyjs/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAlbums } from '../../../src/adapters/telegram/albums.ts';
import type { AnyMessage } from '../../../src/adapters/telegram/message.ts';
import { alice, bob, reached, repliedTo, sentId, stage, textOf, type Stage } from './helper.ts';
import type { Person, Said } from '../../servers/telegram/people.ts';

const LOG = readFileSync(join(import.meta.dirname, '../../trace/samples/sngrep.txt'));

let open: Stage;
let group: Chat;
beforeAll(async () => {
  open = await stage();
  group = open.server.group(-1001);
  open.server.file('log', LOG);
  open.server.file('other', Buffer.from(LOG.toString().replaceAll('486 Busy Here', '603 Decline')));
});
afterAll(() => open.stop());

const document = (id: string, size = LOG.length) => ({
  document: { file_id: id, file_unique_id: id, file_name: `${id}.txt`, file_size: size },
});

/** Says something without text and gives the answers that come next. */
async function answersTo(person: Person, extra: Readonly<Record<string, unknown>>, said: Said = {}, count = 1) {
  const before = open.server.accepted('sendMessage').length;
  const { message } = open.server.say(person, undefined, { ...said, extra });
  const calls = (await reached(open.server, 'sendMessage', before + count)).slice(before);
  return { texts: calls.map(textOf), calls, asked: message.message_id };
}

describe('a document', () => {
  test('in private is read as a trace, and the answer replies to it', async () => {
    const { texts, calls, asked } = await answersTo(alice, document('log'));
    expect(texts[0]).toMatch(/486|[Bb]usy/);
    expect(texts[0]).toContain('4 messages');
    expect(repliedTo(calls[0])).toBe(asked);
  });

  test('with words that are a question: those are answered as well', async () => {
    const { texts } = await answersTo(alice, { ...document('log'), caption: '603 Decline' }, {}, 2);
    expect(texts[0]).toMatch(/^603 Decline: /);
    expect(texts[1]).toContain('4 messages');
  });

  test('with words that are none: only the file is', async () => {
    const { texts } = await answersTo(alice, { ...document('log'), caption: 'qwertz uiop' });
    expect(texts[0]).toContain('4 messages');
  });

  test('in a group is read where its caption asks, and nothing there is unmasked', async () => {
    const { texts } = await answersTo(bob, { ...document('log'), caption: '/sip' }, { chat: group });
    expect(texts[0]).toContain('4 сообщения');
    expect(texts[0]).not.toMatch(/alice|bob\b|192\.0\.2\.10|198\.51\.100\.5/);
  });

  test('that somebody replies to with /sip is read, whoever sent it', async () => {
    const sent = open.server.say(bob, undefined, { chat: group, extra: document('log') });
    const before = open.server.accepted('sendMessage').length;
    open.server.say(alice, '/sip', { chat: group, extra: { reply_to_message: sent.message } });
    expect(textOf((await reached(open.server, 'sendMessage', before + 1))[before])).toContain('4 messages');
  });

  test('of an album is read too where another one of it has the caption, before or after', async () => {
    const before = open.server.accepted('sendMessage').length;
    const album = { media_group_id: '77' };
    open.server.say(alice, undefined, { chat: group, extra: { ...document('other'), ...album } });
    open.server.say(alice, undefined, { chat: group, extra: { ...document('log'), ...album, caption: '/sip' } });
    open.server.say(alice, undefined, { chat: group, extra: { ...document('log'), ...album } });
    const texts = (await reached(open.server, 'sendMessage', before + 3)).slice(before).map(textOf);
    expect(texts.filter((text) => text.includes('4 messages'))).toHaveLength(3);
    expect(texts.join('\n')).toMatch(/603|declin/i);
  });

  test('that is too big is told with its size and what to do, and not downloaded', async () => {
    const before = open.server.calls.length;
    const { texts } = await answersTo(alice, document('log', 33 * 1024 * 1024));
    expect(texts[0]).toBe(
      'The file has 33 MB; Telegram gives a bot 20 MB at most. Cut it: tshark -r big.pcap -Y sip -w small.pcap',
    );
    expect(open.server.calls.slice(before).map(({ method }) => method)).not.toContain('getFile');
  });

  test('that Telegram does not give is told, and nothing of it stands in the log', async () => {
    const { texts } = await answersTo(alice, document('lost'));
    expect(texts[0]).toMatch(/send it again|again/i);
    expect(open.logged.join('')).not.toMatch(/lost\.txt|TEST-token/);
  });

  test("in a group without a word to the bot is nobody's question", async () => {
    const before = open.server.accepted('sendMessage').length;
    open.server.say(alice, undefined, { chat: group, extra: document('log') });
    const next = open.server.say(bob, '/sip 599', { chat: group });
    expect(repliedTo((await reached(open.server, 'sendMessage', before + 1))[before])).toBe(next.message.message_id);
  });
});

/** Presses the button of a label under the last answer. */
async function press(label: string): Promise<void> {
  const last = open.server
    .accepted('sendMessage')
    .findLast(({ parameters }) => parameters['reply_markup'] !== undefined);
  const rows = (last?.parameters['reply_markup'] as { inline_keyboard: { text: string; callback_data?: string }[][] })
    .inline_keyboard;
  const data = rows.flat().find(({ text }) => text === label)?.callback_data ?? '';
  open.server.press(alice, alice.id, sentId(last), data);
}

describe('below an answer', () => {
  test('the ladder comes as a picture with the headline as its caption', async () => {
    await answersTo(alice, document('log'));
    const before = open.server.accepted('sendPhoto').length;
    await press('Ladder');
    const photo = (await reached(open.server, 'sendPhoto', before + 1))[before];
    const { bytes } = photo?.parameters['photo'] as { bytes: Uint8Array };
    expect(Buffer.from(bytes).subarray(1, 4).toString()).toBe('PNG');
    expect(String(photo?.parameters['caption'])).toMatch(/bob|486/);
  });

  test('the redacted copy comes as a file without the values of the input', async () => {
    await answersTo(alice, document('log'));
    const before = open.server.accepted('sendDocument').length;
    await press('Redacted copy');
    const sent = (await reached(open.server, 'sendDocument', before + 1))[before];
    const { bytes, fileName } = sent?.parameters['document'] as { bytes: Uint8Array; fileName: string };
    expect(fileName).toBe('redacted.txt');
    const text = Buffer.from(bytes).toString();
    expect(text.match(/ -> /g)).toHaveLength(4);
    expect(text).not.toMatch(/alice|sip:bob|192\.0\.2\.10|198\.51\.100\.5\b|biloxi|3848276298220188511/);
  });
});

test('an album is remembered for as long as two hundred others', () => {
  const albums = createAlbums<{ readonly message: AnyMessage }>();
  const of = (id: number) => ({
    message: { chat: { id: 1 }, media_group_id: String(id), document: {} } as unknown as AnyMessage,
  });
  expect(albums.belongs(of(0))).toBe(false);
  for (let id = 1; id <= 200; id += 1) albums.belongs(of(id));
  expect(albums.open(of(0))).toEqual([]);
  expect(albums.open(of(200))).toHaveLength(1);
});
