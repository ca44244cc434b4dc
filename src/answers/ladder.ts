import type { AnyCall } from '../calls/types.ts';
import type { Catalog, Messages } from '../catalog/index.ts';
import { layoutOf, type LadderWords } from '../ladder/index.ts';
import type { Answer, Ladder, Text } from './answer.ts';
import { callText, lineOf } from './call-line.ts';
import { languageActions } from './entry.ts';
import { headline } from './headline.ts';

/** A call, or the sides of one, as a picture with its text. */
export function ladderAnswer(catalog: Catalog, calls: readonly AnyCall[], language: string): Answer {
  const messages = catalog.messages(language);
  const first = calls[0];
  const title = first === undefined ? [] : callText(lineOf(first), messages);
  return {
    language: messages.language,
    headline: headline(title),
    blocks: [ladderBlock(calls, title, messages)],
    actions: [
      ...(first === undefined
        ? []
        : [{ action: 'call' as const, call: first.id, label: messages.message('actions.call', { id: first.id }) }]),
      ...languageActions(catalog, messages.language),
    ],
    sources: [],
  };
}

function ladderBlock(calls: readonly AnyCall[], title: Text, messages: Messages): Ladder {
  const words: LadderWords = {
    role: (role) => messages.message(`ladder.role.${role}`),
    repeats: (count) => messages.message('ladder.repeats', { count }),
    omitted: (count) => messages.message('ladder.omitted', { count }),
  };
  return { kind: 'ladder', title, layout: layoutOf(calls, words) };
}
