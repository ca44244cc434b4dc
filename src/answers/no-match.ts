import type { Catalog } from '../catalog/index.ts';
import type { Answer } from './answer.ts';
import { languageActions } from './entry.ts';

/** Nothing matched: say it, and what would. `words` is what the reader wrote, shown cut. */
export function noMatchAnswer(catalog: Catalog, words: string, language: string): Answer {
  const messages = catalog.messages(language);
  const shown = words.replace(/\s+/g, ' ').trim();
  const cut = shown.length > 40 ? `${shown.slice(0, 39)}…` : shown;
  return {
    language: messages.language,
    headline:
      cut === ''
        ? [messages.message('no-match.empty')]
        : [messages.message('no-match.headline'), ' ', { value: 'token', text: cut }],
    blocks: [{ kind: 'paragraph', text: [messages.message('no-match.send')] }],
    actions: [
      { action: 'examples', label: messages.message('actions.examples') },
      ...languageActions(catalog, messages.language),
    ],
    sources: [],
  };
}
