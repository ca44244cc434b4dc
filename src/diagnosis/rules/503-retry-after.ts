import { firstHeader } from '../../sip/fields.ts';
import { parseRetryAfter } from '../../sip/headers/retry-after.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/** A 503 that says how long to leave it alone: overload or maintenance (RFC 3261 21.5.4, 20.33; failover by RFC 3263 4.3). */
export const rule = defineRule({
  id: '503-retry-after',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['503-local', 'bye-q850'],
  spec: ['RFC 3261 21.5.4', 'RFC 3261 20.33', 'RFC 3263 4.3'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal?.code !== 503 || (refusal.meaning !== undefined && refusal.meaning !== 'shutting-down')) return [];
    const retryAfter = parseRetryAfter(
      firstHeader(refusal.made.message, 'Retry-After') ??
        firstHeader(call.final?.message ?? refusal.made.message, 'Retry-After') ??
        '',
    );
    if (retryAfter === undefined) return [];
    const base = refusedBy(call, refusal, ['Retry-After']);
    return [{ ...base, certainty: 'proven', atFault: 'server', values: { ...base.values, wait: retryAfter.seconds } }];
  },
});
