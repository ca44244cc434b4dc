import type { Call } from '../../calls/types.ts';
import type { MediaStream } from '../../trace/traced.ts';
import { quoteStream } from '../evidence.ts';
import { fileOf, flowsOf, mediaEnds } from '../look/media-flow.ts';
import { nameOf } from '../look/name.ts';
import { lastAgreement, openPair, quoteSdp } from '../look/session.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/** What a packet holds where nobody says otherwise (RFC 3551 4.2). */
const USUAL_MS = 20;
const LEAST_PACKETS = 40;
/** Clocks of senders are a little off, packets late. */
const TOLERANCE = 0.1;

/**
 * The two sides want packets of different length (`a=ptime`, RFC 8866 6.4: a wish of the receiver), and the RTP, where it was captured,
 * goes against the wish. Sound that comes as wished is no finding.
 */
export const rule = defineRule({
  id: 'wrong-ptime',
  aliases: [],
  scope: 'call',
  severity: 'risk',
  needs: ['sdp'],
  explains: [],
  spec: ['RFC 8866 6.4', 'RFC 3551 4.2', 'RFC 3264 6.1'],
  find(call) {
    const agreement = lastAgreement(call);
    const pair = agreement === undefined ? undefined : openPair(agreement);
    if (agreement === undefined || pair === undefined) return [];
    const { offer, answer } = pair;
    const asked = [offer.ptime ?? USUAL_MS, answer.ptime ?? USUAL_MS] as const;
    if (asked[0] === asked[1]) return [];
    const isToldTwice = offer.ptime !== undefined && answer.ptime !== undefined;
    const offererIsCaller = agreement.exchange.offeredBy === 'caller';
    const bad = againstWish(call, offererIsCaller ? asked : [asked[1], asked[0]]);
    if (bad === 'as-wished' || (bad === undefined && !isToldTwice)) return [];
    const media = bad === undefined ? [] : [quoteStream(bad.stream, fileOf(call))];
    return [
      {
        certainty: bad === undefined ? 'possible' : 'likely',
        atFault: bad === undefined ? 'depends' : bad.sender,
        ...(bad !== undefined && { about: bad.stream.source }),
        values: {
          host: nameOf(bad?.stream.source ?? agreement.answer.source, agreement.answer),
          offered: asked[0],
          answered: asked[1],
          sent: bad?.sentMs ?? 0,
          wished: bad?.wishedMs ?? 0,
          seen: bad === undefined ? 'no' : 'yes',
        },
        evidence: [quoteSdp(agreement.offer, 'a=ptime'), quoteSdp(agreement.answer, 'a=ptime'), ...media],
        reasons: [
          {
            key: 'own-setting',
            certainty: bad === undefined ? 'possible' : 'likely',
            atFault: bad === undefined ? 'depends' : bad.sender,
          },
        ],
      } satisfies Found,
    ];
  },
});

interface Against {
  readonly stream: MediaStream;
  readonly sender: 'caller' | 'callee';
  readonly sentMs: number;
  readonly wishedMs: number;
}

/** The stream that is furthest from what its receiver asked for; undefined where none could be measured. */
function againstWish(call: Call, [callerMs, calleeMs]: readonly [number, number]): Against | 'as-wished' | undefined {
  if (call.streams.length === 0) return undefined;
  const { toCaller, toCallee } = flowsOf(call, mediaEnds(call));
  const measured = [
    ...toCaller.map((stream) => ({ stream, sender: 'callee' as const, sentMs: spacing(stream), wishedMs: callerMs })),
    ...toCallee.map((stream) => ({ stream, sender: 'caller' as const, sentMs: spacing(stream), wishedMs: calleeMs })),
  ].flatMap((one) => (one.sentMs === undefined ? [] : [{ ...one, sentMs: one.sentMs }]));
  if (measured.length === 0) return undefined;
  const wrong = measured
    .filter(({ sentMs, wishedMs }) => sentMs !== wishedMs)
    .toSorted((a, b) => b.sentMs / b.wishedMs - a.sentMs / a.wishedMs);
  return wrong[0] ?? 'as-wished';
}

/** Milliseconds of sound in a packet, as the spacing tells: a multiple of 10; undefined for silence suppression and the like. */
function spacing({ packets, lost, firstAt, lastAt }: MediaStream): number | undefined {
  if (packets < LEAST_PACKETS) return undefined;
  const mean = (lastAt - firstAt) / (packets + lost - 1);
  const rounded = Math.max(10, Math.round(mean / 10) * 10);
  return Math.abs(mean - rounded) / rounded <= TOLERANCE && rounded <= 120 ? rounded : undefined;
}
