import type { Chat } from '@grammyjs/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alice, bob, carol, reached, repliedTo, stage, textOf, type Stage } from './helper.ts';
import type { Person, Said } from '../../servers/telegram/people.ts';

let open: Stage;
let group: Chat;
beforeAll(async () => {
  open = await stage();
  group = open.server.group(-1001);
});
afterAll(() => open.stop());

/** Says something and gives the answer that comes next. */
async function answerTo(
  person: Person,
  text: string | undefined,
  said?: Said,
): Promise<{ readonly text: string; readonly parameters: Readonly<Record<string, unknown>>; readonly asked: number }> {
  const before = open.server.accepted('sendMessage').length;
  const { message } = open.server.say(person, text, said);
  const call = (await reached(open.server, 'sendMessage', before + 1))[before];
  return { text: textOf(call), parameters: call?.parameters ?? {}, asked: message.message_id };
}

/** What is said stays without an answer: the next question in the same chat is answered first. */
async function silentAbout(person: Person, text: string | undefined, said: Said = {}): Promise<void> {
  const before = open.server.accepted('sendMessage').length;
  open.server.say(person, text, said);
  const next = open.server.say(carol, '/sip 599', { ...(said.chat && { chat: said.chat }) });
  const call = (await reached(open.server, 'sendMessage', before + 1))[before];
  expect(repliedTo(call)).toBe(next.message.message_id);
}

const INVITE = 'INVITE sip:bob@biloxi.example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1:5060\nReason: Q.850;cause=17';

describe('in private', () => {
  test.each([
    '486',
    '/sip 486',
    '/SIP 486',
    '/sip@SipWhyBot 486',
    '/sip@sipwhybot 486',
    '/486',
    'SIP/2.0 486 Busy Here',
  ])('%s is answered', async (text) => {
    expect((await answerTo(alice, text)).text).toMatch(/^486 Busy Here: /);
  });

  test('/sip with a paste on the next line reads the whole paste', async () => {
    const short = await answerTo(alice, '/sip\nSIP/2.0 403 Wrong Guess\nVia: SIP/2.0/UDP 192.0.2.1:5060');
    expect(short.text).toContain('403 Wrong Guess');
  });

  test('a forwarded message is read like a written one', async () => {
    const extra = { forward_origin: { type: 'hidden_user', sender_user_name: 'Bob', date: 1 } };
    const { text } = await answerTo(alice, 'SIP/2.0 486 Busy Here', { extra });
    expect(text).toMatch(/^486 Busy Here: /);
    expect(text).not.toContain('Bob');
  });

  test('the answer replies to the question, may stand without it, and shows no link preview', async () => {
    const { parameters, asked } = await answerTo(alice, '486');
    expect(parameters).toMatchObject({
      chat_id: 101,
      parse_mode: 'HTML',
      reply_parameters: { message_id: asked, allow_sending_without_reply: true },
      link_preview_options: { is_disabled: true },
    });
  });

  test('the language is that of the words, else of the app', async () => {
    expect((await answerTo(alice, 'нет денег')).text).toMatch(/[а-я]{4}/);
    expect((await answerTo(bob, '486')).text).toMatch(/^486 Busy Here: .*[а-я]/);
    expect((await answerTo(alice, '486')).text).not.toMatch(/[а-я]/);
  });

  test('/start and /help tell what can be asked; a deep link asks it', async () => {
    expect((await answerTo(alice, '/start')).text).toMatch(/^Ask what a SIP failure means\./);
    expect((await answerTo(bob, '/help')).text).toMatch(/^Спросите, что значит ошибка SIP\./);
    expect((await answerTo(alice, '/start c_486')).text).toMatch(/^486 Busy Here: /);
    expect((await answerTo(alice, '/sip')).text).toMatch(/^Ask what a SIP failure means\./);
  });

  test('/lang lists the languages, sets one, and says so where there is none', async () => {
    const dave = { id: 104, first_name: 'Dave', language_code: 'en' };
    expect((await answerTo(dave, '/lang')).text).toBe(
      'Choose the language, one of:\n/lang en English\n/lang ru Русский',
    );
    expect((await answerTo(dave, '/settings')).text).toMatch(/^Choose the language/);
    expect((await answerTo(dave, '/lang xx')).text).toMatch(/^There is no such language\./);
    expect((await answerTo(dave, '/lang ru-RU')).text).toBe('Дальше отвечаю по-русски.');
    expect((await answerTo(dave, '486')).text).toMatch(/[а-я]/);
    expect((await answerTo(alice, '486')).text).not.toMatch(/[а-я]/);
  });

  test('/privacy says what is kept', async () => {
    expect((await answerTo(alice, '/privacy')).text).toMatch(/Nothing leaves this process/);
  });

  test('a picture, a file and a voice message each get a polite answer', async () => {
    expect(
      (
        await answerTo(alice, undefined, {
          extra: { photo: [{ file_id: 'p', file_unique_id: 'p', width: 1, height: 1 }] },
        })
      ).text,
    ).toMatch(/^A picture cannot be read\./);
    open.server.file('d', Buffer.from('not a log'));
    expect(
      (await answerTo(bob, undefined, { extra: { document: { file_id: 'd', file_unique_id: 'd', file_size: 10 } } }))
        .text,
    ).toMatch(/^Ни сообщений SIP/);
    expect(
      (await answerTo(alice, undefined, { extra: { voice: { file_id: 'v', file_unique_id: 'v', duration: 1 } } })).text,
    ).toMatch(/^Only text and files can be read\./);
  });

  test('what is no question gets a short helpful answer', async () => {
    expect((await answerTo(alice, 'hello')).text).toMatch(/^No SIP answer matches hello/);
  });
});

