import type { Answer } from '../answers/index.ts';
import type { AtFault, Retry } from '../catalog/index.ts';

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

/** Input that could not be read. `answer` says it in the reader's language. */
export interface ErrorExplanation {
  readonly input: 'error';
  readonly file?: string;
  readonly language: string;
  readonly error: { readonly what: string; readonly expected: string };
}

export type Explanation = QuestionExplanation | ErrorExplanation;
