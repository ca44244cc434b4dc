import type { Call } from '../../calls/types.ts';
import { hasHeader } from '../../sip/fields.ts';
import { quoteHeader, quoteIcmp, quoteStart } from '../evidence.ts';
import { firstTarget } from '../look/answers.ts';
import { addressee, lostAckOf, wentElsewhere } from '../look/lost-ack.ts';
import type { LostAck } from '../look/lost-ack.ts';
import { nameOf } from '../look/name.ts';
import { isPrivateAddress } from '../look/private-address.ts';
import { seconds } from '../look/refusal.ts';
import { answererOf, senderOf } from '../look/side.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** The ACK was sent, but to another address than the 2xx came from, and the 2xx is repeated all the same (RFC 3261 12.2.1.1, 13.3.1.4). */
export const rule = defineRule({
  id: 'ack-sent-wrong-ip',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['repetition'],
  explains: ['ack-missing', 'drop-32s', 'bye-q850', 'bye-no-reason-immediate', 'bye-481'],
  spec: ['RFC 3261 12.2.1.1', 'RFC 3261 13.2.2.4', 'RFC 3261 13.3.1.4'],
  find(call) {
    const lost = lostAckOf(call);
    const ack = lost?.ack;
    if (lost === undefined || ack === undefined || !wentElsewhere(ack, lost.seenByCaller)) return [];
    const { seenByCaller, bye, gaveUpMs, times } = lost;
    const { response } = seenByCaller;
    const to = ack.destination ?? { address: addressee(ack)?.host ?? '' };
    const reasons = [reasonOf(call, lost)];
    const refused = call.icmpErrors.find(({ destination }) => destination.address === to.address);
    const field = hasHeader(response.message, 'Record-Route') ? 'Record-Route' : 'Contact';
    return [
      {
        certainty: 'proven',
        atFault: reasons[0]?.atFault ?? 'depends',
        about: to,
        values: {
          address: nameOf(to),
          host: nameOf(response.source, response),
          count: times,
          ended: gaveUpMs === undefined ? 'no' : 'yes',
          ...(gaveUpMs !== undefined && { seconds: seconds(gaveUpMs) }),
        },
        evidence: [
          quoteStart(ack),
          quoteHeader(response, field),
          quoteStart(response, times),
          ...(refused === undefined ? [] : [quoteIcmp(refused)]),
          ...(bye === undefined ? [] : [quoteStart(bye)]),
        ],
        reasons,
        entries: ['response/200'],
      },
    ];
  },
});

/** Whose doing it is: of the side that named the address, or of the sender that took another one. */
function reasonOf(call: Call, { answer, seenByCaller, ack }: LostAck): Reason {
  const { invite, response } = answer;
  const named = firstTarget(seenByCaller.response);
  const used = ack === undefined ? undefined : addressee(ack);
  if (named !== undefined && used !== undefined && named.uri.host !== used.host) {
    return { key: 'not-the-contact', certainty: 'likely', atFault: senderOf(call, invite) };
  }
  const atFault = named?.field === 'Record-Route' ? 'server' : answererOf(call, invite, response);
  if (used !== undefined && isPrivateAddress(used.host))
    return { key: 'private-address', certainty: 'likely', atFault };
  return { key: 'other-address', certainty: 'possible', atFault };
}
