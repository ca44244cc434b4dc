import type { Call, Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import type { AtFault } from '../rule.ts';

// Software that stands between the parties: PBXs, proxies, softswitches, session border controllers, application servers.
const BETWEEN =
  /asterisk|fpbx|issabel|elastix|freeswitch|fusionpbx|kamailio|openser|opensips|sip express router|\bser\b|repro|\bsems\b|yeti|3cx|vitalpbx|wildix|mikopbx|oktell|avaya|aura|cucm|sipgateway|\bcube\b|broadworks|metaswitch|perimeta|sansay|genband|sonus|ribbon|acme|oracle|\bsbc\b|mera|mvts|rtu\b|eltex|ecss|protei|audiocodes|mediant|patton|oversip|drachtio|jambonz|twilio|telnyx|bandwidth|microsoft|pexip|sippy|porta|vos3000|yate|mitel|innovaphone|starface|switch|gateway|proxy|server|\bpbx\b/i;

/** True where the software that wrote a message is one that stands between the parties, as far as it names itself. */
export function isBetween({ message }: TracedMessage): boolean {
  const software = `${firstHeader(message, 'Server') ?? ''} ${firstHeader(message, 'User-Agent') ?? ''}`;
  return BETWEEN.test(software) && !/phone|mobile|handset/i.test(software);
}

/** Which party a request of a call comes from, by its From-tag (RFC 3261 12.2.1.1). */
export const askedBy = (call: Call, transaction: Transaction): 'caller' | 'callee' =>
  transaction.fromTag !== undefined && transaction.fromTag !== '' && transaction.fromTag === call.calleeTag
    ? 'callee'
    : 'caller';

/** The side that sent a request: its party, or `server` where the software is one between them. */
export function senderOf(call: Call, transaction: Transaction): AtFault {
  const party = askedBy(call, transaction);
  return transaction.request !== undefined && isBetween(transaction.request) ? 'server' : party;
}

/** The side that answered it with this response. */
export function answererOf(call: Call, transaction: Transaction, response: TracedMessage): AtFault {
  if (isBetween(response)) return 'server';
  return askedBy(call, transaction) === 'caller' ? 'callee' : 'caller';
}
