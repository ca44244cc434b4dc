import { describe, expect, test } from 'vitest';
import { catalogMatcher } from './catalog-matcher.ts';
import { seeded } from './mutate.ts';

const { matcher } = catalogMatcher();
const MAX_MS = 250;
const TEN_MEGABYTES = 10_000_000;
const first = (words: string): string => matcher.match(words).matches[0]?.id ?? '-';

// The best of three, for the machine may be busy with something else
function fastest(words: string): number {
  const times = [1, 2, 3].map(() => {
    const started = performance.now();
    matcher.match(words);
    return performance.now() - started;
  });
  return Math.min(...times);
}

const megabytesOf = (text: string): string => Buffer.alloc(TEN_MEGABYTES, text).toString('latin1');

const HOSTILE: readonly (readonly [string, string])[] = [
  ['ten megabytes of one letter', megabytesOf('a')],
  ['ten megabytes of digits', megabytesOf('4')],
  ['ten megabytes of blanks', megabytesOf(' ')],
  ['ten megabytes of codes', megabytesOf('486 ')],
  ['10,000 words', Array.from({ length: 10_000 }, (_, at) => `word${at}`).join(' ')],
  ['10,000 Russian words nobody knows', 'абвгдежз '.repeat(10_000)],
  ['a phone number that never ends', '+7 (4'.repeat(2_000)],
  ['digits and dashes', '1-'.repeat(5_000)],
  ['digits and dots', '1.'.repeat(5_000)],
  ['codes with slashes', '486/'.repeat(2_000)],
  ['causes with commas', `cause ${'17,'.repeat(3_000)}`],
  ['many causes', 'cause 17 '.repeat(2_000)],
  ['underscores', 'a_'.repeat(5_000)],
  ['quotes', '"'.repeat(5_000)],
  ['colons', ': '.repeat(5_000)],
  ['open quotes with words', '"wrong '.repeat(1_000)],
  ['addresses', 'sip:a@'.repeat(2_000)],
  ['ampersands', '&#1'.repeat(3_000)],
  ['letters of two alphabets', 'aа'.repeat(5_000)],
  ['apostrophes between letters', "a'".repeat(5_000)],
  ['a long Latin word that may be Russian', 'shch'.repeat(500)],
  ['a long Cyrillic word', 'ость'.repeat(500)],
  ['ligatures that grow when composed', '\ufdfa'.repeat(3_000)],
  ['combining marks', `e${'\u0301'.repeat(3_000)}`],
  ['lone surrogates', '\ud83d'.repeat(3_000)],
  ['NUL bytes', '\u0000'.repeat(3_000)],
  ['line ends', '\n'.repeat(5_000)],
  ['emoji', '👩‍👩‍👧‍👦'.repeat(500)],
];

describe('hostile text', () => {
  matcher.match('warm up 486 wrong guess нет денег');

  test.each(HOSTILE)(`%s is answered or refused within ${MAX_MS} ms`, (_, words) => {
    expect(fastest(words)).toBeLessThan(MAX_MS);
  });

  test('random characters of every plane never throw', () => {
    const random = seeded(7);
    for (let round = 0; round < 300; round += 1) {
      const words = Array.from({ length: 80 }, () => String.fromCharCode(Math.floor(random() * 65_536))).join('');
      expect(matcher.match(words).matches.length).toBeLessThanOrEqual(8);
    }
  });

  test('confidences are between 0 and 1 and never rise', () => {
    for (const words of ['486', 'codec mismatch', '403 no route', 'нет денег', '486 vs 600', 'cause 17 480']) {
      const confidences = matcher.match(words).matches.map(({ confidence }) => confidence);
      expect(confidences.every((confidence) => confidence > 0 && confidence <= 1)).toBe(true);
      expect(confidences).toEqual([...confidences].sort((left, right) => right - left));
    }
  });

  test('the same words give the same answer whatever was asked before', () => {
    const before = matcher.match('quota exceeded');
    for (const words of ['486', 'нет денег', 'x'.repeat(3_000)]) matcher.match(words);
    expect(matcher.match('quota exceeded')).toEqual(before);
  });
});

describe('marks nobody sees', () => {
  test.each([
    ['a right-to-left mark', '\u200f403 Wrong Guess\u200e'],
    ['bidi overrides', '\u202e403\u202c Wrong Guess'],
    ['zero-width spaces', '4\u200b03 Wr\u200bong Guess'],
    ['soft hyphens', '403 Wrong Gu\u00adess'],
    ['a byte order mark', '\ufeff403 Wrong Guess'],
    ['a no-break space', '403\u00a0Wrong\u00a0Guess'],
    ['control characters', '\u0007403 Wrong Guess\u001b'],
    ['a lone surrogate', '403 Wrong Guess \udc00'],
    ['a decomposed й', 'ответ 403 Wrong Guess, какой-то'.normalize('NFD')],
  ])('%s', (_, words) => expect(first(words)).toBe('response/403/wrong-guess'));
});
