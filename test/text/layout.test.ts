import { describe, expect, test } from 'vitest';
import { toLatinLayout, toRussianLayout } from '../../src/text/layout.ts';

describe('the wrong keyboard layout', () => {
  test.each([
    ['pfyznj', 'занято'],
    ['jib,rf d gfhjkt', 'ошибка в пароле'],
    ['f,jytyn', 'абонент'],
    ['ot`', 'щеё'],
    ['J,hsd?', 'Обрыв,'],
  ])('%s was meant to be %s', (typed, meant) => expect(toRussianLayout(typed)).toBe(meant));

  test.each([
    ['цкщтп пгуыы', 'wrong guess'],
    ['ЫШЗ', 'SIP'],
    ['403 ащкишввут', '403 forbidden'],
  ])('%s was meant to be %s', (typed, meant) => expect(toLatinLayout(typed)).toBe(meant));

  test('every key of one layout comes back from the other', () => {
    const russian = 'ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ';
    expect(toRussianLayout(toLatinLayout(russian))).toBe(russian);
  });

  test('digits stay', () => expect(toRussianLayout('486')).toBe('486'));
});
