import { lineOf, type CallLine } from '../answers/index.ts';
import type { AnyCall } from '../calls/types.ts';
import { createCallTracker } from '../calls/tracker.ts';
import { patternsOf, type Catalog } from '../catalog/index.ts';
import { createDiagnostician } from '../diagnosis/diagnose.ts';
import type { Diagnosis, SubjectDiagnosis } from '../diagnosis/rule.ts';
import { createTraceReader } from '../trace/read.ts';
import type { LinePattern, LogLine, TraceSummary } from '../trace/traced.ts';
import { entriesOf } from './entries.ts';
import { createProductCounter } from './product.ts';
import { staticText } from './static-text.ts';

/** What was found in one input; kept for the buttons under its answer. */
export interface TraceResult {
  readonly file: string;
  /** Every call, registration and other, worst first. */
  readonly lines: readonly CallLine[];
  readonly diagnosis: Diagnosis;
  readonly summary: TraceSummary;
  readonly logLines: readonly LogLine[];
  readonly products: readonly string[];
  /** Catalog ids of final codes, causes and warnings, worst call first, each once. */
  readonly entries: readonly string[];
  /** The calls that can still be shown one by one, by their id. */
  readonly calls: ReadonlyMap<string, AnyCall>;
}

/** Reads one input piece by piece; memory stays flat: what has ended is judged and all but the worst is reduced to a line. */
export interface TraceSession {
  push(chunk: Uint8Array): void;
  end(): TraceResult;
}

/** What stays of every call, registration and other. */
interface Judged {
  readonly line: CallLine;
  readonly result: SubjectDiagnosis;
  readonly entries: readonly string[];
}

/** A trace of so many messages is small: its calls are taken out at its end. */
const SMALL = 20_000;
/** How often ended calls are taken out of a larger one, in messages: few at a time die young. */
const DRAIN_EVERY = 2_000;

/** True after so many messages that ended calls are to be taken out. */
export function isDrainTime(messages: number): boolean {
  return messages >= SMALL && messages % DRAIN_EVERY === 0;
}

/** Calls kept whole, for ladders and tickets: the failed ones first come, first kept, and some of the others. */
const MOST_FAILED = 300;
const MOST_OTHER = 100;

/** `file` is the name that places show. */
export function openTrace(catalog: Catalog, file: string): TraceSession {
  const tracker = createCallTracker({ soFar: () => reader.soFar() });
  const diagnostician = createDiagnostician();
  const products = createProductCounter(catalog);
  const logLines: LogLine[] = [];
  const judged: Judged[] = [];
  const kept = new Map<string, AnyCall>();
  let failed = 0;
  let others = 0;
  let messages = 0;
  const take = (call: AnyCall): void => {
    const result = diagnostician.judge(call);
    judged.push({ line: lineOf(call), result, entries: entriesOf(catalog, call) });
    const keep = result.verdict === 'found' ? (failed += 1) <= MOST_FAILED : (others += 1) <= MOST_OTHER;
    if (keep) kept.set(call.id, call);
  };
  const reader = createTraceReader(
    file,
    {
      message(message) {
        tracker.add(message);
        products.message(message);
        messages += 1;
        if (isDrainTime(messages)) tracker.closed(take);
      },
      logLine(line) {
        logLines.push(line);
        tracker.logLine(line);
      },
    },
    { patterns: linePatterns(catalog) },
  );
  return {
    push: (chunk) => reader.push(chunk),
    end() {
      const summary = reader.end();
      const result = tracker.finish(summary);
      for (const call of result.calls) take(call);
      const diagnosis = diagnostician.finish(result, summary, logLines);
      const ordered = worstFirst(judged, diagnosis);
      return {
        file,
        lines: ordered.map(({ line }) => line),
        diagnosis,
        summary,
        logLines,
        products: products.found(summary.formats, logLines),
        entries: [...new Set(ordered.flatMap(({ entries }) => entries))],
        calls: kept,
      };
    },
  };
}

/** Calls with findings in the order of the findings, then those that cannot be judged, then the rest; within each as they came. */
function worstFirst(judged: readonly Judged[], diagnosis: Diagnosis): readonly Judged[] {
  const order = new Map<string, number>();
  for (const finding of diagnosis.findings)
    if (finding.call !== null && !order.has(finding.call)) order.set(finding.call, order.size);
  const kinds = ['call', 'registration', 'other'];
  const rankOf = ({ line, result }: Judged): number =>
    order.get(line.id) ?? order.size + (result.verdict === 'cannot-tell' ? 0 : 10) + kinds.indexOf(line.kind);
  return judged.toSorted((a, b) => rankOf(a) - rankOf(b) || Number(a.line.id) - Number(b.line.id));
}

const compiled = new WeakMap<Catalog, readonly LinePattern[]>();

/** The catalog's log lines as patterns, compiled once. */
function linePatterns(catalog: Catalog): readonly LinePattern[] {
  const known = compiled.get(catalog);
  if (known !== undefined) return known;
  const patterns = catalog.entries('en').flatMap((entry): LinePattern[] =>
    entry.kind === 'log'
      ? [entry.pattern].flat().flatMap((source) =>
          patternsOf(source).map((pattern) => ({
            entry: entry.id,
            product: entry.product,
            pattern,
            hint: staticText(source),
          })),
        )
      : [],
  );
  compiled.set(catalog, patterns);
  return patterns;
}
