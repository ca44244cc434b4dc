import { codeOf } from '../../calls/message-facts.ts';
import type { Call } from '../../calls/types.ts';
import { quoteStart, quoteHeader } from '../evidence.ts';
import { isEmptyBody } from '../look/empty-body.ts';
import { entriesOf } from '../look/entries.ts';
import { mediaFound, mediaRefusals } from '../look/media-refusal.ts';
import { nameOf } from '../look/name.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { quoteSdp } from '../look/session.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/** Words of those who want the offer in the INVITE. */
const WANTS_OFFER =
  /\b(?:missing session description|empty (?:body|sdp)|no (?:sdp|session description|offer)|sdp (?:is )?(?:missing|required)|missing (?:sdp|body)|(?:delayed|late) (?:offer|media))\b/i;

/**
 * An INVITE without SDP: the offer comes in the response, the answer in the ACK (RFC 3261 13.2.1). Legal, so a note; a failure where
 * the other side refused it.
 */
export const rule = defineRule({
  id: 'late-offer',
  aliases: [],
  scope: 'call',
  severity: 'note',
  needs: [],
  explains: ['bad-header', '488-no-codec', 'bye-q850', 'q850-by-class'],
  spec: ['RFC 3261 13.2.1', 'RFC 3261 13.2.2.4', 'RFC 3264 4'],
  find: (call) => [...refused(call), ...worked(call)].slice(0, 1),
});

function refused(call: Call): Found[] {
  const refusal = refusalOf(call);
  const request = refusal?.madeIn?.request ?? refusal?.attempt.request;
  if (refusal === undefined || request === undefined || !isEmptyBody(request)) return [];
  const media = mediaRefusals(call).find(({ kind, isReInvite }) => kind === 'no-offer' && !isReInvite);
  const isTold = WANTS_OFFER.test(refusal.phrase);
  if (media === undefined && !isTold) return [];
  const common = media === undefined ? refusedBy(call, refusal, []) : mediaFound(media, []);
  return [
    {
      ...common,
      severity: 'failure',
      certainty: isTold ? 'proven' : 'likely',
      atFault: 'depends',
      values: { ...common.values, result: 'refused' },
      reasons: [{ key: 'early-offer-wanted', certainty: isTold ? 'proven' : 'likely', atFault: 'depends' }],
      entries: entriesOf(refusal.made.message),
    },
  ];
}

function worked(call: Call): Found[] {
  const exchange = call.sdp.find(
    ({ transaction, offer, answer }) =>
      transaction.method === 'INVITE' &&
      transaction.toTag === undefined &&
      offer?.message.kind === 'response' &&
      answer !== undefined,
  );
  const { request } = exchange?.transaction ?? {};
  if (exchange?.offer === undefined || exchange.answer === undefined || request === undefined) return [];
  return [
    {
      certainty: 'proven',
      atFault: 'nobody',
      ...(request.source !== undefined && { about: request.source }),
      values: { host: nameOf(request.source, request), code: codeOf(exchange.offer) ?? 200, result: 'worked' },
      evidence: [quoteHeader(request, 'Content-Length'), quoteSdp(exchange.offer, 'm='), quoteStart(exchange.answer)],
    },
  ];
}
