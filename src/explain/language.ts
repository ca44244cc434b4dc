import type { Catalog } from '../catalog/index.ts';
import type { ExplainOptions } from './options.ts';

/** The person's own setting, else the language of the words, else the platform's, else the default. */
export function chooseLanguage(catalog: Catalog, options: ExplainOptions, ofWords: string | undefined): string {
  for (const wish of [options.ownLanguage, ofWords, options.platformLanguage, options.defaultLanguage]) {
    const known = wish === undefined ? undefined : knownLanguage(catalog, wish);
    if (known !== undefined) return known;
  }
  return 'en';
}

/** `ru-RU` -> `ru` where the catalog has it. */
export function knownLanguage(catalog: Catalog, tag: string): string | undefined {
  const lower = tag.trim().toLowerCase().replace('_', '-');
  return (
    catalog.languages.find((language) => language.toLowerCase() === lower) ??
    catalog.languages.find((language) => language === lower.split('-')[0])
  );
}
