import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import { parseNumber } from '../scan.ts';

/** Reads Max-Forwards: how many more hops; undefined where it is no number (RFC 3261 20.22). */
export function parseMaxForwards(value: string): number | undefined {
  return parseNumber(value);
}

/** What is odd about Max-Forwards: outside 0 to 255, or used up (RFC 3261 20.22, 16.3). Undefined: nothing. */
export function checkMaxForwards(value: string): Flaw[] | undefined {
  if (value === '70') return undefined;
  const hops = parseMaxForwards(value);
  if (hops === undefined || hops > 255) return [flaw('max-forwards-invalid', 'RFC 3261 20.22', value)];
  return hops === 0 ? [flaw('max-forwards-zero', 'RFC 3261 16.3', value)] : undefined;
}
