import { titleOf, type Catalog, type CatalogEntry } from '../catalog/index.ts';
import { inline, type Action, type Answer } from './answer.ts';
import { labelOf, languageActions } from './entry.ts';
import { headline } from './headline.ts';

/** Several entries answer equally well: say so and let the reader choose. `words` is what the reader wrote. */
export function candidatesAnswer(catalog: Catalog, entries: readonly CatalogEntry[], words: string, language: string): Answer {
  const messages = catalog.messages(language);
  const shown = entries.slice(0, 6);
  return {
    language: messages.language,
    headline: headline([messages.message('candidates.headline', { count: entries.length })]),
    blocks: [
      { kind: 'paragraph', text: [messages.message('candidates.asked'), ' ', { value: 'token', text: words.trim().slice(0, 100) }] },
      {
        kind: 'list',
        ordered: false,
        items: shown.map((entry) => ({ text: [`${titleOf(entry)}: `, ...inline(entry.kind === 'finding' ? entry.what : entry.short)], lines: [] })),
      },
    ],
    actions: [...shown.map((entry): Action => ({ action: 'entry', id: entry.id, label: labelOf(entry) })), ...languageActions(catalog, messages.language)],
    sources: [],
  };
}
