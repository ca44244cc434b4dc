import { afterAll, beforeAll, expect, test } from 'vitest';
import { reached, stage, type Stage } from './helper.ts';

const PEOPLE = 50;
const CHATS = 20;
const EACH = 2;
const SLOW_MS = 200;

let open: Stage;
beforeAll(async () => void (open = await stage()));
afterAll(() => open.stop());

test('fifty people in twenty chats, every send slow: in order in each chat, and no chat waits for another', async () => {
  open.server.slow('sendMessage', SLOW_MS);
  const groups = Array.from({ length: CHATS }, (_, index) => open.server.group(-2_000 - index));
  const asked = new Map<number, number[]>(groups.map(({ id }) => [id, []]));
  const began = performance.now();
  for (let turn = 0; turn < EACH; turn += 1) {
    for (let person = 0; person < PEOPLE; person += 1) {
      const chat = groups[person % CHATS] ?? groups[0];
      if (chat === undefined) continue;
      const { message } = open.server.say(
        { id: 10_000 + person, first_name: 'Carol', language_code: person % 2 === 0 ? 'en' : 'ru' },
        `/sip ${400 + ((person * 7 + turn) % 17)}`,
        { chat },
      );
      asked.get(chat.id)?.push(message.message_id);
    }
  }
  const first = new Map<number, number>();
  await open.server.until((calls) => {
    for (const { method, parameters } of calls) {
      const chat = Number(parameters['chat_id']);
      if (method === 'sendMessage' && !first.has(chat)) first.set(chat, performance.now() - began);
    }
    return first.size === CHATS;
  });
  const answers = await reached(open.server, 'sendMessage', PEOPLE * EACH);
  const allMs = performance.now() - began;

  for (const [chat, questions] of asked) {
    const replied = answers
      .filter(({ parameters }) => parameters['chat_id'] === chat)
      .map(({ parameters }) => (parameters['reply_parameters'] as { message_id: number }).message_id);
    expect(replied).toEqual(questions);
  }
  const firsts = [...first.values()].sort((one, other) => one - other);
  const oneAfterTheOther = PEOPLE * EACH * SLOW_MS;
  process.stdout.write(
    `telegram: ${PEOPLE} people, ${CHATS} chats, ${PEOPLE * EACH} questions, each send ${SLOW_MS} ms: first answers after ${Math.round(firsts[0] ?? 0)} to ${Math.round(firsts.at(-1) ?? 0)} ms, ` +
      `all after ${Math.round(allMs)} ms; one queue for all would take ${oneAfterTheOther} ms\n`,
  );
  expect(firsts.at(-1)).toBeLessThan(oneAfterTheOther / 5);
  expect(allMs).toBeLessThan(oneAfterTheOther / 2);
  expect(open.server.refused).toEqual([]);
});
