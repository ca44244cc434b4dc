import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { renderText } from '../src/adapters/console/render.ts';
import { plain } from '../src/answers/index.ts';
import type { Explainer, TraceExplanation } from '../src/explain/index.ts';
import { svgLadder } from '../src/ladder/index.ts';

/** One recorded case: what was done to the call, and what is right to say of it. */
export interface Case {
  readonly name: string;
  readonly folder: string;
  /** Path of the trace. */
  readonly trace: string;
  readonly fault: string;
  readonly group: string;
  readonly expected: {
    readonly verdict: 'found' | 'clear' | 'cannot-tell';
    readonly first: readonly string[];
    readonly also: readonly string[];
    readonly never: readonly string[];
    readonly atFault: readonly string[];
  };
}

/** Every case of test/cases, sorted by name. */
export function cases(testFolder: string): readonly Case[] {
  const root = join(testFolder, 'cases');
  return readdirSync(root)
    .filter((name) => statSync(join(root, name)).isDirectory())
    .toSorted()
    .map((name) => {
      const folder = join(root, name);
      const trace = readdirSync(folder).find((file) => file.startsWith('trace.'));
      if (trace === undefined)
        throw new Error(`Unexpected case ${name} without a trace, expected trace.pcap, trace.pcapng or trace.txt`);
      return {
        name,
        folder,
        trace: join(folder, trace),
        ...(JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Omit<Case, 'name' | 'folder' | 'trace'>),
      };
    });
}

/** What the bot says of a case, in one language. */
export function explainCase(explainer: Explainer, one: Case, language: string): TraceExplanation {
  const session = explainer.open(one.trace.slice(one.folder.length + 1));
  session.push(readFileSync(one.trace));
  return explainer.trace(session.end(), { ownLanguage: language, defaultLanguage: 'en' });
}

/** Columns of the golden answers: a phone in landscape. */
const COLUMNS = 40;

/** The golden answer of a case in one language. */
export const goldenAnswer = (explanation: TraceExplanation): string =>
  `\`\`\`\n${renderText(
    explanation.answer,
    explanation.answer.actions.map((action) => ({ label: action.label, token: '' })),
    COLUMNS,
  )}\`\`\`\n`;

/** The ladder of the call that the answer is about; undefined where the trace has none. */
export function goldenLadder(explainer: Explainer, { result }: TraceExplanation): string | undefined {
  const call = result.diagnosis.findings[0]?.call ?? result.lines.find((line) => result.calls.has(line.id))?.id;
  const answer =
    call === undefined || call === null
      ? undefined
      : explainer.view(result, { show: 'ladder', call }, { defaultLanguage: 'en' });
  const block = answer?.blocks.find((candidate) => candidate.kind === 'ladder');
  return block === undefined ? undefined : `${svgLadder(block.layout, plain(block.title))}\n`;
}
