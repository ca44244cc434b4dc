import { NOTHING_MISSING } from './needs.ts';
import type { Crash, Finding, Found, Need, Rule, Scope, SubjectOf } from './rule.ts';
import { createSelection } from './select.ts';
import { EVERY_SIGN } from './signs.ts';

/** Lets rules look at subjects. One rule's crash is one rule's result: it stands in `crashes`, and the others go on. */
export interface Runner {
  /** `call` is the id that findings get; null for what is looked at whole. */
  run<S extends Scope>(
    scope: S,
    subject: SubjectOf[S],
    call: string | null,
    missing?: readonly Need[],
    signs?: number,
  ): Finding[];
  readonly crashes: readonly Crash[];
}

export function createRunner(rules: readonly Rule[]): Runner {
  const selected = createSelection(rules);
  const crashes: Crash[] = [];
  return {
    run(scope, subject, call, missing = NOTHING_MISSING, signs = EVERY_SIGN) {
      const findings: Finding[] = [];
      for (const rule of selected(scope, missing, signs)) {
        if (rule.lastResort === true && findings.some(({ severity }) => severity === 'failure')) continue;
        try {
          for (const found of rule.find(subject)) findings.push(findingOf(rule, found, call));
        } catch (error) {
          crashes.push({
            rule: rule.id,
            call,
            error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
          });
        }
      }
      return findings;
    },
    crashes,
  };
}

function findingOf(rule: Pick<Rule, 'id' | 'aliases' | 'severity'>, found: Found, call: string | null): Finding {
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
