import { sentByOf } from '../../calls/keys.ts';
import type { AnyCall, Transaction } from '../../calls/types.ts';
import { headerFields, headerValues, rowValues } from '../../sip/fields.ts';
import { parseNameAddr } from '../../sip/headers/name-addr.ts';
import { parseVia } from '../../sip/headers/via.ts';
import { parseHostPort } from '../../sip/uri.ts';
import { quoteField, quoteHeader, quoteStart } from '../evidence.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import { isPrivateAddress, isPublicAddress } from '../look/private-address.ts';
import { quoteSdp, sessionOf } from '../look/session.ts';
import { isBetween } from '../look/side.ts';
import { firstHand } from '../look/transactions.ts';
import type { Found } from '../rule.ts';

/** A host with two ports: a rewriter added its own behind the one that stood there. */
const TWO_PORTS = /(?:\d{1,3}\.){3}\d{1,3}:\d{1,5}:\d{1,5}\b/;
// Two colons are a cheap look before the whole pattern.
const isTwo = (value: string): boolean => value.indexOf(':', value.indexOf(':') + 1) > 0 && TWO_PORTS.test(value);

/** What most bodies lack, before they are read: a beginning of a private address (RFC 1918, RFC 6598, RFC 3927, RFC 4193). */
const PRIVATE_MEDIA = /^c=IN IP(?:4 (?:10\.|172\.|192\.168\.|100\.|169\.254\.)|6 f)/m;
const PLAIN: ReadonlySet<string> = new Set(['ACK', 'BYE', 'CANCEL']);

/**
 * Signs of a router that rewrites SIP (RFC 3027 3.5): a Via that comes back other than it went out, though a response copies it
 * (RFC 3261 8.2.6.2); two ports behind one host; a public Contact with a private SDP. Only the capture on both sides of the router proves
 * who did it.
 */
const [ruleForRegistrations, ruleOfCalls, ruleForOthers] = everyRequest({
  id: 'sip-alg',
  aliases: [],
  severity: 'risk',
  needs: [],
  explains: ['bad-header', 'content-length-mismatch'],
  spec: ['RFC 3261 8.2.6.2', 'RFC 3261 18.2.1', 'RFC 3027 3.5'],
  find(subject) {
    const own = firstHand(subject);
    return [...own.flatMap(changedVia), ...own.flatMap(twoPorts), ...halfDone(subject, own)].slice(0, 1);
  },
});

export { ruleOfCalls as rule, ruleForOthers, ruleForRegistrations };

function changedVia({ request, messages, returnedSentBy }: Transaction): Found[] {
  if (request === undefined || returnedSentBy === undefined) return [];
  const response = messages.find(({ message }) => message.kind === 'response' && sentByOf(message) === returnedSentBy);
  if (response === undefined) return [];
  const [one, two] = [headerValues(request.message, 'Via'), headerValues(response.message, 'Via')];
  const [sent, back] = [parseVia(one[0] ?? ''), parseVia(two[0] ?? '')];
  // The branch ties the two together; an element with a Via of its own between them is another hop.
  if (
    one.length !== 1 ||
    two.length !== 1 ||
    sent.branch === undefined ||
    sent.branch !== back.branch ||
    sent.host === '' ||
    back.host === ''
  )
    return [];
  const isSame = sent.host.toLowerCase() === back.host.toLowerCase() && (sent.port ?? 5060) === (back.port ?? 5060);
  if (isSame) return [];
  return [
    {
      certainty: 'likely',
      atFault: 'network',
      ...(request.source !== undefined && { about: request.source }),
      values: { host: nameOf(request.source, request), sign: 'via' },
      evidence: [quoteHeader(request, 'Via'), quoteHeader(response, 'Via')],
      reasons: [{ key: 'rewritten', certainty: 'likely', atFault: 'network' }],
    },
  ];
}

// The sender's own Via is the only one here.
function twoPorts({ method, request, sentBy }: Transaction): Found[] {
  // The others carry no Contact (20.10).
  if (PLAIN.has(method)) return [];
  const name = isTwo(sentBy) ? 'Via' : 'Contact';
  const field =
    request === undefined || (name === 'Contact' && !rowValues(request.message, name).some(isTwo))
      ? undefined
      : headerFields(request.message, name).find(({ value }) => isTwo(value));
  if (request === undefined || field === undefined) return [];
  return [
    {
      certainty: 'likely',
      atFault: 'network',
      ...(request.source !== undefined && { about: request.source }),
      values: { host: nameOf(request.source, request), sign: 'port' },
      evidence: [quoteField(request, field), quoteStart(request)],
      reasons: [{ key: 'rewritten', certainty: 'likely', atFault: 'network' }],
    },
  ];
}

/** A phone whose headers were translated and whose SDP was not; servers and clients with STUN have their own reasons. */
function halfDone(subject: AnyCall, own: readonly Transaction[]): Found[] {
  if (subject.kind !== 'call' || subject.outcome === 'answered' || subject.outcome === 'challenged') return [];
  return own.flatMap(({ request, sentBy }): Found[] => {
    if (request === undefined || !PRIVATE_MEDIA.test(request.message.body)) return [];
    const address = request.source?.address ?? '';
    if (parseHostPort(sentBy).host !== address || !isPublicAddress(address)) return [];
    const contact = parseNameAddr(headerValues(request.message, 'Contact')[0] ?? '').uri?.host;
    if (contact !== address) return [];
    const media = sessionOf(request)?.media.find(
      ({ isOpen, connection }) => isOpen && isPrivateAddress(connection?.address ?? ''),
    );
    if (
      request.source === undefined ||
      media === undefined ||
      isBetween(request) ||
      (media.ice?.candidates.length ?? 0) > 0
    )
      return [];
    return [
      {
        certainty: 'possible',
        atFault: 'network',
        about: request.source,
        values: { host: nameOf(request.source), sign: 'half' },
        evidence: [quoteHeader(request, 'Contact'), quoteSdp(request, 'c=')],
        reasons: [{ key: 'rewritten', certainty: 'possible', atFault: 'network' }],
      },
    ];
  });
}
