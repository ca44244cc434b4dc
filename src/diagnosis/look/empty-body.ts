import { firstHeader, hasHeader } from '../../sip/fields.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { isWhole } from './digest.ts';

/** True where a message proves that it was sent without a body (RFC 3261 20.14): a log may have left one out, or lost the rest of the message. */
export function isEmptyBody({ message, place }: TracedMessage): boolean {
  if (message.body !== '' || !isWhole(message) || hasHeader(message, 'Content-Type')) return false;
  const length = firstHeader(message, 'Content-Length');
  return length === undefined ? 'frame' in place && message.problems.length === 0 : Number(length) === 0;
}
