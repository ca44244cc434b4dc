import { quoteStart } from '../evidence.ts';
import { cancelOf, roundSeconds, saysElsewhere } from '../look/cancel.ts';
import { nameOf, partyOf } from '../look/name.ts';
import { seconds } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/** The caller gave up before the answer: CANCEL, then 487 (RFC 3261 9.1, 21.4.25). Normal, unless a timer did it. */
export const rule = defineRule({
  id: '487-caller-cancel',
  aliases: [],
  scope: 'call',
  severity: 'note',
  needs: [],
  when: ['cancel'],
  explains: [],
  spec: ['RFC 3261 9.1', 'RFC 3261 9.2', 'RFC 3261 21.4.25'],
  find(call) {
    const cancelled = cancelOf(call);
    if (
      cancelled === undefined ||
      call.endedBy === 'server' ||
      (call.outcome !== 'cancelled' && call.outcome !== 'unknown')
    )
      return [];
    const { cancel, invite, ringing, waitedMs, rangMs } = cancelled;
    if (saysElsewhere(cancel)) return [];
    if (ringing !== undefined && (roundSeconds(waitedMs) ?? roundSeconds(rangMs)) !== undefined) return [];
    return [
      {
        certainty: 'proven',
        atFault: 'nobody',
        ...(invite.uac !== undefined && { about: invite.uac }),
        values: {
          host: nameOf(invite.uac, cancel),
          number: partyOf(call.to),
          ...(waitedMs !== undefined && { seconds: seconds(waitedMs) }),
          timed: waitedMs === undefined ? 'no' : 'yes',
        },
        evidence: [quoteStart(cancel), ...(call.final === undefined ? [] : [quoteStart(call.final)])],
        entries: ['response/487'],
      },
    ];
  },
});
