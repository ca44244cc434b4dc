import type { Flaw } from '../flaw.ts';
import { parseNumber, parseParams } from '../scan.ts';
import { checkSeconds } from './expires.ts';

/** When to ask again (RFC 3261 20.33). */
export interface RetryAfter {
  /** Seconds. */
  readonly seconds: number;
  /** Seconds for which the callee will be reachable from then on. */
  readonly duration?: number;
  readonly comment?: string;
}

/** Reads `18000;duration=3600 (in a meeting)`; undefined where no number of seconds leads. */
export function parseRetryAfter(value: string): RetryAfter | undefined {
  const seconds = parseNumber(/^\s*(\d+)/.exec(value)?.[1]);
  if (seconds === undefined) return undefined;
  const comment = /\(([^)]*)\)/.exec(value)?.[1];
  const semicolon = value.indexOf(';');
  const duration = semicolon < 0 ? undefined : parseNumber(parseParams(value.slice(semicolon + 1)).get('duration'));
  return { seconds, ...(duration === undefined ? {} : { duration }), ...(comment === undefined ? {} : { comment }) };
}

/** What is odd about a Retry-After. Undefined: nothing. */
export function checkRetryAfter(value: string): Flaw[] | undefined {
  return checkSeconds(value.split(/[;(]/, 1)[0] ?? '', 'RFC 3261 20.33');
}
