import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteStart } from '../evidence.ts';
import { nameOf } from '../look/name.ts';
import { between, seconds } from '../look/refusal.ts';
import { ownTransactions } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';

/** How soon a caller that gave up hangs up what was answered nevertheless. */
const PROMPT_MS = 5_000;
/** Packets that cross on the wire: the 200 may even be captured before the CANCEL. */
const CROSSING_MS = 1_000;

/** CANCEL and 200 to the INVITE cross: the caller has to ACK and to send BYE (RFC 3261 9.1, 15). Without that BYE the callee stays in the call. */
export const rule = defineRule({
  id: 'cancel-200-race',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['cancel'],
  explains: [
    'ack-missing',
    'drop-32s',
    '487-caller-cancel',
    '487-ring-timeout',
    'bye-no-reason-immediate',
    'rtp-none-both',
    'one-way-audio',
  ],
  spec: ['RFC 3261 9.1', 'RFC 3261 9.2', 'RFC 3261 15'],
  find(call) {
    const invite = call.attempts.find(isCrossed);
    const cancel = invite?.cancel?.request;
    if (invite?.final === undefined || cancel === undefined) return [];
    const { final } = invite;
    const bye = byeOfCaller(call, invite);
    const waited = between(final, bye ?? call.bye?.request);
    const watched = call.bye?.request?.at ?? call.watchedUntil;
    const isPrompt = bye !== undefined && (waited === undefined || waited <= PROMPT_MS);
    const isWatched = watched !== undefined && final.at !== undefined && watched - final.at >= PROMPT_MS;
    // A trace that ends here proves no missing BYE.
    const isOpen = bye === undefined && (call.bye !== undefined || isWatched);
    const end = bye ?? call.bye?.request;
    return [
      {
        severity: isOpen ? ('failure' as const) : isPrompt || bye === undefined ? ('note' as const) : ('risk' as const),
        certainty: 'proven',
        atFault: isOpen ? 'caller' : 'nobody',
        ...(invite.uac !== undefined && { about: invite.uac }),
        values: {
          host: nameOf(invite.uac, cancel),
          ended: isOpen ? 'no' : 'yes',
          timed: waited === undefined ? 'no' : 'yes',
          ...(waited !== undefined && { seconds: seconds(waited) }),
        },
        evidence: [quoteStart(cancel), quoteStart(final), ...(end === undefined ? [] : [quoteStart(end)])],
        entries: ['response/200'],
      },
    ];
  },
});

function isCrossed({ cancel, final }: Transaction): boolean {
  const code = codeOf(final) ?? 0;
  return (
    cancel?.request !== undefined && code >= 200 && code < 300 && (between(final, cancel.request) ?? 0) <= CROSSING_MS
  );
}

const byeOfCaller = (call: Call, invite: Transaction): TracedMessage | undefined =>
  ownTransactions(call, 'BYE').find(({ fromTag }) => fromTag === invite.fromTag)?.request;
