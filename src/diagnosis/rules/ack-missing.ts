import type { Call, Transaction } from '../../calls/types.ts';
import { hasHeader } from '../../sip/fields.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { contactTarget, firstTarget, isOutOfReach } from '../look/answers.ts';
import type { InviteAnswer } from '../look/answers.ts';
import { lostAckOf, wentElsewhere } from '../look/lost-ack.ts';
import type { LostAck } from '../look/lost-ack.ts';
import { nameOf } from '../look/name.ts';
import { between, seconds } from '../look/refusal.ts';
import { answererOf, senderOf } from '../look/side.ts';
import { defineRule } from '../rule.ts';
import type { Evidence, Reason } from '../rule.ts';

/**
 * A 2xx to an INVITE that its sender repeats: no ACK reached it (RFC 3261 13.3.1.4). The ACK goes to the Record-Route and Contact of that
 * 2xx (12.2.1.1, 13.2.2.4), so an address there that the caller cannot reach is the first suspect.
 */
export const rule = defineRule({
  id: 'ack-missing',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['repetition'],
  explains: ['drop-32s', 'bye-q850', 'bye-no-reason-immediate', '481-midcall', 'bye-481'],
  spec: ['RFC 3261 13.3.1.4', 'RFC 3261 13.2.2.4', 'RFC 3261 12.2.1.1', 'RFC 3261 17.1.1.3'],
  find(call) {
    const lost = lostAckOf(call);
    if (lost === undefined || (lost.ack !== undefined && wentElsewhere(lost.ack, lost.seenByCaller))) return [];
    const { answer, ack, bye, gaveUpMs, times } = lost;
    const { response } = answer;
    const reasons = reasonsOf(call, lost);
    const waited = gaveUpMs ?? between(response, answer.repeats.at(-1));
    return [
      {
        certainty: 'proven',
        atFault: reasons[0]?.atFault ?? 'depends',
        ...(response.source !== undefined && { about: response.source }),
        values: {
          host: nameOf(response.source, response),
          count: times,
          ended: bye === undefined || gaveUpMs === undefined ? 'no' : 'yes',
          ...(waited !== undefined && { seconds: seconds(waited) }),
          ...contactValues(lost),
        },
        evidence: [
          quoteStart(response, times),
          ...pathEvidence(lost),
          ...(ack === undefined ? [] : [quoteStart(ack)]),
          ...(bye === undefined ? [] : [quoteStart(bye)]),
        ],
        reasons,
        entries: ['response/200'],
      },
    ];
  },
});

function reasonsOf(call: Call, { answer, seenByCaller, ack, stuckAt }: LostAck): Reason[] {
  const { invite, response } = answer;
  const reasons: Reason[] = [];
  if (mismatched(call, answer) !== undefined)
    reasons.push({ key: 'ack-unmatched', certainty: 'likely', atFault: senderOf(call, invite) });
  if (stuckAt !== undefined) reasons.push({ key: 'not-passed-on', certainty: 'likely', atFault: 'server' });
  const route = hasHeader(seenByCaller.response.message, 'Record-Route')
    ? firstTarget(seenByCaller.response)
    : undefined;
  if (ack === undefined && stuckAt === undefined && route !== undefined && isOutOfReach(route, seenByCaller.response)) {
    reasons.push({ key: 'private-record-route', certainty: 'likely', atFault: 'server' });
  }
  if (hasPrivateContact({ answer, seenByCaller }))
    reasons.push({ key: 'private-contact', certainty: 'likely', atFault: answererOf(call, invite, response) });
  // The log of the sender of the INVITE itself, which holds all that it sends.
  if (ack === undefined && invite.request?.direction === 'sent' && response.direction === 'received') {
    reasons.push({ key: 'not-sent', certainty: 'likely', atFault: senderOf(call, invite) });
  }
  // The log of the receiver itself: the ACK came in, and did not count.
  if (ack?.direction === 'received')
    return [...reasons, { key: 'ack-ignored', certainty: 'likely', atFault: answererOf(call, invite, response) }];
  if (ack !== undefined && reasons.length === 0)
    reasons.push({ key: 'ack-lost', certainty: 'likely', atFault: 'network' });
  return reasons;
}

// With Record-Route only the last proxy sends to the Contact.
function hasPrivateContact({ answer, seenByCaller }: Pick<LostAck, 'answer' | 'seenByCaller'>): boolean {
  const isRouted = hasHeader(seenByCaller.response.message, 'Record-Route');
  const { response } = isRouted ? answer : seenByCaller;
  const contact = contactTarget(response.message);
  const isLastHop = !isRouted || answer !== seenByCaller;
  return contact !== undefined && isLastHop && isOutOfReach(contact, response);
}

/** An ACK with another CSeq number or To-tag than the answer asks for (13.2.2.4): its receiver has to ignore it. */
function mismatched(call: Call, { invite, response }: InviteAnswer): Transaction | undefined {
  const known = call.transactions.filter(({ method }) => method === 'INVITE').flatMap(({ acks }) => acks);
  return call.transactions.find(
    ({ method, request, fromTag }) =>
      method === 'ACK' &&
      request !== undefined &&
      fromTag === invite.fromTag &&
      !known.includes(request) &&
      (between(response, request) ?? 0) >= 0,
  );
}

function pathEvidence({ answer, seenByCaller, stuckAt }: LostAck): Evidence[] {
  const { response } = hasHeader(seenByCaller.response.message, 'Record-Route') ? seenByCaller : answer;
  const fields = ['Record-Route', 'Contact'].filter((name) => hasHeader(response.message, name));
  const passed = stuckAt?.acks[0];
  return [...fields.map((name) => quoteHeader(response, name)), ...(passed === undefined ? [] : [quoteStart(passed)])];
}

function contactValues({ answer, seenByCaller, stuckAt }: LostAck): Record<string, ReturnType<typeof nameOf>> {
  const contact = contactTarget(answer.response.message);
  const { destination } = seenByCaller.response;
  return {
    peer: nameOf(destination, seenByCaller.invite.request),
    ...(contact !== undefined && { contact: nameOf({ address: contact.uri.host }) }),
    ...(stuckAt !== undefined && { proxy: nameOf(stuckAt.invite.uas, stuckAt.response) }),
  };
}
