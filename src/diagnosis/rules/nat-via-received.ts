import type { AnyCall, Transaction } from '../../calls/types.ts';
import { firstHeader, headerValues } from '../../sip/fields.ts';
import { parseNameAddr } from '../../sip/headers/name-addr.ts';
import { parseVia } from '../../sip/headers/via.ts';
import type { Via } from '../../sip/headers/via.ts';
import { parseHostPort } from '../../sip/uri.ts';
import type { Endpoint, TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { resent } from '../look/answers.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import { isPrivateAddress } from '../look/private-address.ts';
import { between } from '../look/refusal.ts';
import { sessionOf } from '../look/session.ts';
import { firstHand } from '../look/transactions.ts';
import type { Found } from '../rule.ts';

const SIP_PORT = 5060;

/**
 * A sender behind NAT: private in its Via, seen under another address by the next hop, which says so with received and rport
 * (RFC 3261 18.2.1, RFC 3581 4). Handled so it is normal, a note. A failure where the responses went to another port than the request
 * came from, and the request was repeated all the same; a risk where nothing more was heard of the sender.
 */
const [ruleForRegistrations, ruleOfCalls, ruleForOthers] = everyRequest({
  id: 'nat-via-received',
  aliases: [],
  severity: 'note',
  needs: [],
  explains: ['reg-no-second-request', 'reg-no-answer', 'invite-no-answer-udp'],
  spec: ['RFC 3261 18.2.1', 'RFC 3261 18.2.2', 'RFC 3581 3', 'RFC 3581 4'],
  find(subject) {
    const own = firstHand(subject);
    const lost = own.flatMap((transaction) => misdirected(subject, transaction));
    return lost.length > 0 ? lost.slice(0, 1) : own.flatMap(handled).slice(0, 1);
  },
});

export { ruleOfCalls as rule, ruleForOthers, ruleForRegistrations };

function topVia({ message }: TracedMessage): Via | undefined {
  const value = headerValues(message, 'Via')[0];
  return value === undefined ? undefined : parseVia(value);
}

/** Over UDP the response goes to the port of Via, unless the sender asked for rport; a NAT lets only its own port in. */
function misdirected(subject: AnyCall, transaction: Transaction): Found[] {
  const request = outside(transaction);
  const response = firstResponse(transaction);
  if (request === undefined || response === undefined || !wentElsewhere(request, response)) return [];
  const via = topVia(request);
  if (request.source?.port === undefined || via === undefined || via.transport !== 'UDP') return [];
  const isNatted = via.host !== request.source.address || (via.port ?? SIP_PORT) !== request.source.port;
  const repeats = resent(transaction).filter((copy) => (between(response, copy) ?? 0) > 0);
  if (!isNatted || (repeats.length === 0 && wentOn(subject, request.source, response))) return [];
  const atFault = via.rportAsked ? 'server' : 'caller';
  return [
    {
      severity: repeats.length > 0 ? 'failure' : 'risk',
      certainty: 'proven',
      atFault,
      about: request.source,
      values: {
        ...valuesOf(request, via),
        how: repeats.length > 0 ? 'port' : 'unheard',
        sent: response.destination?.port ?? SIP_PORT,
        port: request.source.port,
        user: { value: 'user', text: subject.from },
      },
      evidence: [quoteHeader(request, 'Via'), quoteStart(response), quoteStart(request, repeats.length + 1)],
      reasons: [{ key: via.rportAsked ? 'rport-ignored' : 'no-rport', certainty: 'likely', atFault }],
    },
  ];
}

/** The request as the next hop got it, where the log of the sender itself holds it too. */
const outside = ({ request, retransmissions }: Transaction): TracedMessage | undefined =>
  request?.source !== undefined
    ? request
    : (retransmissions.find(({ message, source }) => message.kind === 'request' && source !== undefined) ?? request);

const firstResponse = ({ provisional, final }: Transaction): TracedMessage | undefined => provisional[0] ?? final;

/** To the host that the request came from, and to another port. */
function wentElsewhere({ source }: TracedMessage, { destination }: TracedMessage): boolean {
  if (source?.port === undefined || destination?.port === undefined) return false;
  return source.port !== destination.port && source.address === destination.address;
}

/** The sender was heard of after the response: it may have got it. */
const wentOn = (subject: AnyCall, sender: Endpoint, response: TracedMessage): boolean =>
  subject.messages
    .slice(subject.messages.indexOf(response) + 1)
    .some(({ source }) => source?.address === sender.address);

/** Without its port, which an address of IPv6 in brackets has behind them. */
function hostOf(sentBy: string): string {
  const colon = sentBy.indexOf(':');
  return sentBy.startsWith('[') || sentBy.indexOf(':', colon + 1) > 0
    ? parseHostPort(sentBy).host
    : colon < 0
      ? sentBy
      : sentBy.slice(0, colon);
}

function handled(transaction: Transaction): Found[] {
  const { sentBy } = transaction;
  const request = outside(transaction);
  if (request === undefined || !isPrivateAddress(hostOf(sentBy))) return [];
  const response = firstResponse(transaction);
  const [via, back] = [topVia(request), response === undefined ? undefined : topVia(response)];
  if (response === undefined || via === undefined || wentElsewhere(request, response)) return [];
  const seen = back?.received;
  if (seen === undefined || seen === via.host) return [];
  const contact = parseNameAddr(firstHeader(request.message, 'Contact') ?? '').uri?.host ?? '';
  return [
    {
      certainty: 'proven',
      atFault: 'nobody',
      ...(request.source !== undefined && { about: request.source }),
      values: {
        ...valuesOf(request, via),
        how: 'handled',
        seen: { value: 'address', text: seen },
        contact: isPrivateAddress(contact) ? 'private' : 'other',
        media: namesPrivateMedia(request) ? 'private' : 'other',
      },
      evidence: [quoteHeader(response, 'Via'), ...(isPrivateAddress(contact) ? [quoteHeader(request, 'Contact')] : [])],
    },
  ];
}

/** An open medium is wanted at a private address: fine where the other side sends to where the packets come from (RFC 4961). */
const namesPrivateMedia = (request: TracedMessage): boolean =>
  sessionOf(request)?.media.some(({ isOpen, connection }) => isOpen && isPrivateAddress(connection?.address ?? '')) ??
  false;

const valuesOf = (request: TracedMessage, via: Via): Found['values'] & object => ({
  host: nameOf(request.source, request),
  inner: { value: 'address', text: via.host },
});
