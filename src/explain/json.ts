import type { Evidence, Finding } from '../diagnosis/rule.ts';
import type { Explanation, TraceExplanation } from './explanation.ts';

/** The JSON contract of one explanation, as a plain object. `file` is the argument as given. */
export function jsonOf(explanation: Explanation, file?: string): object {
  const name = file === undefined ? {} : { file };
  if (explanation.input === 'error') return { input: 'error', ...name, error: explanation.error };
  const { language, matches, answer } = explanation;
  const trace = explanation.input === 'trace' ? { trace: traceOf(explanation) } : {};
  return { input: explanation.input, ...name, language, matches, ...trace, answer };
}

function traceOf({ result, shown }: TraceExplanation): object {
  const { summary, diagnosis } = result;
  return {
    formats: summary.formats,
    messages: summary.messages,
    duplicates: summary.duplicates,
    damaged: summary.damaged,
    logLines: summary.logLines,
    skippedLines: summary.skippedLines,
    encryptedPackets: summary.encryptedPackets,
    calls: shown.lines.map((line) => ({
      id: line.id,
      kind: line.kind,
      method: line.method,
      callIds: line.callIds,
      from: line.from,
      to: line.to,
      outcome: line.outcome,
      statusCode: line.statusCode ?? null,
      reasonPhrase: line.reasonPhrase ?? null,
      messages: line.messages,
      coverage: line.coverage,
    })),
    verdict: diagnosis.verdict,
    missing: diagnosis.missing,
    findings: shown.findings.map(findingOf),
    notes: shown.notes.map(findingOf),
  };
}

const findingOf = (finding: Finding): object => ({
  rule: finding.rule,
  aliases: finding.aliases,
  severity: finding.severity,
  certainty: finding.certainty,
  atFault: finding.atFault,
  call: finding.call,
  explains: finding.explains,
  reasons: finding.reasons,
  evidence: finding.evidence.map(evidenceOf),
  entries: finding.entries,
});

const evidenceOf = ({ place, quote }: Evidence): object =>
  'frame' in place ? { frame: place.frame, quote } : { line: place.line, quote };
