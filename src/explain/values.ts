import type { CommandValues } from '../answers/index.ts';
import type { AnyCall } from '../calls/types.ts';
import type { Finding } from '../diagnosis/rule.ts';
import { firstHeader } from '../sip/fields.ts';
import { parseCredentials } from '../sip/headers/credentials.ts';
import { parseUri } from '../sip/uri.ts';
import type { TraceResult } from './trace.ts';

/** The real values of the call that matters, for commands: user, number, Call-ID, the address that the finding is about. */
export function valuesOf(result: TraceResult, callId?: string): CommandValues {
  const finding = result.diagnosis.findings.find((candidate) => callId === undefined || candidate.call === callId);
  const id = callId ?? finding?.call ?? result.lines[0]?.id;
  const call = id === undefined || id === null ? undefined : result.calls.get(id);
  const ip = finding?.about?.address ?? endOf(call, 'uas');
  // Whoever is banned: the one whose requests are refused, or whom a log names.
  const senderIp = call === undefined ? ip : endOf(call, 'uac');
  return {
    ...userOf(finding, call),
    ...(call !== undefined && call.to !== '' && { number: call.to }),
    ...(call?.callIds[0] !== undefined && { callId: call.callIds[0] }),
    ...(ip !== undefined && { ip }),
    ...(senderIp !== undefined && { senderIp }),
    ...domainOf(finding, call),
  };
}

/** Whose account or device is looked at: the callee's where that side must act, else who logs in, else who calls; a telephone number is no account. */
function userOf(finding: Finding | undefined, call: AnyCall | undefined): Pick<CommandValues, 'user'> {
  if (call === undefined) return {};
  if (finding?.atFault === 'callee' && call.to !== '') return { user: call.to };
  const login = loginOf(call);
  const user = login ?? (call.kind === 'call' && NUMBER.test(call.from) ? '' : call.from);
  return user === '' ? {} : { user };
}

const NUMBER = /^\+?\d{7,}$/;

function loginOf({ attempts }: AnyCall): string | undefined {
  const values = attempts.flatMap(({ request }) =>
    request === undefined
      ? []
      : ['Authorization', 'Proxy-Authorization'].flatMap((name) => firstHeader(request.message, name) ?? []),
  );
  return values
    .map((value) => parseCredentials(value)?.username?.replace(/@.*$/, ''))
    .find((name) => name !== undefined && name !== '');
}

/** What the finding calls the domain, else the host that the first request is for. */
function domainOf(finding: Finding | undefined, call: AnyCall | undefined): Pick<CommandValues, 'domain'> {
  const told = finding?.values['domain'];
  const named = typeof told === 'object' && told.text !== '?' ? told.text : undefined;
  const first = call?.transactions.find(({ request }) => request !== undefined)?.request?.message;
  const found = named ?? (first?.kind === 'request' ? parseUri(first.requestUri).host : '');
  // What is looked up, or stands behind a user, is a name.
  return found === '' || /^[\d.]+$|:/.test(found) ? {} : { domain: found };
}

/** The sender (`uac`) or the receiver (`uas`) of the first request of which it is known. */
const endOf = (call: AnyCall | undefined, end: 'uac' | 'uas'): string | undefined =>
  call?.transactions.find((transaction) => transaction[end] !== undefined)?.[end]?.address;
