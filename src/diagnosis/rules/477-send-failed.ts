import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/** A proxy that could not send the INVITE on (RFC 3261 18.4): 477 of Kamailio and OpenSIPS, or a phrase that says so. */
export const rule = defineRule({
  id: '477-send-failed',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['503-local'],
  spec: ['RFC 3261 18.4'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined || (refusal.code !== 477 && refusal.meaning !== 'send-failed')) return [];
    return [{ ...refusedBy(call, refusal), certainty: 'proven', atFault: 'server' }];
  },
});
