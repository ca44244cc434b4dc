import type { AnyCall } from '../../calls/types.ts';
import { everyRequest } from '../look/every-request.ts';
import { requestHost } from '../look/name.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { refusedRequest, requestFound } from '../look/refused-request.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { toldByLog, toldFound } from '../look/told-by-log.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/** 478 of Kamailio, 476 of OpenSIPS, 702 of PJSIP. */
const UNRESOLVED: ReadonlySet<number> = new Set([476, 478, 702]);

/** What softswitches write where a B2BUA could not resolve its trunk: the caller gets a code that says nothing of it. */
const LOGGED =
  /\bDNS (?:error|failure|time-?out|lookup failed)\b|\bno (?:SRV|NAPTR|AAAA|A)\b[^\n]{0,20}\brecords?\b|\b(?:unable|failed|cannot|can't|could ?n(?:o|')t|not able)(?: to)? resolve\b|\bname or service not known\b|\bno such host\b|\bNXDOMAIN\b/i;
const HOST = /sips?:[^@\s>;]*@([\w.-]+)|\b((?:[\w-]+\.)+[a-z]{2,})\b/i;
/** Codes of a server that could not send the call on. */
const NOT_SENT: ReadonlySet<number> = new Set([408, 480, 500, 502, 503, 504]);

const common = {
  id: 'dns-srv-nxdomain',
  aliases: [],
  severity: 'failure',
  needs: [],
  explains: ['503-local', '477-send-failed', 'callee-480', 'callee-408', 'bye-q850', 'q850-by-class'],
  spec: ['RFC 3263 4', 'RFC 3261 16.6'],
} as const;

/** A proxy that could not find the address of the next hop by DNS (RFC 3263 4): a code of its own, or any code whose phrase speaks of DNS. */
const [ruleForRegistrations, ruleOfCalls, ruleForOthers] = everyRequest({
  ...common,
  when: ['refusal'],
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

const ruleOfTraces = defineRule({
  ...common,
  scope: 'trace',
  find: (trace) =>
    toldByLog(
      trace,
      LOGGED,
      ({ kind, outcome, statusCode }) => kind === 'call' && outcome === 'rejected' && NOT_SENT.has(statusCode ?? 0),
    ).map((told): Found => {
      const base = toldFound(told);
      const host = HOST.exec(told.line.text);
      return {
        ...base,
        certainty: told.certainty,
        atFault: 'server',
        values: { ...base.values, domain: { value: 'host', text: host?.[1] ?? host?.[2] ?? '?' } },
      };
    }),
});

export { ruleOfCalls as rule, ruleForOthers, ruleForRegistrations, ruleOfTraces };

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
