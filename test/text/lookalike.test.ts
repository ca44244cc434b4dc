import { describe, expect, test } from 'vitest';
import { cyrillicLookalikes, digitLookalikes, latinLookalikes, unmixAlphabets } from '../../src/text/lookalike.ts';

describe('letters that look the same', () => {
  test('Cyrillic as Latin', () => expect(latinLookalikes('5хх АСК Вусу')).toBe('5xx ACK Bycy'));

  test('Latin as Cyrillic', () => expect(cyrillicLookalikes('HET')).toBe('НЕТ'));

  test.each([
    ['F\u043erbidden', 'Forbidden'],
    ['o\u0448\u0438\u0431\u043a\u0430', '\u043e\u0448\u0438\u0431\u043a\u0430'],
    ['занято', 'занято'],
    ['Forbidden', 'Forbidden'],
    ['5хx', '5xx'],
    ['SIPошибка', 'SIPошибка'],
  ])('%s is %s in one alphabet', (mixed, one) => expect(unmixAlphabets(mixed)).toBe(one));
});

describe('letters in place of digits', () => {
  test.each([
    ['4O4', '404'],
    ['5ОО', '500'],
    ['48б', '486'],
    ['4ll', '411'],
    ['486', null],
    ['5xx', null],
    ['O44', null],
    ['4O44', null],
  ])('%s is %s', (word, digits) => expect(digitLookalikes(word)).toBe(digits));
});
