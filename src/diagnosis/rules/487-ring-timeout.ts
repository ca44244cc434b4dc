import type { Call } from '../../calls/types.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { cancelOf, roundSeconds, saysElsewhere } from '../look/cancel.ts';
import { causesOf, sipReason } from '../look/causes.ts';
import { nameOf, partyOf } from '../look/name.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/**
 * A ringing call ended by a timer, not by a hand: CANCEL a round number of seconds after the INVITE or the first 180, or one whose
 * Reason or final phrase says so. Timers: a dial timeout of the PBX, fr_inv_timer or timer C of a proxy (RFC 3261 16.8).
 */
export const rule = defineRule({
  id: '487-ring-timeout',
  aliases: [],
  scope: 'call',
  severity: 'risk',
  needs: [],
  when: ['cancel', 'refusal'],
  explains: ['487-caller-cancel'],
  spec: ['RFC 3261 16.8', 'RFC 3261 9.1'],
  find: (call) => byCancel(call) ?? byPhrase(call) ?? [],
});

function byCancel(call: Call): Found[] | undefined {
  const cancelled = cancelOf(call);
  if (cancelled === undefined || saysElsewhere(cancelled.cancel)) return undefined;
  const { cancel, invite, ringing, waitedMs, rangMs } = cancelled;
  const isTold =
    causesOf(cancel.message).some((cause) => cause === 18 || cause === 19) ||
    /time.?out|no.?answer/i.test(sipReason(cancel.message)?.text ?? '');
  const round = roundSeconds(waitedMs) ?? roundSeconds(rangMs);
  if (ringing === undefined || (round === undefined && !isTold)) return undefined;
  const reason = quoteHeader(cancel, 'Reason');
  return [
    {
      certainty: isTold ? 'proven' : 'likely',
      atFault: call.endedBy === 'server' ? 'server' : 'caller',
      ...(invite.uac !== undefined && { about: invite.uac }),
      values: {
        host: nameOf(invite.uac, cancel),
        number: partyOf(call.to),
        seconds: round ?? Math.round((waitedMs ?? 0) / 1000),
      },
      evidence: [
        quoteStart(cancel),
        ...(isTold ? [reason] : []),
        quoteStart(ringing),
        ...(invite.request === undefined ? [] : [quoteStart(invite.request)]),
      ],
      entries: ['response/487'],
    },
  ];
}

// Some switches answer the caller with 487 when their own ring timer ends, without any CANCEL from him.
function byPhrase(call: Call): Found[] | undefined {
  const refusal = refusalOf(call);
  if (refusal === undefined || refusal.meaning !== 'ring-timeout') return undefined;
  const base = refusedBy(call, refusal);
  return [
    {
      ...base,
      certainty: 'proven',
      atFault: 'server',
      values: { ...base.values, seconds: Math.round((refusal.waitedMs ?? 0) / 1000) },
    },
  ];
}
