import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';

/** A Call-ID (RFC 3261 20.8): compared octet by octet, so it stays as it is. */
export interface CallId {
  readonly text: string;
  /** What follows the `@`, often the host that made it. */
  readonly host?: string;
}

/** Reads a Call-ID. Never throws. */
export function parseCallId(value: string): CallId {
  const text = value.trim();
  const at = text.indexOf('@');
  return at < 0 || at + 1 === text.length ? { text } : { text, host: text.slice(at + 1) };
}

/** What is odd about a Call-ID: empty, or with a blank in it (RFC 3261 25.1). Undefined: nothing. */
export function checkCallId(value: string): Flaw[] | undefined {
  if (value !== '' && value.indexOf(' ') < 0 && value.indexOf('\t') < 0) return undefined;
  return [flaw('call-id-invalid', 'RFC 3261 20.8', value)];
}
