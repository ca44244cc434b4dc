import type { SipMessage } from '../../sip/message.ts';
import { plainText } from '../../sip/plain-message.ts';

/** RFC 3261 18.1.1: a request within 200 bytes of the path MTU, or above 1300 where that is unknown, goes over TCP. */
export const LARGE_REQUEST = 1300;

/** About how many octets a message has on the wire; compact names and the blanks of a sender are not kept. */
export function sizeOf(message: SipMessage): number {
  const text = plainText(message);
  if (text !== undefined) return text.length;
  const { startLine, headerFields, body } = message;
  const head = headerFields.reduce(
    (sum, { name, value }) => sum + name.length + value.length + 4,
    startLine.length + 4,
  );
  return head + body.length;
}
