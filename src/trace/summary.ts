import type { TraceProblem, TraceSummary } from './traced.ts';

/** The summary of an input that had several inside, with what was odd about the outer one. */
export function mergeSummaries(inner: readonly TraceSummary[], outer: readonly TraceProblem[]): TraceSummary {
  const repairs: Record<string, number> = {};
  for (const summary of inner) {
    for (const [kind, count] of Object.entries(summary.repairs)) repairs[kind] = (repairs[kind] ?? 0) + count;
  }
  const sum = (of: (summary: TraceSummary) => number): number =>
    inner.reduce((total, summary) => total + of(summary), 0);
  return {
    formats: [...new Set(inner.flatMap((summary) => summary.formats))],
    messages: sum((summary) => summary.messages),
    duplicates: sum((summary) => summary.duplicates),
    damaged: sum((summary) => summary.damaged),
    logLines: sum((summary) => summary.logLines),
    skippedLines: sum((summary) => summary.skippedLines),
    encryptedPackets: sum((summary) => summary.encryptedPackets),
    repairs,
    streams: inner.flatMap((summary) => summary.streams),
    icmpErrors: inner.flatMap((summary) => summary.icmpErrors),
    iceChecks: inner.flatMap((summary) => summary.iceChecks ?? []),
    connections: inner.flatMap((summary) => summary.connections ?? []),
    problems: [...inner.flatMap((summary) => summary.problems), ...outer],
  };
}
