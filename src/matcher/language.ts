import { ENGLISH_PROSE } from './lexicon.ts';
import type { Query } from './query.ts';

/**
 * The language of a question's own words: `ru` for Russian, also on the wrong keyboard layout or in Latin letters; `en` for prose, which
 * has function words that the matched phrase (`phraseWords`) has not; undefined for a bare code or an English phrase.
 */
export function languageOf(typed: string, query: Query, phraseWords: ReadonlySet<string>): string | undefined {
  switch (query.reading) {
    case 'russian-layout':
    case 'translit':
      return 'ru';
    case 'latin-layout':
      break;
    case 'plain':
    case 'latinised':
      if (/(?<![\p{L}\p{N}])\p{Script=Cyrillic}/u.test(typed)) return 'ru';
      break;
    default:
      return query.reading satisfies never;
  }
  return query.words.some(({ word }) => ENGLISH_PROSE.has(word) && !phraseWords.has(word)) ? 'en' : undefined;
}
