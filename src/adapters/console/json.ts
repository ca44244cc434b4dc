import type { Reply } from '../../bot/question.ts';

/** The JSON contract, on one line. `file` is the argument as given. */
export function toJson(reply: Reply, file?: string): string {
  const { explanation, answer } = reply;
  if (explanation === undefined) return JSON.stringify({ input: 'question', language: answer.language, matches: [], answer });
  const { input, ...rest } = explanation;
  return JSON.stringify({ input, ...(file !== undefined && { file }), ...rest });
}
