import type { AnyCall, CallsResult } from '../calls/types.ts';
import type { LogLine, TraceSummary } from '../trace/traced.ts';
import { caseOf } from './case.ts';
import { grouped } from './look/grouped.ts';
import { forget } from './look/once.ts';
import { DECISIVE, missingOf, NOTHING_MISSING } from './needs.ts';
import { fold, rank } from './rank.ts';
import { RULES } from './rules/index.ts';
import { createSelection } from './select.ts';
import { EVERY_SIGN, signsOf } from './signs.ts';
import type {
  Case,
  Crash,
  Diagnosis,
  Finding,
  Found,
  Need,
  Rule,
  Scope,
  SubjectDiagnosis,
  SubjectOf,
  Verdict,
} from './rule.ts';

/** Judges subjects one by one, as calls end, and then the whole trace. */
export interface Diagnostician {
  /** Judges one call, registration or other; keeps what the trace's rules will need of it. */
  judge(subject: AnyCall): SubjectDiagnosis;
  /** Groups, the whole trace and its log lines, once everything has been judged. */
  finish(result: CallsResult, summary: TraceSummary, logLines: readonly LogLine[]): Diagnosis;
}

/** `rules` is every rule but in tests. Pure: no clock, no I/O, no words. */
export function createDiagnostician(rules: readonly Rule[] = RULES): Diagnostician {
  const order = new Map(rules.map((rule, index) => [rule.id, index]));
  const explains = new Map(rules.map((rule) => [rule.id, rule.explains]));
  const lastResorts = new Set(rules.filter((rule) => rule.lastResort === true).map((rule) => rule.id));
  const subjects = new Map<string, SubjectDiagnosis>();
  const cases: Case[] = [];
  const others = new Set<string>();
  const crashes: Crash[] = [];

  const selected = createSelection(rules);

  const run = <S extends Scope>(
    scope: S,
    subject: SubjectOf[S],
    call: string | null,
    missing: readonly Need[] = NOTHING_MISSING,
    signs: number = EVERY_SIGN,
  ): Finding[] => {
    const findings: Finding[] = [];
    for (const rule of selected(scope, missing, signs)) {
      if (rule.lastResort === true && findings.some(({ severity }) => severity === 'failure')) continue;
      try {
        const all = rule.find(subject);
        if (all.length > 0) for (const found of all) findings.push(findingOf(rule, found, call));
      } catch (error) {
        crashes.push({
          rule: rule.id,
          call,
          error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        });
      }
    }
    return findings;
  };
  const conclude = (findings: readonly Finding[], missing: readonly Need[], decisive: boolean): SubjectDiagnosis => {
    if (findings.length === 0) return withoutFinding(missing, decisive);
    const named = findings.some((finding) => finding.severity === 'failure' && !lastResorts.has(finding.rule));
    const told = named ? findings.filter((finding) => !lastResorts.has(finding.rule)) : findings;
    const ranked = rank(fold(told, explains), order);
    const real = ranked.filter((finding) => finding.severity !== 'note');
    const silent = withoutFinding(missing, decisive);
    return {
      ...(real.length > 0 ? { verdict: 'found', missing } : silent),
      findings: real,
      notes: ranked.filter((finding) => finding.severity === 'note'),
    };
  };

  return {
    judge(subject) {
      const missing = missingOf(subject);
      const findings = run(subject.kind, subject, subject.id, missing, signsOf(subject));
      const result = conclude(findings, missing, isDecisive(subject));
      subjects.set(subject.id, result);
      if (subject.kind === 'other' && result.findings.length > 0) others.add(subject.id);
      const light = caseOf(subject);
      if (light !== undefined) cases.push(light);
      return result;
    },
    finish(result, summary, logLines) {
      const ofGroups = result.groups.flatMap((group) => run('group', group, group.calls[0]?.id ?? null));
      const whole = run('trace', { cases, summary, logLines }, null);
      const logged = logLines.length === 0 ? [] : run('logs', logLines, null);
      const ofCalls = whole.filter(({ call }) => call !== null);
      for (const [id, extra] of grouped([...ofGroups, ...ofCalls], ({ call }) => call ?? '')) {
        const before = subjects.get(id);
        if (before === undefined) continue;
        const own = [...before.findings, ...before.notes];
        const more = extra.filter(({ rule }) => !own.some((finding) => finding.rule === rule));
        subjects.set(id, conclude([...own, ...more], before.missing, before.verdict === 'cannot-tell'));
      }
      const all = [...subjects.values()];
      const known = logLines.some((line) => line.entry !== undefined);
      forget();
      return {
        ...concludeTrace(all, [...whole.filter(({ call }) => call === null), ...logged], known, {
          order,
          explains,
          others,
        }),
        subjects,
        crashes,
      };
    },
  };
}

