import type { IndexedText } from './text-index.ts';

/** What a question and a text share. */
export interface Fit {
  /** Share of the question's meaning that the text has, 0 to 1. */
  readonly cover: number;
  /** Weight of the text's terms that the question has. */
  readonly covered: number;
  /** How many words with meaning both share. */
  readonly contents: number;
  /** How many of them are surely the same word, or mean the same. */
  readonly sure: number;
  /** The question has small words (`где`, `it`) that are not of this text and do not ask for a meaning. */
  readonly chatty: boolean;
  /** The question holds this text of several words, word for word. */
  readonly held: boolean;
  /** The question is this very text. */
  readonly exact: boolean;
}

const MIN_TELLING = 0.5;
const MIN_COVER_ALONE = 0.65;
const MIN_COVER_UNSURE = 0.8;
const ALONE = 0.6;
const WEIGHT_FACTOR: Readonly<Record<IndexedText['weight'], number>> = {
  phrase: 1,
  title: 1,
  constant: 1,
  asked: 0.99,
  meaning: 0.9,
  whole: 0.86,
  sample: 0.7,
};

/** How well a text answers a question, 0 to 1: how much of the question it has, then how much of the text was asked for. */
export function scoreOf(text: IndexedText, fit: Fit): number {
  if (fit.exact) return WEIGHT_FACTOR[text.weight];
  if (fit.contents === 0) return 0;
  return WEIGHT_FACTOR[text.weight] * (tellsLittle(text, fit) ? ALONE : 1) * shareOf(text, fit);
}

// One word tells nothing where it is a common one (`call`) or the question is about something else
function tellsLittle({ contentTerms }: IndexedText, { contents, sure, chatty, held, covered, cover }: Fit): boolean {
  if (contents !== 1 || held) return false;
  if (cover < (sure === 0 ? MIN_COVER_UNSURE : MIN_COVER_ALONE)) return true;
  return contentTerms > 1 && (chatty || covered < MIN_TELLING);
}

function shareOf(text: IndexedText, { cover, covered, contents, held }: Fit): number {
  const part = Math.min(1, text.total === 0 ? 0 : covered / text.total);
  switch (text.weight) {
    case 'phrase':
    case 'title':
    case 'constant':
    case 'asked': {
      // a long question that holds the whole text
      const contained = (held || contents >= 2) && part > 0.9 && cover > 0.3 ? part * part * (0.62 + 0.33 * cover) : 0;
      return Math.max(cover * (0.62 + 0.38 * Math.sqrt(part)), contained);
    }
    case 'meaning':
      return cover * (contents >= 2 ? 0.75 + 0.25 * part : 0.55 + 0.25 * part);
    case 'whole':
      return cover * (contents >= 3 ? 1 : contents === 2 ? 0.85 : 0.5);
    case 'sample':
      return cover * (contents >= 3 ? Math.max(0.5, part) : 0.3);
    default:
      return text.weight satisfies never;
  }
}
