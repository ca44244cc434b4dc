/** Judges traces that are drawn as ladders, see test/ladder.helper.ts. */
import { groupCalls } from '../../src/calls/tracker.ts';
import { createDiagnostician } from '../../src/diagnosis/diagnose.ts';
import type { Diagnosis, Finding, Rule } from '../../src/diagnosis/rule.ts';
import { ladder } from '../ladder.helper.ts';
import type { Ladder, LadderOptions } from '../ladder.helper.ts';

/** What the rules find in a ladder; every rule unless some are given. A crash of a rule fails the test. */
export function diagnose(text: string, rules?: readonly Rule[], options: LadderOptions = {}): Diagnosis {
  return diagnoseTrace(ladder(text, options), rules);
}

/** The same of a trace that was drawn already. */
export function diagnoseTrace({ messages, logLines, summary }: Ladder, rules?: readonly Rule[]): Diagnosis {
  const diagnostician = createDiagnostician(rules);
  const result = groupCalls(messages, summary, logLines);
  for (const call of result.calls) diagnostician.judge(call);
  const diagnosis = diagnostician.finish(result, summary, logLines);
  const [crash] = diagnosis.crashes;
  if (crash !== undefined) throw new Error(`Unexpected crash of ${crash.rule}: ${crash.error}`);
  return diagnosis;
}

/** All that one rule says of a ladder, notes last. */
export function firesOn(rule: Rule | readonly Rule[], text: string, options: LadderOptions = {}): readonly Finding[] {
  const { findings, notes } = diagnose(text, 'id' in rule ? [rule] : rule, options);
  return [...findings, ...notes];
}

/** The quotes of a finding's evidence. */
export const quotes = (finding: Finding | undefined): readonly string[] =>
  finding?.evidence.map(({ quote }) => quote) ?? [];
