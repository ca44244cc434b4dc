import { requestHost } from '../look/name.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/**
 * A proxy that could not find the address of the next hop by DNS (RFC 3263 4): 478 of Kamailio, 476 of OpenSIPS, 702 of PJSIP, or any code
 * whose phrase speaks of DNS.
 */
export const rule = defineRule({
  id: 'dns-srv-nxdomain',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['503-local', '477-send-failed', 'callee-480'],
  spec: ['RFC 3263 4', 'RFC 3261 16.6'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined || (![476, 478, 702].includes(refusal.code) && refusal.meaning !== 'dns')) return [];
    const base = refusedBy(call, refusal);
    const domain = requestHost(refusal.madeIn?.request ?? refusal.attempt.request);
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'server',
        values: { ...base.values, domain: { value: 'host', text: domain === '' ? '?' : domain } },
      },
    ];
  },
});
