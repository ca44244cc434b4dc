import type { AnyCall, CallsResult } from '../calls/types.ts';
import type { LogLine, TraceSummary } from '../trace/traced.ts';
import { caseOf } from './case.ts';
import { createConclusions } from './conclude.ts';
import { grouped } from './look/grouped.ts';
import { loggedReasons } from './look/logged.ts';
import { forget } from './look/once.ts';
import { missingOf } from './needs.ts';
import type { Case, Diagnosis, Rule, SubjectDiagnosis } from './rule.ts';
import { RULES } from './rules/index.ts';
import { createResults } from './results.ts';
import { createRunner } from './run.ts';
import { signsOf } from './signs.ts';

/** Judges subjects one by one, as calls end, and then the whole trace. */
export interface Diagnostician {
  /** Judges one call, registration or other; keeps what the trace's rules will need of it. */
  judge(subject: AnyCall): SubjectDiagnosis;
  /** Groups, the whole trace and its log lines, once everything has been judged. */
  finish(result: CallsResult, summary: TraceSummary, logLines: readonly LogLine[]): Diagnosis;
}

/** `rules` is every rule but in tests. Pure: no clock, no I/O, no words. */
export function createDiagnostician(rules: readonly Rule[] = RULES): Diagnostician {
  const { run, crashes } = createRunner(rules);
  const conclusions = createConclusions(rules);
  const results = createResults();
  const cases: Case[] = [];
  const others = new Set<string>();

  return {
    judge(subject) {
      const missing = missingOf(subject);
      const findings = run(subject.kind, subject, subject.id, missing, signsOf(subject));
      const result = conclusions.ofSubject(findings, missing, isDecisive(subject));
      results.add(subject.id, result);
      if (subject.kind === 'other' && result.findings.length > 0) others.add(subject.id);
      const light = caseOf(subject);
      if (light !== undefined) cases.push(light);
      return result;
    },
    finish(result, summary, logLines) {
      const ofGroups = result.groups.flatMap((group) => run('group', group, group.calls[0]?.id ?? null));
      const ofTrace = run('trace', { cases, summary, logLines }, null);
      const ofLogs = logLines.length === 0 ? [] : run('logs', logLines, null);
      // What concerns one call is one more finding of that call.
      const late = [...ofGroups, ...ofTrace].filter(({ call }) => call !== null);
      for (const [id, extra] of grouped(late, ({ call }) => call ?? '')) {
        const before = results.of(id);
        if (before === undefined) continue;
        const own = [...before.findings, ...before.notes];
        const more = extra.filter(({ rule }) => !own.some((finding) => finding.rule === rule));
        const isOpen = before.verdict === 'cannot-tell';
        results.change(id, conclusions.ofSubject([...own, ...more], before.missing, isOpen));
      }
      for (const [id, logged] of loggedReasons(cases, logLines)) {
        const before = results.of(id);
        const [first, ...rest] = before?.findings ?? [];
        if (before === undefined || first?.severity !== 'failure') continue;
        results.change(id, { ...before, findings: [{ ...first, logged }, ...rest] });
      }
      forget();
      const whole = [...ofTrace.filter(({ call }) => call === null), ...ofLogs];
      const knownLines = logLines.some((line) => line.entry !== undefined);
      return {
        ...conclusions.ofTrace(results.all, whole, { knownLines, others, groups: result.groups }),
        ofSubject: results.of,
        crashes,
      };
    },
  };
}

/** Whether the want of start, end or both sides leaves the outcome open: a refused call has said how it ended. */
function isDecisive(subject: AnyCall): boolean {
  return !(subject.coverage.end && subject.coverage.start && subject.outcome !== 'unknown' && subject.kind !== 'call');
}
