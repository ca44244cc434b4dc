import type { LinePattern, LogLine, TraceSink } from '../traced.ts';
import type { TimeReader } from './time.ts';

/** Matches lines between messages against the catalog's patterns. */
export interface PatternMatcher {
  /** Gives the line to the sink where one of the patterns (by index) matches it. */
  match(text: string, number: number, candidates: readonly number[]): boolean;
}

const MAX_LINE = 16_384;
// [2014-10-14 16:16:20.658] ERROR[2939][C-00000001]: chan_sip.c:6116 create_addr:      2013-12-31 17:39:54.767815 [WARNING] sofia_reg.c:1533
// Nov 20 10:49:01 sbc kamailio[7421]:     0(2707) ERROR: <core> [core/sr_module.c:898]: init_mod():
const LOG_PREFIX =
  /^(?:.*?\b(?:NOTICE|WARNING|ERROR|DEBUG|VERBOSE|SECURITY|INFO|CRIT|ERR|ALERT)\b\]?(?:\[\d+\])?(?:\[C-[0-9a-f]+\])?:?\s+)(?:(?:[\w<>-]+\s+)?\[?[\w./<>-]+\.[ch](?:pp)?:?\s?\d*\]?:?\s*)?(?:[a-z_]\w*(?:\(\))?:\s+)?/;

/** `times` reads the time of a line that matches. */
export function createPatternMatcher(
  file: string,
  patterns: readonly LinePattern[],
  sink: TraceSink,
  times: TimeReader,
): PatternMatcher {
  return {
    match(text, number, candidates) {
      if (text.length > MAX_LINE) return false;
      const own = text.replace(LOG_PREFIX, '');
      for (const index of [...candidates].sort((a, b) => a - b)) {
        const known = patterns[index];
        if (known === undefined || !(matches(known.pattern, text) || (own !== text && matches(known.pattern, own))))
          continue;
        const time = times.read(text.slice(0, 160));
        const line: LogLine = {
          place: { file, line: number },
          ...(time === undefined ? {} : { at: time.at, clock: time.clock }),
          product: known.product,
          text,
          entry: known.entry,
        };
        sink.logLine(line);
        return true;
      }
      return false;
    },
  };
}

function matches(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}
