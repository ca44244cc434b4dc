import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCallTracker } from '../../src/calls/tracker.ts';
import { createDiagnostician } from '../../src/diagnosis/diagnose.ts';
import { RULES } from '../../src/diagnosis/rules/index.ts';
import type { Finding, Rule } from '../../src/diagnosis/rule.ts';
import { createTraceReader } from '../../src/trace/read.ts';
import type { LogLine } from '../../src/trace/traced.ts';
import { cases } from '../cases.helper.ts';

/** The same rules, looked at on every subject. */
const ALWAYS: readonly Rule[] = RULES.map(({ when: _, ...rule }) => rule);

/** Logs and captures by other people, beside the project; the test skips itself where they are not. */
const corpus = join(import.meta.dirname, '../../../shared/corpus/dev');

test('signs leave out no rule that would find something in a recorded case', () => {
  const all = cases(join(import.meta.dirname, '..'));
  expect(all.length).toBeGreaterThan(100);
  for (const { name, trace } of all) expect([name, found(trace, RULES)]).toEqual([name, found(trace, ALWAYS)]);
});

test.skipIf(!existsSync(corpus))('nor in the logs and captures of others (needs ../shared/corpus)', () => {
  const files = ['captures', 'text', 'lab'].flatMap((part) => {
    const manifest = join(corpus, `${part}.jsonl`);
    if (!existsSync(manifest)) return [];
    return readFileSync(manifest, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly file: string }).file);
  });
  expect(files.length).toBeGreaterThan(100);
  for (const file of files) {
    const path = join(corpus, file);
    expect([file, found(path, RULES)]).toEqual([file, found(path, ALWAYS)]);
  }
});

function found(path: string, rules: readonly Rule[]): readonly string[] {
  const tracker = createCallTracker();
  const logLines: LogLine[] = [];
  const reader = createTraceReader('trace', {
    message: (message) => tracker.add(message),
    logLine(line) {
      logLines.push(line);
      tracker.logLine(line);
    },
  });
  reader.push(readFileSync(path));
  const summary = reader.end();
  const result = tracker.finish(summary);
  const diagnostician = createDiagnostician(rules);
  for (const call of result.calls) diagnostician.judge(call);
  const { findings, notes, crashes } = diagnostician.finish(result, summary, logLines);
  expect(crashes).toEqual([]);
  return [...findings, ...notes].map(
    (finding: Finding) => `${finding.call ?? '-'} ${finding.rule} ${finding.severity}`,
  );
}
