import { firstHeader } from '../../sip/fields.ts';
import { parseProduct } from '../../sip/headers/product.ts';
import { parseVia } from '../../sip/headers/via.ts';
import { parseUri, uriUser } from '../../sip/uri.ts';
import type { Endpoint, TracedMessage } from '../../trace/traced.ts';
import type { FindingValue } from '../rule.ts';

/** How an element is called in a sentence: its address; without one its software, else the host that the message names; `?` at last. */
export function nameOf(element: Endpoint | undefined, message?: TracedMessage): FindingValue {
  if (element !== undefined)
    return { value: /^[\d.]+$|:/.test(element.address) ? 'address' : 'host', text: element.address };
  const sip = message?.message;
  if (sip === undefined) return { value: 'host', text: '?' };
  const software = parseProduct(firstHeader(sip, 'Server') ?? firstHeader(sip, 'User-Agent') ?? '').name;
  if (software !== '') return { value: 'host', text: software };
  const host = sip.kind === 'request' ? parseUri(sip.requestUri).host : parseVia(firstHeader(sip, 'Via') ?? '').host;
  return { value: 'host', text: host === '' ? '?' : host };
}

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