/** What decides what comes first and what is folded. */
interface Ordering {
  readonly order: ReadonlyMap<string, number>;
  readonly explains: ReadonlyMap<string, readonly string[]>;
  /** Ids of subjects that are neither calls nor registrations. */
  readonly others: ReadonlySet<string>;
}

function concludeTrace(
  all: readonly SubjectDiagnosis[],
  extra: readonly Finding[],
  knownLines: boolean,
  { order, explains, others }: Ordering,
): SubjectDiagnosis {
  const found = extra.filter((finding) => finding.severity !== 'note');
  const notes = extra.filter((finding) => finding.severity === 'note');
  // Most subjects have neither.
  for (const subject of all) {
    if (subject.findings.length > 0) found.push(...subject.findings);
    if (subject.notes.length > 0) notes.push(...subject.notes);
  }
  const findings = rank(fold(found, explains), order, ({ call }) => call !== null && others.has(call));
  const noCalls = all.length === 0;
  const verdict: Verdict =
    findings.length > 0 || (noCalls && knownLines)
      ? 'found'
      : all.some((subject) => subject.verdict === 'cannot-tell') || noCalls
        ? 'cannot-tell'
        : 'clear';
  const wanting = all.filter((subject) => verdict !== 'cannot-tell' || subject.verdict === 'cannot-tell');
  const missing = [...new Set([...new Set(wanting.map((subject) => subject.missing))].flat())];
  return {
    verdict,
    missing: verdict === 'clear' ? missing.filter((need) => !DECISIVE.includes(need)) : missing,
    findings,
    notes,
  };
}

/** What is said of a subject without a finding; equal answers are one object. */
function withoutFinding(missing: readonly Need[], decisive: boolean): SubjectDiagnosis {
  const known = decisive ? OPEN : CLOSED;
  const before = known.get(missing);
  if (before !== undefined) return before;
  const verdict: Verdict = decisive && missing.some((need) => DECISIVE.includes(need)) ? 'cannot-tell' : 'clear';
  const shown = verdict === 'clear' ? missing.filter((need) => !DECISIVE.includes(need)) : missing;
  const made: SubjectDiagnosis = { verdict, missing: shown, findings: [], notes: [] };
  known.set(missing, made);
  return made;
}

// By what is missing, of which there is one object for each combination.
const OPEN = new Map<readonly Need[], SubjectDiagnosis>();
const CLOSED = new Map<readonly Need[], SubjectDiagnosis>();

/** Whether the want of start, end or both sides leaves the outcome open: a refused call has said how it ended. */
function isDecisive(subject: AnyCall): boolean {
  return !(subject.coverage.end && subject.coverage.start && subject.outcome !== 'unknown' && subject.kind !== 'call');
}

function findingOf(rule: Rule, found: Found, call: string | null): Finding {
  return {
    rule: rule.id,
    aliases: rule.aliases,
    severity: found.severity ?? rule.severity,
    certainty: found.certainty,
    atFault: found.atFault,
    ...(found.about !== undefined && { about: found.about }),
    values: found.values ?? {},
    evidence: found.evidence,
    reasons: found.reasons ?? [],
    entries: found.entries ?? [],
    call: found.call ?? call,
    calls: found.calls ?? [],
    explains: [],
  };
}
