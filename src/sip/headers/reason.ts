import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import { parseNumber, parseParams, splitList } from '../scan.ts';
import type { Params } from '../scan.ts';

/** One value of Reason (RFC 3326 2). */
export interface Reason {
  /** As written: `SIP`, `Q.850`, `STIR`, `FreeSWITCH` ... */
  readonly protocol: string;
  readonly cause?: number;
  readonly text?: string;
  readonly params: Params;
}

/** Reads a row of Reasons. Never throws. */
export function parseReasons(value: string): Reason[] {
  return splitList(value, ',').map(parseReason);
}

/** True for a cause of ITU-T Q.850, in every spelling that is met in the field. */
export function isQ850(reason: Reason): boolean {
  return /^q[.-]?850$/i.test(reason.protocol);
}

/** What is odd about a row of Reasons. Undefined: nothing. */
export function checkReason(value: string): Flaw[] | undefined {
  const odd = parseReasons(value).some(
    (reason) => reason.protocol === '' || (reason.params.has('cause') && reason.cause === undefined),
  );
  return odd || value === '' ? [flaw('reason-invalid', 'RFC 3326 2', value)] : undefined;
}

function parseReason(value: string): Reason {
  const semicolon = value.indexOf(';');
  const protocol = (semicolon < 0 ? value : value.slice(0, semicolon)).trim();
  const params = parseParams(semicolon < 0 ? '' : value.slice(semicolon + 1));
  const cause = parseNumber(params.get('cause'));
  const text = params.get('text');
  return { protocol, ...(cause === undefined ? {} : { cause }), ...(text === undefined ? {} : { text }), params };
}
