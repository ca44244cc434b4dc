import { describe, expect, test } from 'vitest';
import { createMatcher, type Matchable } from '../../src/matcher/index.ts';
import { catalogMatcher } from './catalog-matcher.ts';

const { matcher } = catalogMatcher();
const idsOf = (words: string): string[] => matcher.match(words).matches.map(({ id }) => id);

describe('ambiguity is shown', () => {
  test('Codec Mismatch comes with three codes', () => {
    const { matches, ambiguous } = matcher.match('Codec Mismatch');
    expect(ambiguous).toBe(true);
    expect(matches.slice(0, 3).map(({ id }) => id)).toEqual([
      'response/480/codec-mismatch',
      'response/488/codec-mismatch',
      'response/499/codec-mismatch',
    ]);
  });

  test('with its code it is one', () => {
    expect(matcher.match('488 Codec Mismatch').ambiguous).toBe(false);
    expect(idsOf('488 Codec Mismatch')[0]).toBe('response/488/codec-mismatch');
  });

  test('a phrase of one code is not ambiguous', () => expect(matcher.match('wrong guess').ambiguous).toBe(false));
});

describe('several codes in one question', () => {
  test.each([
    ['486 vs 600', ['response/486', 'response/600']],
    ['600 vs 486', ['response/600', 'response/486']],
    ['404 or 480?', ['response/404', 'response/480']],
    ['403/404/480', ['response/403', 'response/404', 'response/480']],
  ])('%s: all of them, the first named first', (words, expected) => {
    expect(idsOf(words).slice(0, expected.length)).toEqual(expected);
    expect(matcher.match(words).ambiguous).toBe(true);
  });
});

describe('code and words', () => {
  test('a phrase the code is not known with: the code first, the phrase behind', () => {
    const [first, ...others] = idsOf('403 no route');
    expect(first).toBe('response/403');
    expect(others).toContain('response/410/no-route');
  });

  test('a phrase of the code: the phrase first, the code behind', () => {
    expect(idsOf('403 wrnog guess').slice(0, 2)).toEqual(['response/403/wrong-guess', 'response/403']);
  });

  test('a code nobody registered is its class, and a warn-code where there is one', () => {
    expect(idsOf('304')).toEqual(['class/3xx', 'warning/304']);
  });

  test('a lone number is a cause only where the text says so', () => {
    expect(idsOf('17')).toEqual([]);
    expect(idsOf('cause 17')).toEqual(['cause/17']);
    expect(idsOf('причина 17')).toEqual(['cause/17']);
  });
});

describe('language of the question', () => {
  test.each([
    ['403', undefined],
    ['403 Wrong Guess', undefined],
    ['SIP/2.0 486 Busy Here', undefined],
    ['цкщтп пгуыы', undefined],
    ['Does Not Exist Anywhere', undefined],
    ['5хх', undefined],
    ['why 487?', 'en'],
    ['what does codec mismatch mean', 'en'],
    ['ошибка 480', 'ru'],
    ['почему 403 Wrong Guess', 'ru'],
    ['pfyznj', 'ru'],
    ['oshibka v parole', 'ru'],
    ['привет', 'ru'],
  ])('%s is %s', (words, language) => expect(matcher.match(words).language).toBe(language));
});

describe('a pasted log line', () => {
  const line: Matchable = {
    id: 'product/asterisk/wrong-password',
    kind: 'product',
    texts: [
      {
        text: "Registration from '<sip:102@192.0.2.10>' failed for '203.0.113.7:5060' - Wrong password",
        language: '',
        weight: 'sample',
      },
    ],
    patterns: [/Registration from '.{0,200}' failed for '.{0,60}' - Wrong password/i],
  };
  const code: Matchable = {
    id: 'response/403',
    kind: 'response',
    code: 403,
    texts: [{ text: 'Forbidden', language: '', weight: 'phrase' }],
  };
  const small = createMatcher([line, code], []);

  test('answers first, whatever its time, addresses and source line', () => {
    const pasted = `[2026-11-26 14:03:07] NOTICE[403]: chan_sip.c:28930 handle_request_register: Registration from '"Alice" <sip:102@atlanta.example.com>' failed for '198.51.100.9:5062' - Wrong password`;
    expect(small.match(pasted).matches[0]?.id).toBe('product/asterisk/wrong-password');
  });

  test('words of the line alone are no log line', () =>
    expect(small.match('403 forbidden').matches).toEqual([{ id: 'response/403', confidence: 1 }]));
});

describe('without entries', () => {
  test('nothing matches and nothing breaks', () =>
    expect(createMatcher([], []).match('486 busy here').matches).toEqual([]));
});
