import type { Block, Item } from './answer.ts';
import { certaintyText, findingBlocks, sentence, whatHappened, type FindingWords } from './finding.ts';
import type { FindingGroup } from './finding-groups.ts';
import type { Body, TraceFacts } from './trace-facts.ts';

const MOST_GROUPS = 6;

/** Many calls: how many failed, the largest group in a sentence, the groups as a list, the first finding in full. */
export function many(facts: TraceFacts, groups: readonly FindingGroup[], words: FindingWords): Body {
  const { messages } = words;
  const named = new Set(facts.diagnosis.findings.flatMap(({ call, calls }) => (call === null ? calls : [call])));
  const failed = new Set(
    facts.lines
      .filter(
        (line) =>
          named.has(line.id) ||
          (line.kind === 'call' && (line.outcome === 'rejected' || line.outcome === 'unanswered')),
      )
      .map((line) => line.id),
  );
  const kinds = new Set(facts.lines.filter((line) => failed.has(line.id)).map((line) => line.kind));
  const onlyCalls = kinds.size === 1 && kinds.has('call');
  const total = onlyCalls ? facts.lines.filter((line) => line.kind === 'call').length : facts.lines.length;
  const largest = groups[0];
  const first = largest?.findings[0];
  if (largest === undefined || first === undefined) return { headline: [messages.message('trace.clear')], blocks: [] };
  // A finding of the whole trace says it all in its own sentence.
  const ofWhole = first.call === null;
  return {
    headline: ofWhole
      ? whatHappened(first, words)
      : [
          messages.message('trace.many', {
            failed: failed.size,
            total,
            what: onlyCalls ? 'calls' : 'all',
            same: largest.findings.length,
            groups: groups.length,
          }),
        ],
    blocks: [
      {
        kind: 'paragraph',
        text: ofWhole
          ? certaintyText(first, words)
          : [...sentence(whatHappened(first, words)), ' ', ...certaintyText(first, words)],
      },
      // The first has been said, unless its number among others is the news.
      ...groupList(ofWhole || groups.length === 1 ? groups.slice(1) : groups, words),
      ...findingBlocks(first, words),
    ],
  };
}

/** How often each thing happened. */
function groupList(groups: readonly FindingGroup[], words: FindingWords): Block[] {
  if (groups.length === 0) return [];
  const items = groups
    .slice(0, MOST_GROUPS)
    .map((group): Item => ({ text: [`${group.findings.length} × `, ...group.label(words)], lines: [] }));
  return [{ kind: 'list', ordered: false, items }];
}
