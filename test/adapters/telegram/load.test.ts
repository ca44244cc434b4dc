import { afterAll, beforeAll, expect, test } from 'vitest';
import { reached, repliedTo, stage, type Stage } from './helper.ts';

const PEOPLE = 50;
const CHATS = 20;
const EACH = 2;
const SLOW_MS = 2_000;

let open: Stage;
beforeAll(async () => void (open = await stage()));
afterAll(() => open.stop());

/** Everybody asks `EACH` times; the ids of the questions of each chat, in order. */
function askAll(): ReadonlyMap<number, readonly number[]> {
  const asked = new Map<number, number[]>();
  for (let turn = 0; turn < EACH; turn += 1) {
    for (let person = 0; person < PEOPLE; person += 1) {
      const chat = open.server.group(-2_000 - (person % CHATS));
      const asker = { id: 10_000 + person, first_name: 'Carol', language_code: person % 2 === 0 ? 'en' : 'ru' };
      const { message } = open.server.say(asker, `/sip ${400 + ((person * 7 + turn) % 17)}`, { chat });
      asked.set(chat.id, [...(asked.get(chat.id) ?? []), message.message_id]);
    }
  }
  return asked;
}

test(
  'fifty people in twenty chats, every send slow: in order in each chat, and no chat waits for another',
  { timeout: 60_000 },
  async () => {
    const inFlight: number[] = [];
    let allChats = (): void => undefined;
    const everyChatSends = new Promise<void>((resolve) => (allChats = resolve));
    const release = open.server.hold('sendMessage', ({ chat_id: chat }) => {
      inFlight.push(Number(chat));
      if (new Set(inFlight).size === CHATS) allChats();
      return true;
    });
    open.server.slow('sendMessage', SLOW_MS);

    const began = performance.now();
    const asked = askAll();
    await everyChatSends;
    const firstMs = performance.now() - began;
    // The first answer of every chat is on its way before any has arrived, and no chat sends two at once.
    expect(open.server.accepted('sendMessage')).toEqual([]);
    expect(inFlight).toHaveLength(CHATS);
    expect(new Set(inFlight)).toEqual(new Set(asked.keys()));
    release();

    const answers = await reached(open.server, 'sendMessage', PEOPLE * EACH);
    const allMs = performance.now() - began;
    for (const [chat, questions] of asked) {
      const own = answers.filter(({ parameters }) => parameters['chat_id'] === chat);
      expect(own.map(repliedTo)).toEqual(questions);
    }
    expect(open.server.refused).toEqual([]);
    process.stdout.write(
      `telegram: ${PEOPLE} people, ${CHATS} chats, ${PEOPLE * EACH} questions, each send ${SLOW_MS} ms: the first answer of every chat is on its way after ` +
        `${Math.round(firstMs)} ms, all are there after ${Math.round(allMs)} ms; one queue for all would take ${PEOPLE * EACH * SLOW_MS} ms\n`,
    );
  },
);
