import { phraseKey, titleOf, type Catalog, type Messages } from '../catalog/index.ts';
import type { Finding } from '../diagnosis/rule.ts';
import { inline, type Action, type Answer, type Block, type Item, type Text } from './answer.ts';
import { callText, entryOfCode } from './call-line.ts';
import { captureBlocks, wantedIn } from './capture.ts';
import { languageActions } from './entry.ts';
import { certaintyText, findingBlocks, sentence, whatHappened, type FindingWords } from './finding.ts';
import { groupsOf, type FindingGroup } from './finding-groups.ts';
import { headline, withoutStop } from './headline.ts';
import { hasFailure, logsOnly } from './log-lines.ts';
import { many } from './many.ts';
import { readBlock } from './read.ts';
import type { Body, TraceFacts } from './trace-facts.ts';

/** The verdict first, then how sure and whose side, the proof, what to do, what cannot be told, what was read. */
export function traceAnswer(catalog: Catalog, facts: TraceFacts, language: string): Answer {
  const messages = catalog.messages(language);
  const words: FindingWords = {
    catalog,
    messages,
    commands: { products: facts.products, formats: facts.summary.formats, values: facts.values, most: 4 },
    kindOf: (call) => facts.lines.find((line) => line.id === call)?.kind,
  };
  const groups = groupsOf(facts.diagnosis.findings, facts.lines);
  const body = bodyOf(facts, groups, words);
  return {
    language: messages.language,
    headline: headline(body.headline),
    blocks: [...body.blocks, ...captureBlocks(facts, messages, words), readBlock(facts, messages)],
    actions: [...callActions(facts, groups, messages), ...languageActions(catalog, messages.language)],
    sources: [],
  };
}

function bodyOf(facts: TraceFacts, groups: readonly FindingGroup[], words: FindingWords): Body {
  const { diagnosis, lines } = facts;
  const { messages } = words;
  const first = groups[0];
  if (first !== undefined)
    return first.findings.length > FEW || groups.length > FEW
      ? many(facts, groups, words)
      : single(facts, groups, words);
  if (
    hasFailure(facts.logLines, words.catalog) ||
    (lines.length === 0 && facts.logLines.some(({ entry }) => entry !== undefined))
  )
    return logged(facts, words);
  if (diagnosis.verdict === 'cannot-tell') return cannotTell(facts, words);
  return { headline: [messages.message('trace.clear')], blocks: [...calls(facts, messages), ...notes(facts, words)] };
}

/** So many are told one by one: the first says it all, and how often. */
const FEW = 3;

/** What the log says, where the messages show no fault; the calls under it. */
function logged(facts: TraceFacts, words: FindingWords): Body {
  const body = logsOnly(facts, words);
  return { headline: body.headline, blocks: [...body.blocks, ...calls(facts, words.messages)] };
}

/** One thing went wrong: its finding in full, further ones by their first sentence. */
function single(facts: TraceFacts, groups: readonly FindingGroup[], words: FindingWords): Body {
  const finding = groups[0]?.findings[0];
  if (finding === undefined) return { headline: [words.messages.message('trace.clear')], blocks: [] };
  const line = facts.lines.find((candidate) => candidate.id === finding.call);
  const others = groups.slice(1);
  return {
    headline: counted(groups[0], words),
    blocks: [
      { kind: 'paragraph', text: certaintyText(finding, words) },
      ...(line === undefined ? [] : [{ kind: 'paragraph' as const, text: callText(line, words.messages) }]),
      ...findingBlocks(finding, words),
      ...(others.length === 0
        ? []
        : [
            {
              kind: 'list' as const,
              ordered: false,
              title: words.messages.message('trace.also'),
              items: others.slice(0, 3).map((other): Item => ({ text: counted(other, words), lines: [] })),
            },
          ]),
    ],
  };
}

/** What happened, and how often where it is the same several times. */
function counted(group: FindingGroup | undefined, words: FindingWords): Text {
  const finding = group?.findings[0];
  if (group === undefined || finding === undefined) return [];
  const what = withoutStop(whatHappened(finding, words));
  return sentence(group.findings.length > 1 ? [...what, ` (×${group.findings.length})`] : what);
}

