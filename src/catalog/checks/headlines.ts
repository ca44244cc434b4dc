import { HEADLINE_LENGTH, headlineOf } from '../entry.ts';
import { lineOf, type Mistake } from '../read-yaml.ts';
import { homeOf, type Check } from './check.ts';

/** `code reason: short` is at most 80 characters in every language. */
export const headlines: Check = ({ catalog, full }) =>
  catalog.languages.flatMap((language) =>
    catalog.entries(language).flatMap((entry): Mistake[] => {
      const text = headlineOf(entry).replaceAll('`', '');
      if (text.length <= HEADLINE_LENGTH) return [];
      const { path, keys } = homeOf(entry.id);
      const file = full(language === 'en' ? path : `locales/${language}/${path}`);
      return [{ file, line: lineOf(file, [...keys, entry.kind === 'finding' ? 'what' : 'short']), text: `Unexpected headline of ${text.length} characters "${text.slice(0, 90)}", expected at most ${HEADLINE_LENGTH}` }];
    }),
  );
