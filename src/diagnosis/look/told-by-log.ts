import type { LogLine } from '../../trace/traced.ts';
import { quoteLog } from '../evidence.ts';
import type { Case, Certainty, Evidence, Found, TraceSubject } from '../rule.ts';
import { entryOfCode } from './entries.ts';
import { nameOf } from './name.ts';

/** A log may write the reason right behind the answer. */
const LINES_AFTER = 20;
/** A log often rounds to seconds. */
const ROUNDED_MS = 1_000;
/** More lines than this with one refusal, all of a kind, tell of others. */
const MOST_NEAR = 200;

/** A refusal, and the line of the log that says why. */
export interface Told {
  readonly one: Case & { readonly final: Evidence; readonly statusCode: number };
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
    const { final, statusCode } = one;
    const near = linesWith(one, lines);
    const named = near.find((line) => namesParty(line, one));
    const line = named ?? near[0];
    if (final === undefined || statusCode === undefined || line === undefined) return [];
    return [{ one: { ...one, final, statusCode }, line, certainty: named === undefined ? 'likely' : 'proven' }];
  });
}

/** What findings about it have in common. */
export function toldFound({ one, line }: Told): Pick<Found, 'about' | 'values' | 'evidence' | 'entries' | 'call'> {
  return {
    ...(one.destination !== undefined && { about: one.destination }),
    values: { host: nameOf(one.destination), code: one.statusCode },
    evidence: [quoteLog(line), one.final, one.request],
    entries: [...(line.entry === undefined ? [] : [line.entry]), entryOfCode(one.statusCode)],
    call: one.id,
  };
}

/**
 * Lines between a request and a little behind its final response, by their places: calls of one second cannot be told apart by time.
 * `lines` are in the order of the input.
 */
export function linesWith({ request, final, clock }: Case, lines: readonly LogLine[]): readonly LogLine[] {
  if (final === undefined || !('line' in request.place) || !('line' in final.place)) return [];
  const from = firstBehind(lines, request.place.line);
  const end = firstBehind(lines, final.place.line + LINES_AFTER - 1);
  const isLater = (line: LogLine): boolean =>
    line.clock === clock && (line.at ?? 0) > (final.at ?? Infinity) + ROUNDED_MS;
  return lines.slice(from, Math.min(end, from + MOST_NEAR)).filter((line) => !isLater(line));
}

/** The index of the first one behind a line of the input. */
function firstBehind(lines: readonly LogLine[], number: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = lines[middle]?.place;
    if (place !== undefined && 'line' in place && place.line > number) high = middle;
    else low = middle + 1;
  }
  return low;
}

const SHORTEST_NAME = 3;

/** True where the line names a user or number of it; not by address, because phones behind one router share it. */
export const namesParty = ({ text }: LogLine, { from, to }: Case): boolean =>
  [from, to].some((name) => isNamed(text, name));

/** True where a name stands there as a word, so that 102 is not found in 1023; shorter ones than that may be anything. */
function isNamed(text: string, name: string): boolean {
  if (name.length < SHORTEST_NAME) return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!isWordly(text[at - 1]) && !isWordly(text[at + name.length])) return true;
  return false;
}

const isWordly = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
