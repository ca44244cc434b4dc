import type { Call, CallGroup } from '../calls/types.ts';
import { isSamePlace, placeOf } from './evidence.ts';
import { grouped } from './look/grouped.ts';
import type { Finding } from './rule.ts';

/** A call with the sides of its B2BUA call that lie nearer to the caller, by ids: a cause works towards the caller. */
export function sidesIn(groups: readonly CallGroup[]): (call: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  for (const { calls } of groups) {
    const ids = calls.map(({ id }) => id);
    ids.forEach((id, index) => known.set(id, ids.slice(0, index + 1)));
  }
  return (call) => known.get(call) ?? [call];
}

/**
 * What the caller's side of a B2BUA call got follows from what its far side got before: findings about that refusal are folded under the
 * first failure there, whatever code the B2BUA made of it. `findings` are in their final order.
 */
export function foldRelayed(findings: readonly Finding[], groups: readonly CallGroup[]): readonly Finding[] {
  const sure = groups.filter(isSure);
  if (sure.length === 0 || findings.length < 2) return findings;
  const byCall = grouped(findings, ({ call }) => call ?? '');
  const symptomsOf = new Map<Finding, Finding[]>();
  const folded = new Set<Finding>();
  for (const { calls } of sure)
    calls.forEach((near, index) => {
      if (near.outcome !== 'rejected') return;
      const cause = calls
        .slice(index + 1)
        .flatMap((far) => (isEarlier(far, near) ? (byCall.get(far.id) ?? []) : []))
        .find(({ severity }) => severity === 'failure');
      if (cause === undefined || folded.has(cause)) return;
      const symptoms = (byCall.get(near.id) ?? []).filter(
        (finding) => finding.severity === 'failure' && isAboutFinal(finding, near),
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
export function failedOver(groups: readonly CallGroup[]): (finding: Finding) => boolean {
  const refused = new Map<string, Call>();
  for (const { calls } of groups.filter(isSure)) {
    if (calls[0]?.outcome !== 'answered') continue;
    calls.forEach((call, index) => {
      const isMadeGood =
        call.outcome === 'rejected' && calls.slice(index + 1).some((later) => later.outcome === 'answered');
      if (isMadeGood) refused.set(call.id, call);
    });
  }
  return (finding) => {
    const call = finding.call === null ? undefined : refused.get(finding.call);
    return call !== undefined && isAboutFinal(finding, call);
  };
}

/** Sides that only may belong together tell nothing of each other's refusals. */
const isSure = ({ joinedBy }: CallGroup): boolean => joinedBy.certainty !== 'possible';

/** Refused, or given up, before the other one was refused. */
function isEarlier(far: Call, near: Call): boolean {
  if (far.outcome === 'unanswered') return true;
  if (far.outcome !== 'rejected') return false;
  return far.final?.at === undefined || near.final?.at === undefined || far.final.at <= near.final.at;
}

/** The finding quotes the final response of the call. */
function isAboutFinal({ evidence }: Finding, { final }: Call): boolean {
  return final !== undefined && evidence.some(({ place }) => isSamePlace(place, placeOf(final, 1)));
}
