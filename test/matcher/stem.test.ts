import { describe, expect, test } from 'vitest';
import { editDistance } from '../../src/matcher/distance.ts';
import { stemOf } from '../../src/matcher/stem.ts';

describe('inflected forms share a stem', () => {
  test.each([
    'занят занято занята занятый занятого занятым',
    'лицензия лицензии лицензий лицензией',
    'пароль пароля паролем пароли паролей',
    'ошибка ошибки ошибок ошибкой',
    'звонок звонка звонки звонков звонком',
    'регистрация регистрации регистрируется регистрацию',
    'отвечает ответил ответа ответов',
    'неверный неверная неверного неверен',
    'абонент абонента абоненту абонентов',
    'отклонен отклонили отклоняет отклоненный',
    'недоступен недоступна недоступный',
    'обрыв обрывается обрывы обрывался',
    'превышен превысили превышена',
    'запрещено запретил запрещен',
    'подпись подписи подписью',
    'call calls called calling',
    'decline declined declines declining',
    'retry retries',
    'address addresses',
    'register registered registers',
    'codec codecs',
  ])('%s', (forms) => expect(new Set(forms.split(' ').map(stemOf)).size).toBe(1));

  test.each([
    ['busy', 'bus'],
    ['занято', 'зона'],
    ['номер', 'норма'],
    ['route', 'router'],
  ])('%s and %s do not', (left, right) => expect(stemOf(left)).not.toBe(stemOf(right)));
});

describe('edit distance', () => {
  test.each([
    ['busy', 'busy', 0],
    ['bsuy', 'busy', 1],
    ['gues', 'guess', 1],
    ['geuss', 'guess', 1],
    ['forbiden', 'forbidden', 1],
    ['abcd', 'wxyz', 3],
    ['', 'abc', 3],
  ])('%s to %s is %i (counted up to two)', (left, right, edits) => expect(editDistance(left, right, 2)).toBe(edits));
});
