import type { AnyCall, Transaction } from '../calls/types.ts';
import { hasHeader } from '../sip/fields.ts';
import type { SipMessage } from '../sip/message.ts';

/**
 * What a subject shows at a glance: a final response of 300 or more, a request without a final response, repetitions, a CANCEL, several
 * final responses to one request, requests of a dialog besides ACK and BYE, a BYE or CANCEL that says why, an odd message.
 */
export type Sign = 'refusal' | 'silence' | 'repetition' | 'cancel' | 'fork' | 'mid-call' | 'reason' | 'flaw';

const BITS: Readonly<Record<Sign, number>> = {
  refusal: 1,
  silence: 2,
  repetition: 4,
  cancel: 8,
  fork: 16,
  'mid-call': 32,
  reason: 64,
  flaw: 128,
};

/** Several signs as bits of one number. */
export const bitsOf = (signs: readonly Sign[]): number => signs.reduce((bits, sign) => bits | BITS[sign], 0);

/** All of them: for what is looked at whole. */
export const EVERY_SIGN = -1;

/** The signs that a subject shows, as such a number. One look at each message: it spares plain calls most of the rules. */
export function signsOf(subject: AnyCall): number {
  let bits = 0;
  for (const transaction of subject.transactions) bits |= ofTransaction(transaction);
  for (const { message } of subject.messages) if (message.problems.length > 0) bits |= BITS.flaw;
  return bits;
}

function ofTransaction({ method, toTag, request, final, finals, retransmissions, cancel }: Transaction): number {
  let bits = 0;
  for (const { message } of finals) if (message.kind === 'response' && message.statusCode >= 300) bits |= BITS.refusal;
  if (finals.length > 1) bits |= BITS.fork;
  if (final === undefined && method !== 'ACK') bits |= BITS.silence;
  if (retransmissions.length > 0) bits |= BITS.repetition;
  if (cancel !== undefined || method === 'CANCEL') bits |= BITS.cancel;
  if (method === 'INVITE' ? toTag !== undefined : !PLAIN.has(method)) bits |= BITS['mid-call'];
  if ((method === 'BYE' || method === 'CANCEL') && request !== undefined && saysWhy(request.message))
    bits |= BITS.reason;
  return bits;
}

const saysWhy = (message: SipMessage): boolean =>
  hasHeader(message, 'Reason') ||
  hasHeader(message, 'X-Asterisk-HangupCauseCode') ||
  hasHeader(message, 'X-Asterisk-HangupCause');

/** What every call may have besides its INVITE. */
const PLAIN: ReadonlySet<string> = new Set(['ACK', 'BYE', 'CANCEL']);
