import type { Reply } from '../../bot/question.ts';
import { jsonOf } from '../../explain/index.ts';

/** The JSON contract, on one line. `file` is the argument as given. */
export function toJson({ explanation, answer }: Reply, file?: string): string {
  if (explanation === undefined)
    return JSON.stringify({ input: 'question', language: answer.language, matches: [], answer });
  return JSON.stringify(jsonOf(explanation, file));
}
