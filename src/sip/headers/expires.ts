import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import { isDigits, parseNumber } from '../scan.ts';

const MAX_SECONDS = 4_294_967_295;

/** Reads Expires or Min-Expires: seconds; undefined where it is no number (RFC 3261 20.19, 20.23). */
export function parseExpires(value: string): number | undefined {
  return parseNumber(value);
}

/** What is odd about delta-seconds, which end at 2^32 - 1 (RFC 3261 20.19). Undefined: nothing. */
export function checkSeconds(value: string, clause = 'RFC 3261 20.19'): Flaw[] | undefined {
  const text = value.trim();
  if (!isDigits(text)) return [flaw('seconds-invalid', clause, value)];
  return text.length > 15 || Number(text) > MAX_SECONDS ? [flaw('seconds-too-large', clause, value)] : undefined;
}
