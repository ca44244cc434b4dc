import type { CallLine } from '../answers/index.ts';
import type { Evidence, Finding } from '../diagnosis/rule.ts';
import { createAliases, learn, masked, secretsOnly, type Aliases, type Masking } from '../privacy/index.ts';
import type { TraceResult } from './trace.ts';

/** What of a trace may be shown to its reader. */
export interface ShownTrace {
  readonly lines: readonly CallLine[];
  readonly findings: readonly Finding[];
  readonly notes: readonly Finding[];
}

const aliasesOf = new WeakMap<TraceResult, Aliases>();

/** Masking for one reader of a trace: same number, same alias in every answer about it. */
export function maskingFor(result: TraceResult, mask: boolean): Masking {
  if (!mask) return secretsOnly;
  const known = aliasesOf.get(result);
  if (known !== undefined) return masked(known);
  const aliases = createAliases();
  aliasesOf.set(result, aliases);
  const masking = masked(aliases);
  for (const line of result.lines) maskLine(line, masking);
  learn(aliases, result);
  return masking;
}

/** The parts of the JSON contract that come from the input. */
export function shownTrace(result: TraceResult, masking: Masking): ShownTrace {
  return {
    lines: result.lines.map((line) => maskLine(line, masking)),
    findings: result.diagnosis.findings.map((finding) => maskFinding(finding, masking)),
    notes: result.diagnosis.notes.map((finding) => maskFinding(finding, masking)),
  };
}

const party = (user: string, masking: Masking): string =>
  user === '' ? '' : masking.value({ value: /^\+?[\d*#]+$/.test(user) ? 'number' : 'user', text: user }).text;

const maskLine = (line: CallLine, masking: Masking): CallLine => ({
  ...line,
  from: party(line.from, masking),
  to: party(line.to, masking),
  callIds: line.callIds.map((callId) => masking.value({ value: 'callId', text: callId }).text),
  ...(line.reasonPhrase !== undefined && { reasonPhrase: masking.raw(line.reasonPhrase) }),
});

function maskFinding(finding: Finding, masking: Masking): Finding {
  const [first, ...rest] = finding.evidence;
  const mask = (evidence: Evidence): Evidence => ({ ...evidence, quote: masking.raw(evidence.quote) });
  return { ...finding, evidence: [mask(first), ...rest.map(mask)] };
}
