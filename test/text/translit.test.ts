import { describe, expect, test } from 'vitest';
import { latinFromRussian, russianFromLatin, russianSpellings } from '../../src/text/translit.ts';

describe('Russian in Latin letters', () => {
  test.each([
    ['oshibka v parole', 'ошибка в пароле'],
    ['zanyato', 'занято'],
    ['nepravilnyj', 'неправилный'],
    ['zakonchilis', 'закончились'],
    ['moy nomer', 'мой номер'],
    ['zvonki shchas', 'звонки щас'],
    ['schet', 'щет'],
    ['zhdat', 'ждат'],
    ['avariya', 'авария'],
    ['soobschenie', 'сообщение'],
    ['yubiley', 'юбилей'],
    ["parol'", 'пароль'],
    ['486!', '486!'],
  ])('%s is %s', (latin, russian) => expect(russianFromLatin(latin)).toBe(russian));

  test('letters that are one or two: both readings', () => {
    expect(russianSpellings('ats')).toContain('атс');
    expect(russianSpellings('shema')).toEqual(['шема', 'схема']);
    expect(russianSpellings('ischerpan')).toContain('исчерпан');
    expect(russianSpellings('nomer')).toEqual(['номер']);
  });

  test('never more than four readings', () =>
    expect(russianSpellings('tsshschtcsh'.repeat(50)).length).toBeLessThanOrEqual(4));
});

describe('Latin letters for a Russian word', () => {
  test.each([
    ['щука', 'schuka'],
    ['объезд', 'obezd'],
    ['Форбиден', 'forbiden'],
    ['юла', 'yula'],
  ])('%s is %s', (russian, latin) => expect(latinFromRussian(russian)).toBe(latin));
});
