import type { CallGroup } from '../calls/types.ts';
import type { Place } from '../trace/traced.ts';
import { grouped } from './look/grouped.ts';
import type { Case, Finding } from './rule.ts';

/**
 * What the caller's side of a B2BUA call got follows from what its far side got before: findings about that refusal are folded under the
 * first failure there, whatever code the B2BUA made of it. `findings` are in their final order.
 */
export function foldRelayed(
  findings: readonly Finding[],
  groups: readonly CallGroup[],
  cases: readonly Case[],
): readonly Finding[] {
  // Sides that may not belong together explain nothing.
  const sure = groups.filter(({ joinedBy }) => joinedBy.certainty !== 'possible');
  if (sure.length === 0 || findings.length < 2) return findings;
  const caseOf = new Map(cases.map((one) => [one.id, one]));
  const byCall = grouped(findings, ({ call }) => call ?? '');
  const symptomsOf = new Map<Finding, Finding[]>();
  const folded = new Set<Finding>();
  for (const { calls } of sure)
    calls.forEach(({ id }, index) => {
      const near = caseOf.get(id);
      if (near?.outcome !== 'rejected' || near.final === undefined) return;
      const { final } = near;
      const cause = calls
        .slice(index + 1)
        .flatMap((side) => (isEarlier(caseOf.get(side.id), near) ? (byCall.get(side.id) ?? []) : []))
        .find(({ severity }) => severity === 'failure');
      if (cause === undefined || folded.has(cause)) return;
      const symptoms = (byCall.get(id) ?? []).filter(
        ({ severity, evidence }) =>
          severity === 'failure' && evidence.some(({ place }) => isSamePlace(place, final.place)),
      );
      for (const symptom of symptoms) folded.add(symptom);
      symptomsOf.set(cause, [...(symptomsOf.get(cause) ?? []), ...symptoms]);
    });
  return findings
    .filter((finding) => !folded.has(finding))
    .map((finding) => {
      const names = (symptomsOf.get(finding) ?? []).map(({ rule }) => rule).filter((rule) => rule !== finding.rule);
      return names.length === 0 ? finding : { ...finding, explains: [...new Set([...finding.explains, ...names])] };
    });
}

/**
 * Tells refusals that a B2BUA made good: one of its trunks refused, a later one took the call. Such a finding is a note
 * (RFC 3261 16.7: a 503 means that another server may be tried).
 */
export function failedOver(groups: readonly CallGroup[], cases: readonly Case[]): (finding: Finding) => boolean {
  const caseOf = groups.length === 0 ? undefined : new Map(cases.map((one) => [one.id, one]));
  const places = new Map<string, Place>();
  for (const { calls, joinedBy } of groups) {
    if (joinedBy.certainty === 'possible' || calls[0]?.outcome !== 'answered') continue;
    calls.forEach(({ id, outcome }, index) => {
      const final = caseOf?.get(id)?.final;
      const isMadeGood = outcome === 'rejected' && calls.slice(index + 1).some((later) => later.outcome === 'answered');
      if (isMadeGood && final !== undefined) places.set(id, final.place);
    });
  }
  return ({ call, evidence }) => {
    const own = call === null ? undefined : places.get(call);
    return own !== undefined && evidence.some(({ place }) => isSamePlace(place, own));
  };
}

/** Refused, or given up, before the other one was refused. */
function isEarlier(far: Case | undefined, near: Case): boolean {
  if (far?.outcome === 'unanswered') return true;
  if (far?.outcome !== 'rejected' || far.final === undefined) return false;
  return far.final.at === undefined || near.final?.at === undefined || far.final.at <= near.final.at;
}

const isSamePlace = (one: Place, two: Place): boolean =>
  'frame' in one ? 'frame' in two && one.frame === two.frame : 'line' in two && one.line === two.line;
