import { countLines } from '../answers/index.ts';
import type { Catalog } from '../catalog/index.ts';
import type { MatchInfo } from './explanation.ts';
import { matchInfo } from './question.ts';
import type { TraceResult } from './trace.ts';

/** Entries of a trace's final codes, causes, warnings and log lines, worst first. What stands in the messages is certain. */
export function traceMatches(catalog: Catalog, result: TraceResult, language: string): readonly MatchInfo[] {
  const lines = countLines(result.logLines, catalog, language).map(({ entry }) => entry.id);
  return [...new Set([...result.entries, ...lines])].flatMap((id) => {
    const entry = catalog.entry(id, language);
    return entry === undefined ? [] : [matchInfo(entry, 1)];
  });
}