describe('in a group', () => {
  test('/sip is answered, as a reply, in its topic', async () => {
    const forum = open.server.group(-1002, true);
    const { text, parameters } = await answerTo(alice, '/sip 486', { chat: forum, thread: 7 });
    expect(text).toMatch(/^486 Busy Here: /);
    expect(parameters['message_thread_id']).toBe(7);
  });

  test('/sip as a reply analyses the other message: its text, its caption, or the quoted piece', async () => {
    const asked = open.server.say(bob, 'what is SIP/2.0 486 Busy Here ?', { chat: group });
    expect((await answerTo(alice, '/sip', { chat: group, replyTo: asked.message.message_id })).text).toMatch(
      /^486 Busy Here: /,
    );
    const quote = { text: '403 Wrong Guess', position: 3 };
    expect(
      (await answerTo(alice, '/sip', { chat: group, replyTo: asked.message.message_id, extra: { quote } })).text,
    ).toMatch(/^403 Wrong Guess: /);
    const captioned = {
      reply_to_message: {
        message_id: 3,
        chat: group,
        date: 0,
        from: { id: 102, is_bot: false, first_name: 'Bob' },
        photo: [],
        caption: '486',
      },
    };
    expect((await answerTo(alice, '/sip', { chat: group, extra: captioned })).text).toMatch(/^486 Busy Here: /);
    const picture = {
      reply_to_message: {
        message_id: 4,
        chat: group,
        date: 0,
        from: { id: 102, is_bot: false, first_name: 'Bob' },
        photo: [],
      },
    };
    expect((await answerTo(alice, '/sip', { chat: group, extra: picture })).text).toMatch(
      /^A picture cannot be read\./,
    );
  });

  test('a mention asks, and so does a reply to the bot', async () => {
    const { text } = await answerTo(alice, '@SipWhyBot 486', { chat: group });
    expect(text).toMatch(/^486 Busy Here: /);
    const own = open.server.accepted('sendMessage').at(-1)?.result as { message_id: number };
    expect((await answerTo(bob, '403 wrong guess', { chat: group, replyTo: own.message_id })).text).toMatch(
      /^403 Wrong Guess: /,
    );
  });

  test("a mention under somebody's message asks about that message", async () => {
    const asked = open.server.say(bob, 'SIP/2.0 486 Busy Here', { chat: group });
    expect((await answerTo(alice, '@SipWhyBot', { chat: group, replyTo: asked.message.message_id })).text).toMatch(
      /^486 Busy Here: /,
    );
  });

  test('everything else stays without an answer', async () => {
    await silentAbout(alice, '486', { chat: group });
    await silentAbout(alice, '@SipWhyBotTwo 486', { chat: group });
    await silentAbout(alice, '/start_of_call 486', { chat: group });
    await silentAbout(alice, undefined, { chat: group, extra: { new_chat_members: [] } });
  });

  test('a command for another bot is not ours, in private neither (trap 7, T20)', async () => {
    await silentAbout(alice, '/sip@OtherBot 486', { chat: group });
    const before = open.server.accepted('sendMessage').length;
    open.server.say(alice, '/sip@OtherBot 486');
    expect((await answerTo(alice, '403 wrong guess')).text).toMatch(/^403 Wrong Guess: /);
    expect(open.server.accepted('sendMessage')).toHaveLength(before + 1);
  });

  test('bots are not answered, an anonymous administrator is (9a: settings fall to the chat)', async () => {
    await silentAbout({ id: 900, first_name: 'Other', is_bot: true }, '/sip 486', { chat: group });
    const admin = { id: 1_087_968_824, first_name: 'Group', is_bot: true };
    const extra = { sender_chat: group };
    expect((await answerTo(admin, '/sip 486', { chat: group, extra })).text).toMatch(/^486 Busy Here: /);
    await answerTo(admin, '/lang ru', { chat: group, extra });
    expect((await answerTo(admin, '/sip 486', { chat: group, extra })).text).toMatch(/[а-я]/);
  });
});

describe('what is no message to us', () => {
  test('edited messages, channel posts and unknown kinds are passed over', async () => {
    const message = {
      message_id: 5,
      date: 0,
      chat: { id: 101, type: 'private', first_name: 'Alice' },
      from: { id: 101, is_bot: false, first_name: 'Alice' },
      text: '486',
    };
    const before = open.server.accepted('sendMessage').length;
    for (const kind of ['edited_message', 'channel_post', 'edited_channel_post', 'guest_message', 'message_reaction'])
      open.server.push({ [kind]: message });
    expect((await answerTo(alice, '/sip 599')).text).toMatch(/599|5xx/);
    expect(open.server.accepted('sendMessage')).toHaveLength(before + 1);
  });
});

test('a paste cut by the client into three messages is one question (trap 34)', async () => {
  const first = `/sip\n${INVITE}\n${'X-Filler: 1\n'.repeat(330)}`.slice(0, 4_000);
  const before = open.server.accepted('sendMessage').length;
  open.server.say(carol, first);
  open.server.say(carol, 'y'.repeat(4_090));
  const third = await answerTo(carol, 'tail');
  expect(open.server.accepted('sendMessage')).toHaveLength(before + 1);
  expect((third.parameters['reply_parameters'] as { message_id: number }).message_id).toBeLessThan(third.asked);
});

test('no call of this conversation was refused', () => {
  expect(open.server.refused).toEqual([]);
});
