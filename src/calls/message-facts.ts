import { firstHeader, hasHeader } from '../sip/fields.ts';
import { parseNameAddr } from '../sip/headers/name-addr.ts';
import type { SipMessage } from '../sip/message.ts';
import { parseUri, uriUser } from '../sip/uri.ts';
import { findSdp } from '../sip/bodies.ts';
import type { Clock, TracedMessage } from '../trace/traced.ts';
import { tagOf } from './keys.ts';

/** The status code of a response; undefined for a request or nothing. */
export function codeOf(traced: TracedMessage | undefined): number | undefined {
  return traced?.message.kind === 'response' ? traced.message.statusCode : undefined;
}

/** Milliseconds from one message to another; undefined unless both have times of one clock. */
export function timeBetween(one: TracedMessage | undefined, two: TracedMessage | undefined): number | undefined {
  if (one?.at === undefined || two?.at === undefined || one.clock !== two.clock) return undefined;
  return elapsedMs(one.at, two.at, one.clock);
}

/** Milliseconds between two times of one clock; midnight does not turn a clock back that knows no day. */
export function elapsedMs(from: number, to: number, clock: Clock | undefined): number {
  const ms = to - from;
  return clock === 'day' && ms < -DAY_MS / 2 ? ms + DAY_MS : ms;
}

const DAY_MS = 86_400_000;

/** A 401 or 407, all of it, without the challenge that it must have (RFC 3261 21.4.2, 21.4.8): no credentials can answer it. */
export function asksForNothing(message: SipMessage): boolean {
  return (
    message.kind === 'response' &&
    (message.statusCode === 401 || message.statusCode === 407) &&
    // The header fields are there, to their usual end.
    hasHeader(message, 'Via') &&
    hasHeader(message, 'Content-Length') &&
    !hasHeader(message, 'WWW-Authenticate') &&
    !hasHeader(message, 'Proxy-Authenticate')
  );
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
  const value = firstHeader(message, name);
  if (value === undefined) return '';
  const open = value.lastIndexOf('<');
  const quick = open < 0 ? undefined : plainUser(value, open + 1);
  if (quick !== undefined) return quick;
  const uri = parseNameAddr(value).uri;
  return (uri === undefined ? undefined : uriUser(uri)) ?? '';
}

/** The user of a Request-URI; empty where there is none. */
export function userOfUri(text: string): string {
  return plainUser(text, 0) ?? uriUser(parseUri(text)) ?? '';
}

// sip:+15551234@...: the user of almost every URI; whatever else stands in one is left to the parser.
function plainUser(text: string, at: number): string | undefined {
  if (!text.startsWith('sip:', at)) return undefined;
  for (let end = at + 4; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 64) return text.slice(at + 4, end);
    const isPlain =
      (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 43;
    if (!isPlain) return undefined;
  }
  return undefined;
}

/** True where a message describes a session, offer or answer. */
export function hasSdp(traced: TracedMessage): boolean {
  const { body } = traced.message;
  return body !== '' && (body.startsWith('v=0') || findSdp(traced.message) !== undefined);
}
