import type { LogLine } from '../../trace/traced.ts';
import type { Case, Certainty, Evidence, TraceSubject } from '../rule.ts';

const ROUNDED_MS = 1_000;
/** A log may write the reason right behind the answer. */
const LINES_AFTER = 20;

/** A refusal, and the line of the log that says why. */
export interface Told {
  readonly one: Case & { readonly final: Evidence };
  readonly line: LogLine;
  /** Proven where the line names one of its numbers or users; else it only stands at the right place. */
  readonly certainty: Certainty;
}

/** Refusals whose reason no message names and a log line that stands with them does. */
export function toldByLog(
  { cases, logLines }: TraceSubject,
  reason: RegExp,
  isRefused: (one: Case) => boolean,
): readonly Told[] {
  const lines = logLines.filter(({ text }) => reason.test(text));
  if (lines.length === 0) return [];
  return cases.filter(isRefused).flatMap((one): Told[] => {
    const { final } = one;
    if (final === undefined) return [];
    const near = lines.filter((line) => stoodWithin(line, one));
    const named = near.find((line) => namesParty(line, one));
    const line = named ?? near[0];
    const certainty = named === undefined ? 'likely' : 'proven';
    return line === undefined ? [] : [{ one: { ...one, final }, line, certainty }];
  });
}

/** While it was refused: by the times, which a log often rounds to seconds, else between the two lines. */
function stoodWithin({ place, at }: LogLine, { firstAt, request, final }: Case): boolean {
  if (at !== undefined && firstAt !== undefined && final?.at !== undefined)
    return at >= firstAt - ROUNDED_MS && at <= final.at + ROUNDED_MS;
  return (
    'line' in place && 'line' in request.place && place.line > request.place.line && standsBehind({ place }, { final })
  );
}

/** True up to a little behind the final response, by the lines of the input. */
export const standsBehind = ({ place }: Pick<LogLine, 'place'>, { final }: Pick<Case, 'final'>): boolean =>
  final !== undefined && 'line' in place && 'line' in final.place && place.line < final.place.line + LINES_AFTER;

const SHORTEST_NAME = 3;

/** True where the line names a user or number of it; not by address, because phones behind one router share it. */
export const namesParty = ({ text }: LogLine, { from, to }: Case): boolean =>
  [from, to].some((name) => wordOf(text, name));

/** True where a name stands there as a word, so that 102 is not found in 1023; shorter ones than that may be anything. */
function wordOf(text: string, word: string): boolean {
  if (word.length < SHORTEST_NAME) return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isWordly(text[at - 1]) && !isWordly(text[at + word.length])) return true;
  return false;
}

const isWordly = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
