import { firstHeader } from '../../sip/fields.ts';
import { parseProduct } from '../../sip/headers/product.ts';
import { parseNameAddr } from '../../sip/headers/name-addr.ts';
import { parseVia } from '../../sip/headers/via.ts';
import { parseWarnings } from '../../sip/headers/warning.ts';
import type { SipMessage } from '../../sip/message.ts';
import { parseUri, uriUser } from '../../sip/uri.ts';
import type { Endpoint, TracedMessage } from '../../trace/traced.ts';
import type { FindingValue } from '../rule.ts';

/** How the sender of a message is called in a sentence: its address; without one its software, else what the message says of it; `?` at last. */
export function nameOf(element: Endpoint | undefined, message?: TracedMessage): FindingValue {
  if (element !== undefined) return ofAddress(element);
  const sip = message?.message;
  if (sip === undefined) return NAMELESS;
  const software = parseProduct(firstHeader(sip, 'Server') ?? firstHeader(sip, 'User-Agent') ?? '').name;
  return hostValue(software !== '' ? software : sip.kind === 'request' ? sentByHost(sip) : responder(sip));
}

/** The same of the receiver: a request names it in its Request-URI. */
export function receiverName(element: Endpoint | undefined, message: TracedMessage | undefined): FindingValue {
  if (element !== undefined) return ofAddress(element);
  const sip = message?.message;
  if (sip === undefined) return NAMELESS;
  return hostValue(sip.kind === 'request' ? parseUri(sip.requestUri).host : sentByHost(sip));
}

const NAMELESS: FindingValue = { value: 'host', text: '?' };

const ofAddress = ({ address }: Endpoint): FindingValue => ({
  value: /^[\d.]+$|:/.test(address) ? 'address' : 'host',
  text: address,
});

const hostValue = (host: string): FindingValue => (host === '' ? NAMELESS : { value: 'host', text: host });

const sentByHost = (sip: SipMessage): string => parseVia(firstHeader(sip, 'Via') ?? '').host;

// A response copies the Via of its request: that is who asked. Who answers stands in a Warning (20.43), else it is whom To names.
function responder(sip: SipMessage): string {
  const agent = parseWarnings(firstHeader(sip, 'Warning') ?? '')[0]?.agent ?? '';
  return isHost(agent) ? agent : (parseNameAddr(firstHeader(sip, 'To') ?? '').uri?.host ?? '');
}

// RFC 3261 20.43 allows a pseudonym; only what looks like a host is taken.
const isHost = (agent: string): boolean => /^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/.test(agent);

/** A called or calling party as a value: digits are a number, anything else a user. */
export const partyOf = (user: string): FindingValue => ({
  value: /^\+?[\d*#]+$/.test(user) ? 'number' : 'user',
  text: user === '' ? '?' : user,
});

/** The user of a Request-URI; empty where there is none. */
export function requestUser(traced: TracedMessage | undefined): string {
  return traced?.message.kind === 'request' ? (uriUser(parseUri(traced.message.requestUri)) ?? '') : '';
}

/** The host of a Request-URI; empty where there is none. */
export function requestHost(traced: TracedMessage | undefined): string {
  return traced?.message.kind === 'request' ? parseUri(traced.message.requestUri).host : '';
}
