import { entryOfCode } from '../look/entries.ts';
import { mediaFound, mediaRefusals } from '../look/media-refusal.ts';
import type { MediaRefusal } from '../look/media-refusal.ts';
import { isSecureMedia } from '../look/session.ts';
import { toldByLog, toldFound } from '../look/told-by-log.ts';
import { defineRule } from '../rule.ts';
import type { Found, Reason } from '../rule.ts';

const LOGGED = /setup to use SRTP, but request was not/i;

const common = {
  id: '488-srtp-required',
  aliases: [],
  severity: 'failure',
  needs: [],
  explains: ['488-no-codec', 'callee-480', 'bye-q850', 'q850-by-class'],
  spec: ['RFC 3711', 'RFC 4568 7.1.2', 'RFC 5763 6.6', 'RFC 3261 21.4.26'],
} as const;

/**
 * Media refused because of encryption: the refusal says so, or nothing but SRTP was offered and refused (RFC 4568 7.1.2, RFC 5763 6.6).
 * A plain 488 to plain RTP says neither and stays with 488-no-codec.
 */
export const rule = defineRule({
  ...common,
  scope: 'call',
  when: ['refusal'],
  find(call) {
    return mediaRefusals(call)
      .filter(({ kind }) => kind === 'srtp')
      .slice(0, 1)
      .map((refusal) => {
        const found = mediaFound(refusal, refusal.offered === undefined ? [] : ['m=']);
        const offer = offerOf(refusal);
        return {
          ...found,
          ...(refusal.isReInvite && { severity: 'risk' as const }),
          certainty: saysSo(refusal) ? ('proven' as const) : ('likely' as const),
          atFault: 'depends' as const,
          values: { ...found.values, offer },
          reasons: reasonsOf(refusal, offer),
        };
      });
  },
});

/** chan_sip does not say why it answers 488; its log does, right above the answer. */
export const ruleOfTraces = defineRule({
  ...common,
  scope: 'trace',
  find: (trace) =>
    toldByLog(trace, LOGGED, ({ statusCode }) => statusCode === 488 || statusCode === 606).map((told): Found => {
      const base = toldFound(told);
      return {
        ...base,
        certainty: 'proven',
        atFault: 'depends',
        values: { ...base.values, phrase: { value: 'token', text: told.one.reasonPhrase ?? '' }, offer: 'rtp' },
        reasons: [{ key: 'srtp-demanded', certainty: 'proven', atFault: 'depends' }],
        entries: [entryOfCode(told.one.statusCode)],
      };
    }),
});

type Offer = 'srtp' | 'rtp' | 'both' | 'unseen';

function offerOf({ offered }: MediaRefusal): Offer {
  const open = (offered?.media ?? []).filter(({ isOpen, kind }) => isOpen && (kind === 'audio' || kind === 'video'));
  if (open.length === 0) return 'unseen';
  if (open.every(isSecureMedia)) return 'srtp';
  // RFC 8643: keys in a description of plain RTP offer both.
  return open.some((media) => isSecureMedia(media) || media.crypto.length > 0 || media.fingerprint !== undefined)
    ? 'both'
    : 'rtp';
}

/** The words of the refusal name encryption: the offer alone proves nothing. */
const saysSo = ({ phrase, warnings, meaning }: MediaRefusal): boolean =>
  meaning === 'srtp' ||
  /rtp|crypto|encrypt|secure|savp|dtls/i.test([phrase, ...warnings.map(({ text }) => text)].join(' '));

function reasonsOf(refusal: MediaRefusal, offer: Offer): Reason[] {
  const certainty = saysSo(refusal) ? 'proven' : 'likely';
  if (offer === 'rtp') return [{ key: 'srtp-demanded', certainty, atFault: 'depends' }];
  const isDtls = (refusal.offered?.media ?? []).some(({ fingerprint }) => fingerprint !== undefined);
  if (offer === 'srtp')
    return [{ key: isDtls ? 'dtls-refused' : 'sdes-refused', certainty: 'likely', atFault: 'depends' }];
  return [];
}