function cannotTell(facts: TraceFacts, words: FindingWords): Body {
  const { messages } = words;
  const missing = wantedIn(facts.diagnosis.missing);
  const reason = facts.lines.length === 0 ? 'nothing' : (missing ?? 'end');
  return {
    headline: [messages.message(`trace.cannot-tell.${reason}`, { what: hasCalls(facts) ? 'calls' : 'all' })],
    blocks: [
      ...(facts.summary.messages === 0 ? [] : [nothingWrong(facts, messages)]),
      ...calls(facts, messages),
      ...finals(facts, words),
      ...notes(facts, words),
    ],
  };
}

const hasCalls = ({ lines }: TraceFacts): boolean => lines.some((line) => line.kind === 'call');

const nothingWrong = ({ lines, summary }: TraceFacts, messages: Messages): Block => ({
  kind: 'paragraph',
  text: [
    messages.message('trace.nothing-wrong', {
      calls: lines.filter((line) => line.kind === 'call').length,
      messages: summary.messages,
    }),
  ],
});

/** Every call in a line, worst first; a long list is cut with its rest counted. */
function calls(facts: TraceFacts, messages: Messages): Block[] {
  const shown = facts.lines.slice(0, 5);
  if (shown.length === 0) return [];
  const rest = facts.lines.length - shown.length;
  return [
    {
      kind: 'list',
      ordered: false,
      items: [
        ...shown.map((line): Item => ({ text: callText(line, messages), lines: [] })),
        ...(rest > 0 ? [{ text: [messages.message('trace.more-calls', { count: rest })], lines: [] }] : []),
      ],
    },
  ];
}

/** What the final codes mean, where no finding says it. */
function finals(facts: TraceFacts, { catalog, messages }: FindingWords): Block[] {
  const ids = new Set(
    facts.lines.flatMap((line) =>
      line.statusCode === undefined || line.statusCode < 300
        ? []
        : [entryOfCode(catalog, line.statusCode, line.reasonPhrase, phraseKey) ?? ''],
    ),
  );
  return [...ids].slice(0, 3).flatMap((id): Block[] => {
    const entry = catalog.entry(id, messages.language);
    return entry === undefined || !('meaning' in entry)
      ? []
      : [{ kind: 'paragraph', text: [`${titleOf(entry)}: `, ...inline(entry.meaning)] }];
  });
}

/** What is normal and may look like a fault. */
function notes(facts: TraceFacts, words: FindingWords): Block[] {
  const seen = new Map<string, Finding>();
  for (const note of facts.diagnosis.notes) if (!seen.has(note.rule)) seen.set(note.rule, note);
  return [...seen.values()]
    .slice(0, 3)
    .map((note): Block => ({ kind: 'paragraph', text: sentence(whatHappened(note, words)) }));
}

function callActions(facts: TraceFacts, groups: readonly FindingGroup[], messages: Messages): Action[] {
  const first = groups[0]?.findings[0]?.call ?? facts.lines.find((line) => facts.kept.has(line.id))?.id;
  if (first === undefined || first === null || !facts.kept.has(first)) return [];
  const others = [
    ...new Set([
      ...groups.slice(1).flatMap((group) => group.findings.map((finding) => finding.call)),
      ...facts.lines.map((line) => line.id),
    ]),
  ].filter((id) => id !== null && id !== first && facts.kept.has(id));
  return [
    { action: 'ladder', call: first, label: messages.message('actions.ladder') },
    { action: 'ticket', call: first, label: messages.message('actions.ticket') },
    { action: 'redacted', label: messages.message('actions.redacted') },
    { action: 'filter', call: first, label: messages.message('actions.filter') },
    ...others.slice(0, 2).map((id): Action => ({
      action: 'call',
      call: id ?? '',
      label: messages.message('actions.call', { id: id ?? '' }),
    })),
  ];
}
