import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import { parseContentType } from '../../sip/headers/content-type.ts';
import type { Codec } from '../../sip/sdp.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { entriesOf } from '../look/entries.ts';
import { nameOf } from '../look/name.ts';
import { chosenCodec, isDigits, lastAgreement, ofShapes, openPair, quoteSdp } from '../look/session.ts';
import { answererOf, askedBy } from '../look/side.ts';
import { ownTransactions, succeeded } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

const DTMF_BODY = /^(?:application\/(?:dtmf|dtmf-relay|vnd\.nortelnetworks\.digits)|audio\/telephone-event)$/;
/** Codecs that do not carry a tone cleanly (RFC 4733 1.1 says why events exist). */
const COMPRESSES = /^(?:G729A?|G723|iLBC|GSM|AMR(?:-WB)?|speex|opus|EVS|EVRC\w*|SILK)$/i;
/** These say that the dialog is gone, that it is the wrong moment, or ask for credentials: not that DTMF is unwelcome. */
const OTHER_MATTER: ReadonlySet<number> = new Set([401, 407, 408, 481, 487, 491, 500, 503]);

/**
 * Digits that do not get through: INFO with DTMF refused (RFC 6086), or telephone-event offered and dropped by an answer that chose a
 * compressing codec, so that not even tones in the sound survive. With G.711 tones in the sound still work: a note.
 */
export const rule = defineRule({
  id: 'dtmf-mismatch',
  aliases: [],
  scope: 'call',
  severity: 'risk',
  needs: ['sdp'],
  explains: [],
  spec: ['RFC 4733 1.1', 'RFC 3264 6.1', 'RFC 6086 4.2.2'],
  find: (call) => [...refusedInfo(call), ...dropped(call)].slice(0, 1),
});

function refusedInfo(call: Call): Found[] {
  const infos = ownTransactions(call, 'INFO').filter(isDtmf);
  const refused = infos.filter(({ final }) => (codeOf(final) ?? 0) >= 400 && !OTHER_MATTER.has(codeOf(final) ?? 0));
  const [first] = refused;
  if (first?.request === undefined || first.final === undefined || infos.some(succeeded)) return [];
  const { request, final } = first;
  return [
    {
      severity: 'failure',
      certainty: 'proven',
      atFault: 'depends',
      ...(final.source !== undefined && { about: final.source }),
      values: {
        host: nameOf(final.source, final),
        how: 'info',
        code: codeOf(final) ?? 0,
        codec: { value: 'token', text: '-' },
      },
      evidence: [quoteStart(final, refused.length), quoteStart(request), quoteHeader(request, 'Content-Type')],
      reasons: [{ key: 'info-refused', certainty: 'proven', atFault: askedBy(call, first) }],
      entries: entriesOf(final.message),
    },
  ];
}

function dropped(call: Call): Found[] {
  const agreement = lastAgreement(call);
  const codec = agreement === undefined ? undefined : codecWithoutDigits(agreement);
  if (agreement === undefined || codec === undefined) return [];
  if (ownTransactions(call, 'INFO').some((info) => isDtmf(info) && succeeded(info))) return [];
  const isLost = COMPRESSES.test(codec.name);
  const { answer, offer, exchange } = agreement;
  const side = answer.message.kind === 'response' ? answererOf(call, exchange.transaction, answer) : 'caller';
  return [
    {
      ...(!isLost && { severity: 'note' as const }),
      certainty: isLost ? 'likely' : 'proven',
      atFault: isLost ? side : 'nobody',
      ...(answer.source !== undefined && { about: answer.source }),
      values: {
        host: nameOf(answer.source, answer),
        how: isLost ? 'lost' : 'in-sound',
        code: 200,
        codec: { value: 'token', text: codec.name },
      },
      evidence: [quoteSdp(answer, 'm=audio'), quoteSdp(offer, 'm=audio')],
      reasons: isLost ? [{ key: 'events-off', certainty: 'likely', atFault: side }] : [],
    },
  ];
}

/** The codec of an answer that took no digits where some were offered. */
const codecWithoutDigits = ofShapes((offered, answered): Codec | undefined => {
  const pair = openPair({ offered, answered });
  return pair === undefined || !pair.offer.codecs.some(isDigits) || pair.answer.codecs.some(isDigits)
    ? undefined
    : chosenCodec(pair.answer);
});

const isDtmf = ({ request }: Transaction): boolean =>
  request !== undefined && DTMF_BODY.test(parseContentType(firstHeader(request.message, 'Content-Type') ?? '').type);
