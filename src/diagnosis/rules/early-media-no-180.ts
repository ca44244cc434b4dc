import { codeOf, hasSdp } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { firstHeader, hasHeader } from '../../sip/fields.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { flowsOf, mediaEnds } from '../look/media-flow.ts';
import { nameOf } from '../look/name.ts';
import { between, seconds } from '../look/refusal.ts';
import { quoteSdp } from '../look/session.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/** So long a silence before the answer is noticed. */
const SILENT_MS = 4_000;

/**
 * A 183 with SDP and no 180: the ringing tone, if any, comes as early media (RFC 3960 3). Normal, so a note; a risk where the RTP of
 * the call was captured and none of it came to the caller before the answer, or of a call that was given up, RTP of others alone.
 */
export const rule = defineRule({
  id: 'early-media-no-180',
  aliases: [],
  scope: 'call',
  severity: 'note',
  needs: ['start'],
  explains: [],
  spec: ['RFC 3960 3', 'RFC 5009 5', 'RFC 3261 21.1.5'],
  find(call) {
    const invite = call.deciding;
    const progress = invite?.provisional.find((response) => codeOf(response) === 183 && hasSdp(response));
    if (
      invite === undefined ||
      progress === undefined ||
      invite.provisional.some((response) => codeOf(response) === 180)
    )
      return [];
    return [found(call, invite, progress)];
  },
});

function found(call: Call, invite: Transaction, progress: TracedMessage): Found {
  const waitedMs = between(progress, invite.cancel?.request ?? invite.final);
  const isSilent = waitedMs !== undefined && waitedMs >= SILENT_MS && wasSilent(call, progress, invite.final);
  const media = hasHeader(progress.message, 'P-Early-Media') ? [quoteHeader(progress, 'P-Early-Media')] : [];
  const isGated = /inactive|recvonly/i.test(firstHeader(progress.message, 'P-Early-Media') ?? '');
  return {
    ...(isSilent && { severity: 'risk' as const }),
    certainty: isSilent ? 'likely' : 'proven',
    atFault: isSilent ? 'depends' : 'nobody',
    ...(progress.source !== undefined && { about: progress.source }),
    values: {
      host: nameOf(progress.source, progress),
      silent: isSilent ? 'yes' : 'no',
      seconds: waitedMs === undefined ? 0 : seconds(waitedMs),
    },
    evidence: [quoteStart(progress), quoteSdp(progress, 'm=audio'), ...media],
    reasons: isSilent ? [{ key: isGated ? 'gated' : 'no-early-rtp', certainty: 'possible', atFault: 'depends' }] : [],
    entries: ['response/183'],
  };
}

/** RTP to the caller was recorded, but only after the answer; or that of another call, and none before this one was given up. */
function wasSilent(call: Call, progress: TracedMessage, final: TracedMessage | undefined): boolean {
  if (call.outcome === 'cancelled' || call.outcome === 'rejected')
    return call.neighbour !== undefined && call.group === undefined;
  if (call.outcome !== 'answered' || final?.at === undefined || progress.at === undefined) return false;
  const answeredAt = final.at;
  const { toCaller } = flowsOf(call, mediaEnds(call));
  return toCaller.length > 0 && toCaller.every(({ firstAt }) => firstAt >= answeredAt - 500);
}
