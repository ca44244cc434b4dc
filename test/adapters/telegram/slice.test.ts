import { afterEach, expect, test } from 'vitest';
import { alice, bob, reached, stage, textOf, type Stage } from './helper.ts';

let open: Stage | undefined;
afterEach(() => open?.stop());

test('an update of long polling is answered in the language of the person', async () => {
  open = await stage();
  open.server.say(alice, '/sip 403 Wrong Guess');
  expect(textOf((await reached(open.server, 'sendMessage', 1))[0])).toMatch(
    /^403 Wrong Guess: .+\nThe caller's side must act\./,
  );
  open.server.say(bob, '/sip 403 Wrong Guess');
  expect(textOf((await reached(open.server, 'sendMessage', 2))[1])).toMatch(
    /^403 Wrong Guess: .+\nДействует вызывающая сторона\./,
  );
  expect(open.server.refused).toEqual([]);
});

test('an update of the webhook is answered too', async () => {
  open = await stage({ webhook: true });
  open.server.say(alice, '486');
  expect(textOf((await reached(open.server, 'sendMessage', 1))[0])).toMatch(/^486 Busy Here: /);
  open.server.say(bob, 'абонент занят');
  expect(textOf((await reached(open.server, 'sendMessage', 2))[1])).toMatch(/486 Busy Here: .*[а-я]/);
  expect(open.server.refused).toEqual([]);
});
