import { firstHeader } from '../../sip/fields.ts';
import { quoteHeader, quoteLog, quoteStart } from '../evidence.ts';
import { inviteAnswers, isFirstSent } from '../look/answers.ts';
import { causesOf } from '../look/causes.ts';
import { nameOf } from '../look/name.ts';
import { between, seconds } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/** 64*T1 with T1 of 500 ms, and what a timer is late at most. */
const GIVE_UP_MS = [31_500, 33_000] as const;
const TOLD = /\back\b|retransmi|timed? ?out|no response/i;
/** Q.850: recovery on timer expiry. */
const TIMER_EXPIRED = 102;

/**
 * The side that answered hangs up 64*T1 after its 2xx, and no ACK was read: as after a missing ACK (RFC 3261 13.3.1.4). A call with its ACK
 * that lasts 32 seconds is only short, unless the 2xx was repeated or the BYE tells of a timer.
 */
export const rule = defineRule({
  id: 'drop-32s',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: ['timestamps'],
  explains: ['bye-q850'],
  spec: ['RFC 3261 13.3.1.4'],
  find(call) {
    const bye = call.bye?.request;
    if (bye === undefined || call.endedBy === 'caller') return [];
    const all = inviteAnswers(call);
    const answer = all.find((candidate) => candidate.invite.toTag === undefined && isFirstSent(candidate, all));
    const ms = between(answer?.response, bye);
    if (answer === undefined || ms === undefined || ms < GIVE_UP_MS[0] || ms > GIVE_UP_MS[1]) return [];
    const { response, repeats, acks, invite } = answer;
    if (bye.source !== undefined && response.source !== undefined && bye.source.address !== response.source.address)
      return [];
    const reason = firstHeader(bye.message, 'Reason');
    const isTold = causesOf(bye.message).includes(TIMER_EXPIRED) || TOLD.test(reason ?? '');
    const line = call.logLines.find(({ text }) =>
      /retransmission timeout|no reply to our critical packet|ack timeout/i.test(text),
    );
    // The requests of that side were not captured at all, so that an ACK could not be seen.
    const isOneSided = invite.request === undefined;
    const isSilent = acks.length === 0 && !isOneSided;
    if (!isTold && line === undefined && repeats.length === 0 && !isSilent) return [];
    return [
      {
        certainty:
          TOLD.test(reason ?? '') || line !== undefined ? 'proven' : repeats.length > 1 ? 'likely' : 'possible',
        atFault: 'depends',
        ...(bye.source !== undefined && { about: bye.source }),
        values: { host: nameOf(bye.source, bye), seconds: seconds(ms), acked: acks.length > 0 ? 'yes' : 'no' },
        evidence: [
          quoteStart(bye),
          ...(isTold && reason !== undefined ? [quoteHeader(bye, 'Reason')] : []),
          quoteStart(response, repeats.length + 1),
          ...(line === undefined ? [] : [quoteLog(line)]),
        ],
        entries: ['response/200'],
      },
    ];
  },
});
