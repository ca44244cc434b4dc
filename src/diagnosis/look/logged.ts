import type { LogLine } from '../../trace/traced.ts';
import type { Case } from '../rule.ts';
import { linesWith, namesParty } from './told-by-log.ts';

const MOST_LINES = 5;

/**
 * What the box itself logged of each refusal, by the id of the call, registration or other: lines that the catalog knows and that name
 * somebody of it. In a trace of one call they need not.
 */
export function loggedReasons(
  cases: readonly Case[],
  logLines: readonly LogLine[],
): ReadonlyMap<string, readonly LogLine[]> {
  const found = new Map<string, readonly LogLine[]>();
  const known = logLines.filter(({ entry }) => entry !== undefined);
  if (known.length === 0) return found;
  for (const one of cases) {
    // Of an answer that came in, the log can only say that it came.
    if ((one.statusCode ?? 0) < 300 || one.isReceived) continue;
    const near = linesWith(one, known);
    const own = (cases.length === 1 ? near : near.filter((line) => namesParty(line, one))).slice(0, MOST_LINES);
    if (own.length > 0) found.set(one.id, own);
  }
  return found;
}
