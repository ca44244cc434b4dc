import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import { isToken } from '../scan.ts';

/** Where a message stands in its dialog (RFC 3261 20.16). */
export interface CSeq {
  /** Exact up to 2^53; larger values are kept as near as a number can. */
  readonly number: number;
  readonly method: string;
}

/** Reads `4711 INVITE`; undefined where no number leads. */
export function parseCSeq(value: string): CSeq | undefined {
  const text = value.trim();
  let end = 0;
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  if (end === 0) return undefined;
  return { number: Number(text.slice(0, end)), method: text.slice(end).trim() };
}

/** What is odd about a CSeq: its number must stay below 2^31 (RFC 3261 8.1.1.5). Undefined: nothing. */
export function checkCSeq(value: string): Flaw[] | undefined {
  const cseq = parseCSeq(value);
  if (cseq === undefined || !isToken(cseq.method) || !/^\s*\d+\s/.test(value))
    return [flaw('cseq-invalid', 'RFC 3261 20.16', value)];
  return cseq.number >= 2 ** 31 ? [flaw('cseq-too-large', 'RFC 3261 8.1.1.5', value)] : undefined;
}
