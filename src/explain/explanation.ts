import type { Answer } from '../answers/index.ts';
import type { AtFault, Retry } from '../catalog/index.ts';
import type { ShownTrace } from './shown.ts';
import type { TraceResult } from './trace.ts';

/** One catalog entry that fits, as the JSON contract shows it. */
export interface MatchInfo {
  readonly id: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly title: string;
  readonly atFault: AtFault | null;
  readonly retry: Retry | null;
}

/** A question in words and its answer. */
export interface QuestionExplanation {
  readonly input: 'question';
  readonly language: string;
  /** Ranked; empty where nothing matched. */
  readonly matches: readonly MatchInfo[];
  readonly answer: Answer;
}

/** A log or capture and what was found in it. */
export interface TraceExplanation {
  readonly input: 'trace';
  readonly language: string;
  /** Entries of its final codes, causes, warnings and log lines, worst first. */
  readonly matches: readonly MatchInfo[];
  /** For further looks; never shown as it is. */
  readonly result: TraceResult;
  readonly shown: ShownTrace;
  readonly answer: Answer;
}

/** Input that could not be read. */
export interface ErrorExplanation {
  readonly input: 'error';
  readonly error: { readonly what: string; readonly expected: string };
}

export type Explanation = QuestionExplanation | TraceExplanation | ErrorExplanation;
