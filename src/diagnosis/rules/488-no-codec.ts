import { isMediaCodec } from '../../sip/codecs.ts';
import type { Session } from '../look/sdp-shapes.ts';
import { agreedLater, mediaFound, mediaRefusals } from '../look/media-refusal.ts';
import type { MediaRefusal } from '../look/media-refusal.ts';
import { defineRule } from '../rule.ts';
import type { FindingValue, Reason } from '../rule.ts';

/** RFC 3261 20.43: incompatible transport protocol, and incompatible media format. */
const WARN_TRANSPORT = 302;
const WARN_FORMAT = 305;
/** What every device that speaks to a telephone network can decode. */
const EVERYWHERE = /^(?:PCMU|PCMA)$/i;
const LONGEST_LIST = 5;

/**
 * An offer whose media the other side does not take (RFC 3264 6, RFC 3261 21.4.26). That it was refused is proven; that no codec was shared
 * only where the phrase or a Warning says so.
 */
export const rule = defineRule({
  id: '488-no-codec',
  aliases: ['codec-mismatch'],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['callee-480', 'bye-q850', 'q850-by-class'],
  spec: ['RFC 3264 6', 'RFC 3261 13.3.1.3', 'RFC 3261 21.4.26', 'RFC 3261 20.43'],
  find(call) {
    return mediaRefusals(call)
      .filter(({ kind }) => kind === 'media')
      .slice(0, 1)
      .map((refusal) => {
        const found = mediaFound(
          refusal,
          ['m=audio', 'm=video'].filter((line) => refusal.request.message.body.includes(line)).slice(0, 1),
        );
        return {
          ...found,
          ...(refusal.isReInvite && { severity: agreedLater(call, refusal) ? ('note' as const) : ('risk' as const) }),
          certainty: 'proven' as const,
          atFault: 'depends' as const,
          values: { ...found.values, codecs: codecsOf(refusal.offered), told: isTold(refusal) ? 'yes' : 'no' },
          reasons: reasonsOf(refusal),
        };
      });
  },
});

const isTold = ({ meaning, warnings }: MediaRefusal): boolean =>
  meaning === 'no-codec' || warnings.some(({ code }) => code === WARN_FORMAT);

function reasonsOf(refusal: MediaRefusal): Reason[] {
  const media = refusal.offered?.media ?? [];
  if (isTold(refusal)) return [{ key: 'no-common-codec', certainty: 'proven', atFault: 'depends' }];
  const open = media.filter(({ isOpen }) => isOpen);
  if (media.length > 0 && open.length === 0)
    return [{ key: 'stream-switched-off', certainty: 'likely', atFault: refusal.offerer }];
  const isUnusual =
    open.length > 0 && open.every(({ protocol }) => !/^(?:RTP\/AVPF?|(?:UDP\/TLS\/)?RTP\/SAVPF?)$/i.test(protocol));
  if (isUnusual || refusal.warnings.some(({ code }) => code === WARN_TRANSPORT))
    return [{ key: 'unusual-transport', certainty: 'likely', atFault: refusal.offerer }];
  const audio = open.filter(({ kind }) => kind === 'audio');
  if (open.length > 0 && audio.length === 0)
    return [{ key: 'no-audio-offered', certainty: 'likely', atFault: refusal.offerer }];
  const isCommon = audio.some(({ codecs }) => codecs.some(({ name }) => EVERYWHERE.test(name)));
  if (refusal.offered === undefined) return [];
  return isCommon
    ? [{ key: 'usual-codecs-offered', certainty: 'possible', atFault: 'depends' }]
    : [{ key: 'no-common-codec', certainty: 'likely', atFault: 'depends' }];
}

function codecsOf(offered: Session | undefined): FindingValue {
  const codecs = (offered?.media ?? []).flatMap((media) => media.codecs).filter(isMediaCodec);
  const names = [...new Set(codecs.map(({ name, payloadType }) => name || String(payloadType)))];
  return { value: 'token', text: names.length === 0 ? '-' : names.slice(0, LONGEST_LIST).join(', ') };
}
