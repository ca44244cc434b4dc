import type { LogLine } from '../../trace/traced.ts';
import type { Case } from '../rule.ts';
import { namesParty, standsBehind } from './told-by-log.ts';

const MOST_LINES = 5;

/**
 * What the box itself logged of each refusal, by the id of the call, registration or other: lines that the catalog knows, between the
 * request and a little after the answer, which name somebody of it. In a trace of one call they need not.
 */
export function loggedReasons(
  cases: readonly Case[],
  logLines: readonly LogLine[],
): ReadonlyMap<string, readonly LogLine[]> {
  const found = new Map<string, readonly LogLine[]>();
  const known = logLines.filter(({ entry, place }) => entry !== undefined && 'line' in place);
  if (known.length === 0) return found;
  const isAlone = cases.length === 1;
  for (const one of cases) {
    if ((one.statusCode ?? 0) < 300 || !('line' in one.request.place)) continue;
    const from = firstBehind(known, one.request.place.line);
    const own: LogLine[] = [];
    for (let at = from; at < known.length && own.length < MOST_LINES; at++) {
      const line = known[at];
      if (line === undefined || !standsBehind(line, one)) break;
      if (isAlone || namesParty(line, one)) own.push(line);
    }
    if (own.length > 0) found.set(one.id, own);
  }
  return found;
}

/** The index of the first line behind a line of the input; lines come in their order. */
function firstBehind(known: readonly LogLine[], line: number): number {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = known[middle]?.place;
    if (place !== undefined && 'line' in place && place.line > line) high = middle;
    else low = middle + 1;
  }
  return low;
}
