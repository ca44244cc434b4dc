import type { Finding } from '../diagnosis/rule.ts';
import type { Text } from './answer.ts';
import type { CallLine } from './call-line.ts';
import { whatHappened, type FindingWords } from './finding.ts';

/** Findings that are the same fault: same rule, same code, same element. */
export interface FindingGroup {
  readonly findings: readonly Finding[];
  label(words: FindingWords): Text;
}

/** Groups in order of what to read first: the order of the findings, a larger group of the same severity before a smaller one. */
export function groupsOf(findings: readonly Finding[], lines: readonly CallLine[]): readonly FindingGroup[] {
  const codes = new Map(lines.map((line) => [line.id, line.statusCode]));
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = [
      finding.severity,
      finding.rule,
      codes.get(finding.call ?? '') ?? '',
      finding.about?.address ?? '',
    ].join('|');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const large = [...groups.values()].toSorted((a, b) => severityOf(a) - severityOf(b) || sizeOf(b) - sizeOf(a));
  return large.map((group) => ({
    findings: group,
    label: (words) => (group[0] === undefined ? [] : whatHappened(group[0], words)),
  }));
}

/** A finding of the whole trace speaks for many calls; groups of one or two keep the order of the findings. */
const sizeOf = (group: readonly Finding[]): number =>
  group[0]?.call === null ? Number.MAX_SAFE_INTEGER : group.length > 2 ? group.length : 0;

const severityOf = (group: readonly Finding[]): number => (group[0]?.severity === 'failure' ? 0 : 1);
