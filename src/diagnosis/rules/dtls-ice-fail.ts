import type { Call } from '../../calls/types.ts';
import { headerFields } from '../../sip/fields.ts';
import { isPublicAddress } from '../look/private-address.ts';
import type { MediaPair } from '../../sip/codecs.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteChecks, quoteHeader, quoteLog, quoteStart } from '../evidence.ts';
import { fileOf } from '../look/media-flow.ts';
import { nameOf } from '../look/name.ts';
import type { ShapedMedia } from '../look/sdp-shapes.ts';
import { lastAgreement, quoteSdp } from '../look/session.ts';
import type { Agreement } from '../look/session.ts';
import { defineRule } from '../rule.ts';
import type { AtFault, Evidence, Found, Reason } from '../rule.ts';

/** What browsers, SBCs and media servers write. */
const FAILED =
  /\b(?:ICE|DTLS|STUN)\b[^\n]{0,60}\b(?:fail\w*|time-?out|timed out|disconnected|error|not (?:completed|established)|no shared cipher)\b|\b(?:fail\w*|no|without)\b[^\n]{0,30}\b(?:ICE|DTLS)\b/i;
/** One or two may be on their way when the call ends. */
const FEWEST_CHECKS = 5;
const FINGERPRINT = /fingerprint (?:mismatch|does not match|verification failed)/i;

/**
 * A WebRTC call whose media path did not come up: a BYE or a log line says that ICE or DTLS failed, or the answer cannot work
 * (RFC 8445 8, RFC 5763 5), or the capture holds connectivity checks that nobody answered. Without any of these nothing is said.
 */
export const rule = defineRule({
  id: 'dtls-ice-fail',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  explains: ['rtp-none-both', '488-private-ip', 'bye-q850', 'bye-no-reason-immediate', 'q850-by-class'],
  spec: ['RFC 8445 8', 'RFC 5763 5', 'RFC 8842 5', 'RFC 8839 4'],
  find(call) {
    const agreement = lastAgreement(call);
    const media = agreement === undefined ? undefined : streamOf(agreement);
    const told = toldBy(call);
    if (told !== undefined) return [foundTold(told, reasonsOf(media, told.text), media)];
    const conflict = media === undefined ? undefined : conflictOf(media);
    if (agreement !== undefined && conflict !== undefined) return [foundConflict(agreement, conflict)];
    return media === undefined ? [] : unanswered(call, media);
  },
});

interface Told {
  readonly evidence: Evidence;
  readonly text: string;
  readonly message?: TracedMessage;
}

interface Stream {
  readonly offer: ShapedMedia;
  readonly answer: ShapedMedia;
  readonly agreement: Agreement;
}

function toldBy(call: Call): Told | undefined {
  const last = call.bye?.request ?? call.transactions.find(({ method }) => method === 'CANCEL')?.request;
  const reason =
    last === undefined
      ? undefined
      : headerFields(last.message, 'Reason').find(({ value }) => FAILED.test(value) || FINGERPRINT.test(value));
  if (last !== undefined && reason !== undefined)
    return { evidence: quoteHeader(last, 'Reason'), text: reason.value, message: last };
  const line = call.logLines.find(({ text }) => FAILED.test(text) || FINGERPRINT.test(text));
  return line === undefined ? undefined : { evidence: quoteLog(line), text: line.text };
}

function foundTold({ evidence, text, message }: Told, reasons: Reason[], media: Stream | undefined): Found {
  const lines =
    media === undefined
      ? []
      : [quoteSdp(media.agreement.answer, 'a=candidate'), quoteSdp(media.agreement.answer, 'm=')];
  return {
    certainty: 'proven',
    atFault: 'depends',
    ...(message?.source !== undefined && { about: message.source }),
    values: {
      host: nameOf(message?.source, message),
      part: /dtls|fingerprint/i.test(text) ? 'dtls' : 'ice',
      how: 'told',
    },
    evidence: [evidence, ...(message === undefined ? [] : [quoteStart(message)]), ...lines],
    reasons,
  };
}

