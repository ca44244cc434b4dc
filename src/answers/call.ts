import type { AnyCall } from '../calls/types.ts';
import { phraseKey, type Catalog } from '../catalog/index.ts';
import type { SubjectDiagnosis } from '../diagnosis/rule.ts';
import { inline, type Action, type Answer, type Block } from './answer.ts';
import { callText, entryOfCode, lineOf } from './call-line.ts';
import type { CommandChoice } from './commands.ts';
import { labelOf, languageActions } from './entry.ts';
import { certaintyText, findingBlocks, sentence, whatHappened } from './finding.ts';
import { headline } from './headline.ts';

/** One call of a trace by itself: what it was, what was found in it, and the full explanation of its code as an action. */
export function callAnswer(
  catalog: Catalog,
  call: AnyCall,
  diagnosis: SubjectDiagnosis | undefined,
  commands: CommandChoice,
  language: string,
): Answer {
  const messages = catalog.messages(language);
  const words = { catalog, messages, commands };
  const line = lineOf(call);
  const first = diagnosis?.findings[0];
  const id =
    call.statusCode === undefined ? undefined : entryOfCode(catalog, call.statusCode, call.reasonPhrase, phraseKey);
  const entry = id === undefined ? undefined : catalog.entry(id, messages.language);
  const blocks: Block[] = [{ kind: 'paragraph', text: callText(line, messages) }];
  if (first !== undefined)
    blocks.push({ kind: 'paragraph', text: certaintyText(first, words) }, ...findingBlocks(first, words));
  else if (entry !== undefined && 'meaning' in entry) blocks.push({ kind: 'paragraph', text: inline(entry.meaning) });
  for (const other of diagnosis?.findings.slice(1, 4) ?? [])
    blocks.push({ kind: 'paragraph', text: sentence(whatHappened(other, words)) });
  for (const note of diagnosis?.notes.slice(0, 3) ?? [])
    blocks.push({ kind: 'paragraph', text: sentence(whatHappened(note, words)) });
  const actions: Action[] = [
    { action: 'ladder', call: call.id, label: messages.message('actions.ladder') },
    { action: 'ticket', call: call.id, label: messages.message('actions.ticket') },
    ...(entry === undefined ? [] : [{ action: 'entry' as const, id: entry.id, label: labelOf(entry) }]),
  ];
  const verdict =
    first !== undefined
      ? whatHappened(first, words)
      : [
          messages.message(
            diagnosis?.verdict === 'cannot-tell' ? `trace.cannot-tell.${diagnosis.missing[0] ?? 'end'}` : 'trace.clear',
          ),
        ];
  return {
    language: messages.language,
    headline: headline(verdict),
    blocks,
    actions: [...actions, ...languageActions(catalog, messages.language)],
    sources: [],
  };
}
