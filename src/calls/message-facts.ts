import { firstHeader } from '../sip/fields.ts';
import { parseNameAddr } from '../sip/headers/name-addr.ts';
import type { SipMessage } from '../sip/message.ts';
import { parseUri, uriUser } from '../sip/uri.ts';
import { findSdp } from '../sip/bodies.ts';
import type { TracedMessage } from '../trace/traced.ts';
import { tagOf } from './keys.ts';

/** The status code of a response; undefined for a request or nothing. */
export function codeOf(traced: TracedMessage | undefined): number | undefined {
  return traced?.message.kind === 'response' ? traced.message.statusCode : undefined;
}

/** Milliseconds from one message to another; undefined unless both have times of one clock. */
export function timeBetween(one: TracedMessage | undefined, two: TracedMessage | undefined): number | undefined {
  if (one?.at === undefined || two?.at === undefined || one.clock !== two.clock) return undefined;
  const ms = two.at - one.at;
  // Midnight of a clock that knows no day.
  return ms < -43_200_000 && one.clock === 'day' ? ms + 86_400_000 : ms;
}

/** The To-tag of a message. */
export function toTagOf(traced: TracedMessage): string {
  return tagOf(firstHeader(traced.message, 'To') ?? '');
}

/** The From-tag of a message. */
export function fromTagOf(traced: TracedMessage): string {
  return tagOf(firstHeader(traced.message, 'From') ?? '');
}

/** The user of From or To; empty where there is none. */
export function userOfField(message: SipMessage, name: 'From' | 'To'): string {
  const uri = parseNameAddr(firstHeader(message, name) ?? '').uri;
  return (uri === undefined ? undefined : uriUser(uri)) ?? '';
}

/** The user of a Request-URI; empty where there is none. */
export function userOfUri(text: string): string {
  return uriUser(parseUri(text)) ?? '';
}

/** True where a message describes a session, offer or answer. */
export function hasSdp(traced: TracedMessage): boolean {
  const { body } = traced.message;
  return body !== '' && (body.startsWith('v=0') || findSdp(traced.message) !== undefined);
}
