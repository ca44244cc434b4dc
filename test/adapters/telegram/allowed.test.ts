import { afterEach, expect, test } from 'vitest';
import { alice, bob, reached, stage, textOf, type Stage } from './helper.ts';

let open: Stage | undefined;
afterEach(() => open?.stop());

test('with a list of chats, strangers get no answer and the others do', async () => {
  open = await stage({ allowed: [String(bob.id)] });
  open.server.say(alice, '486');
  open.server.say(bob, '503');
  const answers = await reached(open.server, 'sendMessage', 1);
  expect(textOf(answers[0])).toMatch(/^503 /);
  expect(open.server.accepted('sendMessage')).toHaveLength(1);
});
