import type { CommandValues } from '../answers/index.ts';
import type { AnyCall } from '../calls/types.ts';
import type { Finding } from '../diagnosis/rule.ts';
import { parseUri } from '../sip/uri.ts';
import type { TraceResult } from './trace.ts';

/** The real values of the call that matters, for commands: user, number, Call-ID, the address that the finding is about. */
export function valuesOf(result: TraceResult, callId?: string): CommandValues {
  const finding = result.diagnosis.findings.find((candidate) => callId === undefined || candidate.call === callId);
  const id = callId ?? finding?.call ?? result.lines[0]?.id;
  const call = id === undefined || id === null ? undefined : result.calls.get(id);
  const ip = finding?.about?.address ?? farEnd(call);
  return {
    ...userOf(finding, call),
    ...(call !== undefined && call.to !== '' && { number: call.to }),
    ...(call?.callIds[0] !== undefined && { callId: call.callIds[0] }),
    ...(ip !== undefined && { ip }),
    ...domainOf(finding, call),
  };
}

/** Whose account or device is looked at: the callee's where that side must act. */
function userOf(finding: Finding | undefined, call: AnyCall | undefined): Pick<CommandValues, 'user'> {
  const user = (finding?.atFault === 'callee' ? call?.to : undefined) ?? call?.from ?? '';
  return user === '' ? {} : { user };
}

/** What the finding calls the domain, else the host that the first request is for. */
function domainOf(finding: Finding | undefined, call: AnyCall | undefined): Pick<CommandValues, 'domain'> {
  const told = finding?.values['domain'];
  const named = typeof told === 'object' && told.text !== '?' ? told.text : undefined;
  const first = call?.transactions.find(({ request }) => request !== undefined)?.request?.message;
  const host = named ?? (first?.kind === 'request' ? parseUri(first.requestUri).host : '');
  return host === '' ? {} : { domain: host };
}

/** The peer of the first request: its receiver. */
const farEnd = (call: AnyCall | undefined): string | undefined =>
  call?.transactions.find((transaction) => transaction.uas !== undefined)?.uas?.address;
