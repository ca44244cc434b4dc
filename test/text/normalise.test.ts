import { describe, expect, test } from 'vitest';
import { cleanText, foldCase, wordsOf } from '../../src/text/normalise.ts';

describe('cleanText', () => {
  test.each([
    ['character references', '&lt;403&gt; &quot;Wrong&nbsp;Guess&quot; &#52;&#48;&#52;', '<403> "Wrong Guess" 404'],
    ['guillemets and typographic quotes', '«403» “Wrong” ‘Guess’', '"403" "Wrong" \'Guess\''],
    ['full-width digits', '４８６', '486'],
    ['keycap emoji', '4️⃣0️⃣3️⃣', '403'],
    ['long dashes', '480 — 486', '480 - 486'],
    ['bidi and zero-width marks', '\u200f4\u200b03\u202c', '403'],
    ['lone surrogates, but not pairs', 'a\ud83db 👍', 'ab 👍'],
    ['line ends and blanks', 'a\r\nb\u00a0\t c\rd', 'a\nb c\nd'],
    ['the numero sign', '№ 403', '# 403'],
    ['a decomposed й', 'й'.normalize('NFD'), 'й'],
  ])('%s', (_, typed, clean) => expect(cleanText(typed, 100)).toBe(clean));

  test('an unknown reference and a bare ampersand stay', () => expect(cleanText('&copy; a&b', 100)).toBe('&copy; a&b'));

  test('no more than the limit is read or returned', () => {
    expect(cleanText('x'.repeat(1_000_000), 50)).toHaveLength(50);
    expect(cleanText('\ufdfa'.repeat(100), 50)).toHaveLength(50);
  });
});

describe('words', () => {
  test('lower case, ё as е, accents left out', () =>
    expect(foldCase('Звонок Завершён CAFÉ')).toBe('звонок завершен cafe'));

  test('й keeps its breve', () => expect(foldCase('ТРЕТИЙ')).toBe('третий'));

  test.each([
    ['Call/Transaction Does Not Exist', ['call', 'transaction', 'does', 'not', 'exist']],
    ["don't", ['dont']],
    ['USER_BUSY', ['user', 'busy']],
    ['', []],
    ['...', []],
  ])('%s', (text, words) => expect(wordsOf(text)).toEqual(words));
});
