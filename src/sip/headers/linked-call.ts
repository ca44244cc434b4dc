import type { SipMessage } from '../message.ts';

// What B2BUAs, SBCs and dial plans use to carry the Call-ID of the other side.
const NAMES: ReadonlySet<string> = new Set([
  'x-call-id',
  'x-cid',
  'x-callid',
  'x-orig-call-id',
  'x-original-call-id',
  'x-inbound-call-id',
]);

/** Call-IDs of other dialogs that a message names as belonging to the same call, in their order, without repetition. */
export function linkedCallIds(message: SipMessage): string[] {
  const found = message.headerFields.filter((field) => field.value !== '' && NAMES.has(field.name.toLowerCase()));
  return [...new Set(found.map((field) => field.value))];
}
