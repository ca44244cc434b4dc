import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import { parseNumber, parseParams } from '../scan.ts';

/** Session-Expires or Min-SE (RFC 4028 4, 5). */
export interface SessionTimer {
  /** Seconds. */
  readonly seconds: number;
  /** Who sends the refreshes; only in Session-Expires. */
  readonly refresher?: 'uac' | 'uas';
}

/** Reads `1800;refresher=uas`; undefined where no number leads. */
export function parseSessionTimer(value: string): SessionTimer | undefined {
  const semicolon = value.indexOf(';');
  const seconds = parseNumber(semicolon < 0 ? value : value.slice(0, semicolon));
  if (seconds === undefined) return undefined;
  const refresher =
    semicolon < 0
      ? undefined
      : parseParams(value.slice(semicolon + 1))
          .get('refresher')
          ?.toLowerCase();
  return refresher === 'uac' || refresher === 'uas' ? { seconds, refresher } : { seconds };
}

/** What is odd about Session-Expires or Min-SE: no number, or below the 90 seconds of RFC 4028 4. Undefined: nothing. */
export function checkSessionTimer(value: string): Flaw[] | undefined {
  const timer = parseSessionTimer(value);
  if (timer === undefined) return [flaw('seconds-invalid', 'RFC 4028 4', value)];
  return timer.seconds < 90 ? [flaw('session-timer-short', 'RFC 4028 4', value)] : undefined;
}
