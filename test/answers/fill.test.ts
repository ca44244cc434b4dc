import { expect, test } from 'vitest';
import { plain } from '../../src/answers/index.ts';
import { fill } from '../../src/answers/fill.ts';

test('typed values stay values, plain ones are formatted by the language', () => {
  expect(
    fill(
      '{host} got no `ACK` for {seconds, number} s.',
      { host: { value: 'address', text: '192.0.2.1' }, seconds: 32.5 },
      'ru',
    ),
  ).toEqual([{ value: 'address', text: '192.0.2.1' }, ' got no ', { value: 'token', text: 'ACK' }, ' for 32,5 s.']);
});

test('plurals follow the language', () => {
  const message = '{count, plural, one {# вызов} few {# вызова} many {# вызовов} other {# вызова}}';
  expect([1, 2, 5, 21, 22, 25].map((count) => plain(fill(message, { count }, 'ru')))).toEqual([
    '1 вызов',
    '2 вызова',
    '5 вызовов',
    '21 вызов',
    '22 вызова',
    '25 вызовов',
  ]);
});

test('a select chooses by a plain word', () => {
  expect(fill('{who, select, caller {The caller} other {Somebody}} hung up.', { who: 'caller' }, 'en')).toEqual([
    'The caller hung up.',
  ]);
});

test('a missing value does not lose the sentence', () => {
  expect(fill('Code {code} from {host}.', { code: 486 }, 'en')).toEqual(['Code 486 from ….']);
});

test('markup in a value is not read as a message', () => {
  expect(fill('Said {text}.', { text: { value: 'token', text: '{x} `y` <b>' } }, 'en')).toEqual([
    'Said ',
    { value: 'token', text: '{x} `y` <b>' },
    '.',
  ]);
});
