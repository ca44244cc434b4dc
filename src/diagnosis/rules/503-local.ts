import { firstHeader } from '../../sip/fields.ts';
import { quoteStart } from '../evidence.ts';
import type { Meaning } from '../look/phrases.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import type { Refusal } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Certainty, Reason } from '../rule.ts';

/** Causes by which a 503 comes from the telephone network behind a gateway (RFC 3398 7.2.4.1). */
const FROM_NETWORK: ReadonlySet<number> = new Set([34, 38, 41, 42, 44, 47]);

/** What a phrase says that the element itself cannot do: no gateway is left, no route, a restart. */
const OWN: ReadonlySet<Meaning> = new Set<Meaning>(['gateways-down', 'no-route', 'shutting-down']);

/**
 * A 503 of an element that did not get it from a next hop: its phrase names a local fault, or it was seen to send the INVITE on and to get
 * no 503 back, or (less sure) nothing of a next hop shows: no progress, no cause, no further INVITE (RFC 3261 16.9, 21.5.4).
 */
export const rule = defineRule({
  id: '503-local',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 16.9', 'RFC 3261 21.5.4'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined || !isLocal(refusal)) return [];
    const base = refusedBy(call, refusal);
    const further = refusal.madeIn?.passedOnTo[0]?.request;
    return [
      {
        ...base,
        certainty: certaintyOf(refusal),
        atFault: 'server',
        evidence: refusal.isOwn && further !== undefined ? [...base.evidence, quoteStart(further)] : base.evidence,
        reasons: reasonsOf(refusal),
      },
    ];
  },
});

function isLocal(refusal: Refusal): boolean {
  if (refusal.meaning === 'no-transport') return refusal.code === 500 || refusal.code === 503;
  if (refusal.code !== 503 || firstHeader(refusal.made.message, 'Retry-After') !== undefined) return false;
  if (refusal.meaning !== undefined && !OWN.has(refusal.meaning)) return false;
  // Without the INVITE nobody can say what came before.
  if (refusal.meaning === undefined && refusal.attempt.request === undefined) return false;
  const hasProgress = refusal.attempt.provisional.some(
    ({ message }) => message.kind === 'response' && message.statusCode > 100,
  );
  return !hasProgress && !refusal.causes.some((cause) => FROM_NETWORK.has(cause));
}

const certaintyOf = (refusal: Refusal): Certainty =>
  refusal.meaning !== undefined || refusal.isOwn ? 'proven' : 'likely';

function reasonsOf(refusal: Refusal): Reason[] {
  if (refusal.meaning === 'no-transport') return [{ key: 'no-transport', certainty: 'proven', atFault: 'server' }];
  if (refusal.meaning === 'gateways-down' || refusal.meaning === 'no-route')
    return [{ key: 'no-gateway-left', certainty: 'likely', atFault: 'server' }];
  if (refusal.meaning === 'shutting-down') return [{ key: 'restarting', certainty: 'proven', atFault: 'server' }];
  return refusal.isOwn ? [{ key: 'next-hop-failed', certainty: 'likely', atFault: 'server' }] : [];
}
