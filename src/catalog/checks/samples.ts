import { patternsOf } from '../matchables.ts';
import { lineOf, type Mistake } from '../read-yaml.ts';
import type { LogEntry, OutputEntry } from '../entry.ts';
import type { Check } from './check.ts';

/** A sample is a test: it matches a pattern of its own entry and of no other. */
export const samples: Check = ({ catalog, full }) => {
  const lines = catalog.entries('en').filter((entry) => entry.kind === 'log' || entry.kind === 'output');
  const patterns = lines.map((entry) => ({ entry, patterns: entry.kind === 'log' ? patternsOf(entry.pattern) : [new RegExp(entry.header, 'im')] }));
  return lines.flatMap((entry) => entry.samples.flatMap((sample) => checkSample(entry, sample, patterns, full)));
};

function checkSample(
  entry: LogEntry | OutputEntry,
  sample: string,
  patterns: readonly { readonly entry: LogEntry | OutputEntry; readonly patterns: readonly RegExp[] }[],
  full: (path: string) => string,
): Mistake[] {
  const hits = patterns.filter((other) => other.entry.kind === entry.kind && other.patterns.some((pattern) => pattern.test(sample))).map((other) => other.entry.id);
  if (hits.length === 1 && hits[0] === entry.id) return [];
  const file = full(`products/${entry.product}.yaml`);
  const key = entry.id.split('/')[2] ?? '';
  const found = hits.length === 0 ? 'matches nothing' : `matches ${hits.join(' and ')}`;
  return [{ file, line: lineOf(file, [entry.kind === 'log' ? 'logs' : 'outputs', key, 'samples']), text: `Unexpected sample "${sample.slice(0, 60)}": it ${found}, expected ${entry.id} alone` }];
}
