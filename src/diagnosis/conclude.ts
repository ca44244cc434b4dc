import type { CallGroup } from '../calls/types.ts';
import { DECISIVE } from './needs.ts';
import { fold, rank } from './rank.ts';
import { failedOver, foldRelayed, sidesIn } from './relayed.ts';
import type { Finding, Need, Rule, SubjectDiagnosis, Verdict } from './rule.ts';

/** Makes verdicts of findings. */
export interface Conclusions {
  /** Of one subject; `isDecisive`: the want of start, end or both sides leaves its outcome open. */
  ofSubject(findings: readonly Finding[], missing: readonly Need[], isDecisive: boolean): SubjectDiagnosis;
  /** Of the whole trace: its subjects, what is found besides, and whether a line of a log was understood. */
  ofTrace(all: readonly SubjectDiagnosis[], extra: readonly Finding[], options: TraceOptions): SubjectDiagnosis;
}

export interface TraceOptions {
  readonly knownLines: boolean;
  /** Ids of subjects that are neither calls nor registrations. */
  readonly others: ReadonlySet<string>;
  readonly groups: readonly CallGroup[];
}

/** The order of the rules, and what they explain, decide what comes first and what is folded. */
export function createConclusions(rules: readonly Rule[]): Conclusions {
  const order = new Map(rules.map((rule, index) => [rule.id, index]));
  const explains = new Map(rules.map((rule) => [rule.id, rule.explains]));
  const lastResorts = new Set(rules.filter((rule) => rule.lastResort === true).map((rule) => rule.id));
  return {
    ofSubject(findings, missing, isDecisive) {
      if (findings.length === 0) return withoutFinding(missing, isDecisive);
      const named = findings.some((finding) => finding.severity === 'failure' && !lastResorts.has(finding.rule));
      const told = named ? findings.filter((finding) => !lastResorts.has(finding.rule)) : findings;
      const ranked = rank(fold(told, explains), order);
      const real = ranked.filter((finding) => finding.severity !== 'note');
      return {
        ...(real.length > 0 ? { verdict: 'found', missing } : withoutFinding(missing, isDecisive)),
        findings: real,
        notes: ranked.filter((finding) => finding.severity === 'note'),
      };
    },
    ofTrace(all, extra, { knownLines, others, groups }) {
      const found = extra.filter((finding) => finding.severity !== 'note');
      const notes = extra.filter((finding) => finding.severity === 'note');
      const isMadeGood = failedOver(groups);
      // Most subjects have neither.
      for (const subject of all) {
        for (const finding of subject.findings)
          if (isMadeGood(finding)) notes.push({ ...finding, severity: 'note' });
          else found.push(finding);
        if (subject.notes.length > 0) notes.push(...subject.notes);
      }
      const ranked = rank(
        fold(found, explains, sidesIn(groups)),
        order,
        ({ call }) => call !== null && others.has(call),
      );
      const findings = foldRelayed(ranked, groups);
      const verdict = verdictOf(all, findings, knownLines);
      const wanting = all.filter((subject) => verdict !== 'cannot-tell' || subject.verdict === 'cannot-tell');
      const missing = [...new Set([...new Set(wanting.map((subject) => subject.missing))].flat())];
      return { verdict, missing: verdict === 'clear' ? missing.filter(isMinor) : missing, findings, notes };
    },
  };
}

function verdictOf(all: readonly SubjectDiagnosis[], findings: readonly Finding[], knownLines: boolean): Verdict {
  const noCalls = all.length === 0;
  if (findings.length > 0 || (noCalls && knownLines)) return 'found';
  return noCalls || all.some(({ verdict }) => verdict === 'cannot-tell') ? 'cannot-tell' : 'clear';
}

/** What is said of a subject without a finding; equal answers are one object. */
function withoutFinding(missing: readonly Need[], isDecisive: boolean): SubjectDiagnosis {
  const known = isDecisive ? OPEN : CLOSED;
  const before = known.get(missing);
  if (before !== undefined) return before;
  const verdict: Verdict = isDecisive && !missing.every(isMinor) ? 'cannot-tell' : 'clear';
  const shown = verdict === 'clear' ? missing.filter(isMinor) : missing;
  const made: SubjectDiagnosis = { verdict, missing: shown, findings: [], notes: [] };
  known.set(missing, made);
  return made;
}

// By what is missing, of which there is one object for each combination.
const OPEN = new Map<readonly Need[], SubjectDiagnosis>();
const CLOSED = new Map<readonly Need[], SubjectDiagnosis>();

/** Wanting only these a trace may still be clear. */
const isMinor = (need: Need): boolean => !DECISIVE.includes(need);
