import type { AnyCall } from '../../calls/types.ts';
import { everyRequest } from '../look/every-request.ts';
import { requestHost } from '../look/name.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { refusedRequest, requestFound } from '../look/refused-request.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import type { Found } from '../rule.ts';

/** 478 of Kamailio, 476 of OpenSIPS, 702 of PJSIP. */
const UNRESOLVED: ReadonlySet<number> = new Set([476, 478, 702]);

/** A proxy that could not find the address of the next hop by DNS (RFC 3263 4): a code of its own, or any code whose phrase speaks of DNS. */
const [ruleForRegistrations, ruleOfCalls, ruleForOthers] = everyRequest({
  id: 'dns-srv-nxdomain',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['503-local', '477-send-failed', 'callee-480'],
  spec: ['RFC 3263 4', 'RFC 3261 16.6'],
  find(subject) {
    const refused = refusedForDns(subject);
    if (refused === undefined) return [];
    const { base, request } = refused;
    const domain = requestHost(request);
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

export { ruleOfCalls as rule, ruleForOthers, ruleForRegistrations };

interface Refused {
  readonly base: Pick<Found, 'about' | 'values' | 'evidence' | 'entries'>;
  readonly request: TracedMessage | undefined;
}

function refusedForDns(subject: AnyCall): Refused | undefined {
  if (subject.kind === 'call') {
    const refusal = refusalOf(subject);
    if (refusal === undefined || (!UNRESOLVED.has(refusal.code) && refusal.meaning !== 'dns')) return undefined;
    return { base: refusedBy(subject, refusal), request: refusal.madeIn?.request ?? refusal.attempt.request };
  }
  const refused = refusedRequest(subject);
  if (refused === undefined || (!UNRESOLVED.has(refused.code) && refused.meaning !== 'dns')) return undefined;
  return { base: requestFound(refused, ['Warning']), request: refused.request };
}
