import { firstHeader } from '../fields.ts';
import type { SipMessage } from '../message.ts';
import { parseNumber } from '../scan.ts';

/** Why Asterisk hung up (X-Asterisk-HangupCause, X-Asterisk-HangupCauseCode of chan_sip and chan_pjsip). */
export interface HangupCause {
  /** ITU-T Q.850, where the code stands there. */
  readonly cause?: number;
  /** Asterisk's own name of it: `Normal Clearing`. */
  readonly text?: string;
}

/** Reads the two header fields of a message; undefined where it has neither. */
export function hangupCause(message: SipMessage): HangupCause | undefined {
  const cause = parseNumber(firstHeader(message, 'X-Asterisk-HangupCauseCode'));
  const text = firstHeader(message, 'X-Asterisk-HangupCause');
  if (cause === undefined && text === undefined) return undefined;
  return { ...(cause === undefined ? {} : { cause }), ...(text === undefined ? {} : { text }) };
}
