import { hasHeader } from '../../sip/fields.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Refusal } from '../look/refusal.ts';
import type { Reason } from '../rule.ts';

/** RFC 3398 7.2.4.1: no circuit or channel available, and congestion of the switching equipment. */
const NO_CHANNEL: ReadonlySet<number> = new Set([34, 42, 44]);

/** A refusal whose phrase or cause says that no channel, call or licence was left. */
export const rule = defineRule({
  id: 'channel-limit',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['486-busy', 'callee-480', '503-local', '503-retry-after', 'bye-q850'],
  spec: ['RFC 3398 7.2.4.1', 'RFC 3261 21.5.4'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined || call.outcome !== 'rejected') return [];
    const isTold = refusal.meaning === 'channel-limit';
    if (
      !isTold &&
      (refusal.meaning !== undefined ||
        ![480, 486, 500, 503].includes(refusal.code) ||
        // Where it says when to come back, that is the news.
        hasHeader(refusal.made.message, 'Retry-After') ||
        !refusal.causes.some((cause) => NO_CHANNEL.has(cause)))
    )
      return [];
    return [
      {
        ...refusedBy(call, refusal),
        // A switch puts such a cause on what it could not send on for other reasons as well.
        certainty: isTold ? 'proven' : 'likely',
        atFault: 'depends',
        reasons: reasonsOf(refusal, isTold),
      },
    ];
  },
});

function reasonsOf(refusal: Refusal, isTold: boolean): Reason[] {
  if (/licen[cs]/i.test(refusal.phrase)) return [{ key: 'licence', certainty: 'proven', atFault: 'server' }];
  return isTold
    ? [{ key: 'limit-reached', certainty: 'proven', atFault: 'depends' }]
    : [{ key: 'no-circuit', certainty: 'likely', atFault: 'server' }];
}
