import type { AnyCall } from '../calls/types.ts';
import type { Catalog, Messages } from '../catalog/index.ts';
import { layoutOf, pagesOf, svgLadder, textLadder, type LadderWords } from '../ladder/index.ts';
import { plain, type Answer, type Ladder } from './answer.ts';
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
    blocks: [ladderBlock(calls, plain(title), messages)],
    actions: [...(first === undefined ? [] : [{ action: 'call' as const, call: first.id, label: messages.message('actions.call', { id: first.id }) }]), ...languageActions(catalog, messages.language)],
    sources: [],
  };
}

/** Terminals are wider than phones. */
const TERMINAL_COLUMNS = 80;

function ladderBlock(calls: readonly AnyCall[], title: string, messages: Messages): Ladder {
  const layout = layoutOf(calls);
  const words: LadderWords = {
    role: (role) => messages.message(`ladder.role.${role}`),
    repeats: (count) => messages.message('ladder.repeats', { count }),
    omitted: (count) => messages.message('ladder.omitted', { count }),
  };
  return {
    kind: 'ladder',
    title,
    text: textLadder(layout, words),
    wide: textLadder(layout, words, TERMINAL_COLUMNS),
    pictures: Array.from({ length: pagesOf(layout) }, (_, page) => svgLadder(layout, words, title, page)),
  };
}
