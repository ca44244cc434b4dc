import { grouped } from './look/grouped.ts';
import type { Finding, Severity, Certainty } from './rule.ts';

const SEVERITIES: readonly Severity[] = ['failure', 'risk', 'note'];
const CERTAINTIES: readonly Certainty[] = ['proven', 'likely', 'possible'];

/**
 * What an engineer should read first is first: failures before risks, those of calls and registrations before those `isAside` of other
 * requests, a cause before its symptoms, the surer before the less sure.
 */
export function rank(
  findings: readonly Finding[],
  order: ReadonlyMap<string, number>,
  isAside: (finding: Finding) => boolean = () => false,
): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Number(isAside(a)) - Number(isAside(b)) ||
      Number(b.explains.length > 0) - Number(a.explains.length > 0) ||
      CERTAINTIES.indexOf(a.certainty) - CERTAINTIES.indexOf(b.certainty) ||
      (order.get(a.rule) ?? 0) - (order.get(b.rule) ?? 0),
  );
}

/**
 * Symptoms are folded under their cause on the same subject, on the sides of its B2BUA call nearer to the caller (`sidesOf`), or on the
 * calls that a finding of the whole trace is about.
 */
export function fold(
  findings: readonly Finding[],
  explains: ReadonlyMap<string, readonly string[]>,
  sidesOf: (call: string) => readonly string[] = (call) => [call],
): readonly Finding[] {
  const folded = new Set<Finding>();
  const byName = grouped(findings, nameOf);
  const result = findings.map((finding) => {
    const symptoms = (explains.get(finding.rule) ?? []).flatMap((rule) =>
      (finding.calls.length > 0 ? finding.calls : finding.call === null ? [null] : sidesOf(finding.call)).flatMap(
        (call) => byName.get(nameOf({ rule, call })) ?? [],
      ),
    );
    for (const symptom of symptoms) folded.add(symptom);
    return { finding, symptoms };
  });
  return result
    .filter(({ finding }) => !folded.has(finding))
    .map(({ finding, symptoms }) =>
      symptoms.length === 0 ? finding : { ...finding, explains: allNames(symptoms, explains) },
    );
}

const nameOf = ({ rule, call }: Pick<Finding, 'rule' | 'call'>): string => `${rule} ${call ?? ''}`;

/** The rules of the symptoms, and of what they in turn explain. */
const allNames = (
  symptoms: readonly Finding[],
  explains: ReadonlyMap<string, readonly string[]>,
): readonly string[] => [
  ...new Set(
    symptoms.flatMap((symptom) => [
      symptom.rule,
      ...symptom.explains.filter((name) => explains.get(symptom.rule)?.includes(name)),
    ]),
  ),
];
