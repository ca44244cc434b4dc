import type { Diagnosis } from '../diagnosis/rule.ts';
import type { LogLine, TraceSummary } from '../trace/traced.ts';
import type { Block, Text } from './answer.ts';
import type { CallLine } from './call-line.ts';
import type { CommandValues } from './commands.ts';

/** What a trace's answer is made of. */
export interface TraceFacts {
  readonly lines: readonly CallLine[];
  readonly diagnosis: Diagnosis;
  readonly summary: TraceSummary;
  readonly logLines: readonly LogLine[];
  /** Product keys that the trace shows, the likeliest first. */
  readonly products: readonly string[];
  /** Values for commands, taken from the call that matters. */
  readonly values: CommandValues;
  /** Ids of calls that can still be shown one by one. */
  readonly kept: ReadonlySet<string>;
}

/** The part of an answer that the verdict decides. */
export interface Body {
  readonly headline: Text;
  readonly blocks: readonly Block[];
}
