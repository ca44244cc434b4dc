import { headerFields } from '../../sip/fields.ts';
import { hangupCause } from '../../sip/headers/hangup-cause.ts';
import { isQ850, parseReasons } from '../../sip/headers/reason.ts';
import type { SipMessage } from '../../sip/message.ts';

/** Cause values that ITU-T Q.850 (Table 1) assigns. */
export const ASSIGNED_CAUSES: ReadonlySet<number> = new Set([
  1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 33, 34, 38, 39, 40, 41,
  42, 43, 44, 45, 46, 47, 49, 50, 52, 53, 54, 55, 56, 57, 58, 62, 63, 65, 66, 69, 70, 79, 81, 82, 83, 84, 85, 86, 87,
  88, 90, 91, 95, 96, 97, 98, 99, 100, 101, 102, 103, 110, 111, 127,
]);

/** The causes of ITU-T Q.850 that a message carries: Reason (RFC 3326 2) first, then Asterisk's own header field. */
export function causesOf(message: SipMessage): readonly number[] {
  const reasons = headerFields(message, 'Reason').flatMap((field) => parseReasons(field.value));
  const told = [...reasons.filter(isQ850).map((reason) => reason.cause), hangupCause(message)?.cause];
  return [...new Set(told.filter((cause): cause is number => cause !== undefined && cause > 0))];
}

/** Which header field of a message carries its cause. */
export const causeHeader = (message: SipMessage): string =>
  headerFields(message, 'Reason').some((field) => parseReasons(field.value).some(isQ850))
    ? 'Reason'
    : 'X-Asterisk-HangupCauseCode';

/** The value that an unassigned cause is treated as: the unspecified one of its class (Q.850 2.2.5, bits 5 to 7 are the class). */
export function classCause(cause: number): number {
  const classes = [31, 31, 47, 63, 79, 95, 111, 127];
  return classes[Math.min(Math.max(cause, 0), 127) >> 4] ?? 31;
}

/** The code of a Reason with protocol SIP: what the sender says happened elsewhere (RFC 3326 2). */
export function sipReason(message: SipMessage): { readonly cause?: number; readonly text?: string } | undefined {
  const reasons = headerFields(message, 'Reason').flatMap((field) => parseReasons(field.value));
  const found = reasons.find((reason) => /^sip$/i.test(reason.protocol));
  if (found === undefined) return undefined;
  return {
    ...(found.cause !== undefined && { cause: found.cause }),
    ...(found.text !== undefined && { text: found.text }),
  };
}
