import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';

const DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Reads a SIP date, `Sat, 13 Nov 2010 23:29:00 GMT`: milliseconds since the epoch, or undefined (RFC 3261 20.17). */
export function parseDate(value: string): number | undefined {
  const found = DATE.exec(value.trim());
  if (found === null) return undefined;
  const [, day = '', monthName = '', year = '', hour = '', minute = '', second = ''] = found;
  const month = MONTHS.indexOf(monthName);
  const at = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second));
  return month < 0 || new Date(at).getUTCDate() !== Number(day) ? undefined : at;
}

/** What is odd about a Date: only GMT, only in the form of RFC 1123 (RFC 3261 20.17). Undefined: nothing. */
export function checkDate(value: string): Flaw[] | undefined {
  return parseDate(value) === undefined ? [flaw('date-invalid', 'RFC 3261 20.17', value)] : undefined;
}
