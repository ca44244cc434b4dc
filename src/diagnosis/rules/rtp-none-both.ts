import type { Call } from '../../calls/types.ts';
import { firstHeader, headerFields } from '../../sip/fields.ts';
import { parseReasons } from '../../sip/headers/reason.ts';
import { quoteHeader, quoteLog, quoteStart, quoteStream } from '../evidence.ts';
import { fileOf } from '../look/media-flow.ts';
import { nameOf } from '../look/name.ts';
import { between, seconds } from '../look/refusal.ts';
import { agreements, lastAgreement, openPair, quoteConnectionLine, quoteSdp } from '../look/session.ts';
import { answererOf } from '../look/side.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/** What switches write where they hang up because no sound came. */
const NO_RTP =
  /\b(?:no (?:incoming |inbound )?(?:rtp|media)(?: packets?| received| activity)?|(?:rtp|media)[ _-]?(?:time-?out|timed out|inactivity)|lack of (?:audio |video )?rtp activity|(?:rtp|media) (?:was )?lost)\b/i;

/** A shorter call may have had nothing to say. */
const TALK_MS = 5_000;

/**
 * An answered call without sound, where the messages or the log say so: the side that hung up names missing RTP, or the answer
 * closed the audio stream (RFC 3264 6). No RTP in the capture says nothing: most captures hold none; but one that holds RTP of another
 * call at the same address would hold that of this one.
 */
export const rule = defineRule({
  id: 'rtp-none-both',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  explains: ['bye-q850', 'bye-no-reason-immediate', 'q850-by-class'],
  spec: ['RFC 3264 6', 'RFC 3326 2', 'RFC 3550'],
  find: (call) => [...told(call), ...logged(call), ...closed(call), ...unseen(call)].slice(0, 1),
});

function told(call: Call): Found[] {
  const bye = call.outcome === 'answered' ? call.bye?.request : undefined;
  const texts =
    bye === undefined
      ? []
      : [
          ...headerFields(bye.message, 'Reason').flatMap(({ value }) =>
            parseReasons(value).map(({ text }) => text ?? ''),
          ),
          firstHeader(bye.message, 'X-Asterisk-HangupCause') ?? '',
        ];
  const text = texts.find((candidate) => NO_RTP.test(candidate));
  if (bye === undefined || text === undefined) return [];
  const afterMs = between(call.final, bye);
  return [
    {
      certainty: 'proven',
      atFault: 'depends',
      ...(bye.source !== undefined && { about: bye.source }),
      values: {
        host: nameOf(bye.source, bye),
        how: 'told',
        timed: afterMs === undefined ? 'no' : 'yes',
        seconds: afterMs === undefined ? 0 : seconds(afterMs),
      },
      evidence: [quoteHeader(bye, 'Reason'), quoteStart(bye)],
      reasons: [{ key: 'not-arriving', certainty: 'possible', atFault: 'network' }],
    },
  ];
}

function logged(call: Call): Found[] {
  const line = call.logLines.find(({ text }) => NO_RTP.test(text));
  if (line === undefined) return [];
  const host = call.bye?.request;
  return [
    {
      certainty: 'proven',
      atFault: 'depends',
      values: { host: nameOf(host?.source, host), how: 'logged', timed: 'no', seconds: 0 },
      evidence: [quoteLog(line)],
      reasons: [{ key: 'not-arriving', certainty: 'possible', atFault: 'network' }],
    },
  ];
}

/** The capture holds RTP at the same address, of other calls alone. */
function unseen(call: Call): Found[] {
  const agreement = lastAgreement(call);
  const pair = agreement === undefined ? undefined : openPair(agreement);
  // The other side of a B2BUA call may have been recorded on another interface than this one.
  const neighbour = call.group === undefined ? call.neighbour : undefined;
  if (agreement === undefined || pair === undefined || neighbour === undefined || (call.talkMs ?? 0) < TALK_MS)
    return [];
  if (pair.offer.direction !== 'sendrecv' || pair.answer.direction !== 'sendrecv') return [];
  return [
    {
      certainty: 'likely',
      atFault: 'depends',
      ...(agreement.answer.source !== undefined && { about: agreement.answer.source }),
      values: {
        host: nameOf(agreement.answer.source, agreement.answer),
        how: 'unseen',
        timed: 'yes',
        seconds: seconds(call.talkMs ?? 0),
      },
      evidence: [
        quoteConnectionLine(agreement.answer, pair.answer),
        quoteConnectionLine(agreement.offer, pair.offer),
        quoteStream(neighbour, fileOf(call)),
      ],
      reasons: [{ key: 'not-arriving', certainty: 'possible', atFault: 'network' }],
    },
  ];
}

/** Every audio stream of the answer has port 0: nobody can send anything. */
function closed(call: Call): Found[] {
  const agreement = lastAgreement(call);
  if (agreement === undefined || agreements(call).some(({ answered }) => answered.media.some(({ isOpen }) => isOpen)))
    return [];
  const { answered, answer, exchange } = agreement;
  if (!answered.media.some(({ kind }) => kind === 'audio') || agreement.offered.media.every(({ isOpen }) => !isOpen))
    return [];
  const side = answer.message.kind === 'response' ? answererOf(call, exchange.transaction, answer) : 'caller';
  return [
    {
      certainty: 'proven',
      atFault: side,
      ...(answer.source !== undefined && { about: answer.source }),
      values: { host: nameOf(answer.source, answer), how: 'closed', timed: 'no', seconds: 0 },
      evidence: [quoteSdp(answer, 'm=audio'), quoteStart(answer)],
      reasons: [{ key: 'stream-refused', certainty: 'proven', atFault: side }],
    },
  ];
}
