import type { Catalog, Messages } from '../catalog/index.ts';
import type { LogLine } from '../trace/traced.ts';
import { capitalised, inline, type Block } from './answer.ts';
import { likelyBlocks } from './entry.ts';
import type { FindingWords } from './finding.ts';
import type { Body, TraceFacts } from './trace-facts.ts';

/** A product's log without SIP: its known lines, worst first, repeated ones counted. */
export function logsOnly(facts: TraceFacts, { catalog, messages }: FindingWords): Body {
  const counted = countLines(facts.logLines, catalog, messages.language);
  const worst = counted[0];
  if (worst === undefined) return { headline: [messages.message('trace.cannot-tell.nothing')], blocks: [] };
  return {
    headline: [
      ...capitalised(inline(worst.entry.short)),
      ...(worst.lines.length > 1 ? [` ×${worst.lines.length}`] : []),
    ],
    blocks: counted.slice(0, 5).flatMap(({ entry, lines }): Block[] => [
      { kind: 'paragraph', text: inline(entry.meaning) },
      {
        kind: 'facts',
        rows: [
          {
            label: lineLabel(lines[0], messages),
            text: [
              { value: 'header', text: lines[0]?.text.trim().slice(0, 160) ?? '' },
              ...(lines.length > 1 ? [` ×${lines.length}`] : []),
            ],
          },
        ],
      },
      ...likelyBlocks(entry, messages),
    ]),
  };
}

/** True where the catalog calls one of the lines a failure. */
export const hasFailure = (logLines: readonly LogLine[], catalog: Catalog): boolean =>
  logLines.some(({ entry }) => {
    const known = entry === undefined ? undefined : catalog.entry(entry, 'en');
    return known?.kind === 'log' && known.severity === 'failure';
  });

const SEVERITIES = ['failure', 'risk', 'note'];

/** Known lines by entry, failures first, then the more frequent. */
export function countLines(logLines: readonly LogLine[], catalog: Catalog, language: string) {
  const byEntry = new Map<string, LogLine[]>();
  for (const line of logLines) {
    if (line.entry === undefined) continue;
    const before = byEntry.get(line.entry);
    if (before === undefined) byEntry.set(line.entry, [line]);
    else before.push(line);
  }
  return [...byEntry]
    .flatMap(([id, lines]) => {
      const entry = catalog.entry(id, language);
      return entry?.kind === 'log' ? [{ entry, lines }] : [];
    })
    .toSorted(
      (a, b) =>
        SEVERITIES.indexOf(a.entry.severity) - SEVERITIES.indexOf(b.entry.severity) || b.lines.length - a.lines.length,
    );
}

const lineLabel = (line: LogLine | undefined, messages: Messages): string =>
  line === undefined
    ? ''
    : 'frame' in line.place
      ? messages.message('trace.frame', { number: String(line.place.frame) })
      : messages.message('trace.line', { number: String(line.place.line) });
