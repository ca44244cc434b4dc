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
    const named = near.find((line) => names(line, one));
    const line = named ?? near[0];
    const certainty = named === undefined ? 'likely' : 'proven';
    return line === undefined ? [] : [{ one: { ...one, final }, line, certainty }];
  });
}

/** While it was refused: by the times, which a log often rounds to seconds, else between the two lines. */
function stoodWithin({ place, at }: LogLine, { firstAt, request, final }: Case): boolean {
  if (at !== undefined && firstAt !== undefined && final?.at !== undefined)
    return at >= firstAt - ROUNDED_MS && at <= final.at + ROUNDED_MS;
  if (final === undefined || 'frame' in place || 'frame' in request.place || 'frame' in final.place) return false;
  return request.place.line < place.line && place.line < final.place.line + LINES_AFTER;
}

const SHORTEST_NAME = 3;

const names = ({ text }: LogLine, { from, to }: Case): boolean =>
  [from, to].some((name) => name.length >= SHORTEST_NAME && wordOf(text, name));

/** True where the text stands there as a word, so that 102 is not found in 1023. */
function wordOf(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isWordly(text[at - 1]) && !isWordly(text[at + word.length])) return true;
  return false;
}

const isWordly = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