function foundConflict({ offer, answer }: Agreement, reason: Reason): Found {
  return {
    certainty: 'likely',
    atFault: reason.atFault,
    ...(answer.source !== undefined && { about: answer.source }),
    values: {
      host: nameOf(answer.source, answer),
      part: 'dtls',
      how: reason.key === 'no-fingerprint' ? 'bare' : 'clash',
    },
    evidence: [quoteSdp(answer, 'a=setup'), quoteSdp(answer, 'm='), quoteSdp(offer, 'm=')],
    reasons: [reason],
  };
}

/** The capture holds the checks of ICE, none of which was answered, and no RTP: no pair of addresses works (RFC 8445 7.2.5, 8). */
function unanswered(call: Call, media: Stream): Found[] {
  const checks = call.iceChecks ?? [];
  const asked = checks.reduce((sum, { requests }) => sum + requests, 0);
  const [most] = checks.toSorted((a, b) => b.requests - a.requests);
  if (most === undefined || asked < FEWEST_CHECKS || call.streams.length > 0) return [];
  if (checks.some(({ responses }) => responses > 0)) return [];
  const { answer } = media.agreement;
  return [
    {
      certainty: 'likely',
      atFault: 'depends',
      about: most.destination,
      values: { host: nameOf(most.destination), part: 'ice', how: 'checks', count: asked },
      evidence: [quoteChecks(most, fileOf(call)), quoteSdp(answer, 'a=candidate'), quoteSdp(answer, 'm=')],
      reasons: reasonsOf(media, ''),
    },
  ];
}

/** The first open medium that was offered with DTLS or ICE. */
function streamOf(agreement: Agreement): Stream | undefined {
  const pair = agreement.pairs.find(isSecured);
  return pair?.answer === undefined ? undefined : { offer: pair.offer, answer: pair.answer, agreement };
}

const isSecured = ({ offer, answer }: MediaPair<ShapedMedia>): boolean =>
  offer.isOpen && answer?.isOpen === true && (offer.fingerprint !== undefined || offer.ice !== undefined);

function reasonsOf(media: Stream | undefined, text: string): Reason[] {
  if (FINGERPRINT.test(text)) return [{ key: 'fingerprint-changed', certainty: 'likely', atFault: 'server' }];
  if (media === undefined) return [{ key: 'udp-blocked', certainty: 'possible', atFault: 'network' }];
  const conflict = conflictOf(media);
  if (conflict !== undefined) return [conflict];
  const bySide = [
    { side: sideOf(media, 'answer'), media: media.answer },
    { side: sideOf(media, 'offer'), media: media.offer },
  ];
  const noIce = media.offer.ice !== undefined && media.answer.ice === undefined;
  if (noIce) return [{ key: 'no-ice', certainty: 'likely', atFault: bySide[0]?.side ?? 'depends' }];
  const hidden = bySide.find((one) => isOnlyPrivate(one.media));
  return [
    hidden === undefined
      ? { key: 'udp-blocked', certainty: 'possible', atFault: 'network' }
      : { key: 'private-candidates', certainty: 'likely', atFault: hidden.side },
  ];
}

/** RFC 5763 5, RFC 8842 5.3: the answer to DTLS has a fingerprint, and says active or passive. */
function conflictOf(media: Stream): Reason | undefined {
  const { offer, answer } = media;
  if (offer.fingerprint === undefined || !/TLS/i.test(offer.protocol)) return undefined;
  const atFault = sideOf(media, 'answer');
  if (answer.fingerprint === undefined) return { key: 'no-fingerprint', certainty: 'likely', atFault };
  const isClash =
    answer.setup === 'actpass' ||
    (answer.setup === offer.setup && (answer.setup === 'active' || answer.setup === 'passive'));
  return isClash ? { key: 'setup-clash', certainty: 'likely', atFault } : undefined;
}

const sideOf = ({ agreement }: Stream, which: 'offer' | 'answer'): AtFault =>
  (agreement.exchange.offeredBy === 'caller') === (which === 'offer') ? 'caller' : 'callee';

/** Nothing that somebody outside could reach: no public address, no relay (RFC 8445 5.1.1). A name of mDNS tells nothing. */
const isOnlyPrivate = ({ ice }: ShapedMedia): boolean =>
  ice !== undefined &&
  ice.candidates.length > 0 &&
  ice.candidates.every(
    ({ type, address }) => type === 'host' && !isPublicAddress(address) && !address.endsWith('.local'),
  );
