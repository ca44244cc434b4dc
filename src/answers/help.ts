import type { Catalog } from '../catalog/index.ts';
import type { Answer } from './answer.ts';
import { languageActions } from './entry.ts';

/** What can be asked, by examples. `command` is how the reader's platform asks, e.g. `/sip`. */
export function helpAnswer(catalog: Catalog, command: string, language: string): Answer {
  const messages = catalog.messages(language);
  const examples = messages
    .message('help.examples')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return {
    language: messages.language,
    headline: [messages.message('help.headline')],
    blocks: [
      {
        kind: 'list',
        ordered: false,
        items: examples.map((example) => ({
          text: [{ value: 'token', text: `${command} ${example}`.trim() }],
          lines: [],
        })),
      },
      { kind: 'paragraph', text: [messages.message('help.privacy')] },
    ],
    actions: languageActions(catalog, messages.language),
    sources: [],
  };
}
