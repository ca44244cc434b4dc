import { titleOf, type Catalog, type CatalogEntry, type Messages } from '../catalog/index.ts';
import { inline, type Action, type Answer, type Text } from './answer.ts';
import { labelOf, languageActions } from './entry.ts';
import { headline } from './headline.ts';

/** "Codec Mismatch comes with 3 codes. Which did you get?", or the plain count where the candidates share no phrase. */
function question(entries: readonly CatalogEntry[], messages: Messages, words: string): Text {
  const phrases = new Set(
    entries.map((entry) =>
      entry.kind === 'phrase' || entry.kind === 'response' ? entry.reason.toLowerCase() : entry.id,
    ),
  );
  const first = entries[0];
  const count = entries.length;
  if (phrases.size === 1 && first !== undefined && 'reason' in first)
    return [{ value: 'token', text: first.reason }, ` ${messages.message('candidates.codes', { count })}`];
  const cut = words.replace(/\s+/g, ' ').trim();
  return [
    { value: 'token', text: cut.length > 30 ? `${cut.slice(0, 29)}…` : cut },
    `: ${messages.message('candidates.headline', { count })}`,
  ];
}

/** Several entries answer equally well: say so and let the reader choose. `words` is what the reader wrote. */
export function candidatesAnswer(
  catalog: Catalog,
  entries: readonly CatalogEntry[],
  words: string,
  language: string,
): Answer {
  const messages = catalog.messages(language);
  const shown = entries.slice(0, 6);
  return {
    language: messages.language,
    headline: headline(question(entries, messages, words)),
    blocks: [
      {
        kind: 'list',
        ordered: false,
        items: shown.map((entry) => ({
          text: [`${titleOf(entry)}: `, ...inline(entry.kind === 'finding' ? entry.what : entry.short)],
          lines: [],
        })),
      },
    ],
    actions: [
      ...shown.map((entry): Action => ({ action: 'entry', id: entry.id, label: labelOf(entry) })),
      ...languageActions(catalog, messages.language),
    ],
    sources: [],
  };
}
