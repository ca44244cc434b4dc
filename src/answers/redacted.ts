import type { Catalog } from '../catalog/index.ts';
import type { Answer } from './answer.ts';
import { languageActions } from './entry.ts';

/** A copy without the input's values, and what of the input it holds. */
export interface CopyFacts {
  readonly name: string;
  readonly text: string;
  readonly calls: number;
  /** Calls, registrations and others that were read; the copy may hold fewer. */
  readonly ofCalls: number;
  readonly messages: number;
  readonly logLines: number;
  /** RTP streams of which a row stands in it. */
  readonly streams: number;
  /** Different values that were replaced. */
  readonly replaced: number;
}

/** What the file holds that comes with this answer, and what was replaced in it. */
export function redactedAnswer(catalog: Catalog, facts: CopyFacts, language: string): Answer {
  const messages = catalog.messages(language);
  const { name, text, calls, ofCalls, messages: count, logLines, streams, replaced } = facts;
  const say = (key: string, values: Readonly<Record<string, number>> = {}): string =>
    messages.message(`redacted.${key}`, values);
  return {
    language: messages.language,
    headline: [say('headline')],
    blocks: [
      {
        kind: 'paragraph',
        text: [
          say(calls < ofCalls ? 'holds-some' : 'holds', {
            calls,
            total: ofCalls,
            messages: count,
            lines: logLines,
            streams,
          }),
        ],
      },
      { kind: 'paragraph', text: [say('replaced', { count: replaced })] },
      { kind: 'paragraph', text: [say('kept')] },
    ],
    actions: languageActions(catalog, messages.language),
    sources: [],
    file: { name, text },
  };
}
