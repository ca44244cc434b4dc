import { codeOf, hasSdp, toTagOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { hasHeader } from '../../sip/fields.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { isWhole } from '../look/digest.ts';
import { isEmptyBody } from '../look/empty-body.ts';
import { nameOf } from '../look/name.ts';
import { quoteSdp } from '../look/session.ts';
import { answererOf, senderOf } from '../look/side.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/**
 * An offer that got no answer where it must stand: in the 2xx to the INVITE that offers (RFC 3261 13.3.1.4), or in the ACK to a 2xx that
 * offers (13.2.2.4). An answer in an earlier provisional response is one (RFC 6337 2.2).
 */
export const rule = defineRule({
  id: 'no-sdp-answer',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: ['bothSides'],
  explains: ['rtp-none-both', 'one-way-audio', 'bye-no-reason-immediate'],
  spec: ['RFC 3261 13.3.1.4', 'RFC 3261 13.2.2.4', 'RFC 3264 4', 'RFC 6337 2.2'],
  find(call) {
    const invites = call.transactions.filter(
      ({ method, passedOnFrom, request }) => method === 'INVITE' && passedOnFrom === undefined && request !== undefined,
    );
    return invites.flatMap((invite) => unanswered(call, invite)).slice(0, 1);
  },
});

function unanswered(call: Call, invite: Transaction): Found[] {
  const { request, final, provisional, acks } = invite;
  const code = codeOf(final) ?? 0;
  if (request === undefined || final === undefined || code < 200 || code >= 300) return [];
  if (hasSdp(request)) {
    const isAnswered =
      provisional.some((response) => hasSdp(response)) ||
      call.sdp.some(({ transaction, answer }) => transaction === invite && answer !== undefined);
    return isAnswered || !isEmptyBody(final) || !isWhole(request.message)
      ? []
      : [found(call, invite, 'response', request, final)];
  }
  if (!hasSdp(final) || !isEmptyBody(request) || provisional.some(hasSdp)) return [];
  const own = acks.filter((ack) => toTagOf(ack) === toTagOf(final));
  const ack = own[0];
  return ack === undefined || own.some((one) => !isEmptyBody(one)) ? [] : [found(call, invite, 'ack', final, ack)];
}

function found(
  call: Call,
  invite: Transaction,
  where: 'response' | 'ack',
  offer: TracedMessage,
  empty: TracedMessage,
): Found {
  return {
    ...(invite.toTag !== undefined && { severity: 'risk' as const }),
    certainty: 'proven',
    atFault: where === 'response' ? answererOf(call, invite, empty) : senderOf(call, invite),
    ...(empty.source !== undefined && { about: empty.source }),
    values: { host: nameOf(empty.source, empty), where, midcall: invite.toTag === undefined ? 'no' : 'yes' },
    evidence: [
      quoteStart(empty),
      ...(hasHeader(empty.message, 'Content-Length') ? [quoteHeader(empty, 'Content-Length')] : []),
      quoteStart(offer),
      quoteSdp(offer, 'm='),
    ],
    reasons: [
      {
        key: where === 'response' ? 'answer-missing' : 'ack-empty',
        certainty: 'proven',
        atFault: where === 'response' ? answererOf(call, invite, empty) : senderOf(call, invite),
      },
    ],
    entries: ['response/200'],
  };
}
