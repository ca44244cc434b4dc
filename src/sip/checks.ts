import { flaw } from './flaw.ts';
import type { Flaw } from './flaw.ts';
import { checkCallId } from './headers/call-id.ts';
import { checkContact } from './headers/contact.ts';
import { checkContentType } from './headers/content-type.ts';
import { checkAuthentication } from './headers/credentials.ts';
import { checkCSeq } from './headers/cseq.ts';
import { checkDate } from './headers/date.ts';
import { checkSeconds } from './headers/expires.ts';
import { checkMaxForwards } from './headers/max-forwards.ts';
import { checkFrom, checkNameAddr, checkNameAddrs } from './headers/name-addr.ts';
import { checkReason } from './headers/reason.ts';
import { checkRetryAfter } from './headers/retry-after.ts';
import { checkSessionTimer } from './headers/session-timer.ts';
import { checkTopVia, checkVia } from './headers/via.ts';
import { checkWarning } from './headers/warning.ts';
import type { HeaderField, Problem, SipMessage } from './message.ts';
import { HEADER_COUNT, knownHeader, singleBit } from './names.ts';
import type { HeaderName } from './names.ts';
import type { StartLine } from './start-line.ts';
import { uriFlaws } from './uri.ts';

/** Says what is odd about the value of one header field. Undefined, the common case, means nothing. */
export type ValueCheck = (value: string) => readonly Flaw[] | undefined;

const CHECKS: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>([
  ['Authorization', checkAuthentication],
  ['Call-ID', checkCallId],
  ['Contact', checkContact],
  ['Content-Type', checkContentType],
  ['CSeq', checkCSeq],
  ['Date', checkDate],
  ['Diversion', checkNameAddrs],
  ['Expires', (value) => checkSeconds(value)],
  ['From', checkFrom],
  ['Max-Forwards', checkMaxForwards],
  ['Min-Expires', (value) => checkSeconds(value, 'RFC 3261 20.23')],
  ['Min-SE', checkSessionTimer],
  ['P-Asserted-Identity', checkNameAddrs],
  ['P-Preferred-Identity', checkNameAddrs],
  ['Proxy-Authenticate', checkAuthentication],
  ['Proxy-Authorization', checkAuthentication],
  ['Reason', checkReason],
  ['Record-Route', checkNameAddrs],
  ['Retry-After', checkRetryAfter],
  ['Route', checkNameAddrs],
  ['Session-Expires', checkSessionTimer],
  ['To', checkNameAddr],
  ['Via', checkVia],
  ['Warning', checkWarning],
  ['WWW-Authenticate', checkAuthentication],
]);

// A field of ten thousand broken values is as broken as one of eight.
const MAX_FLAWS = 8;

const MANDATORY = ['From', 'To', 'Call-ID', 'CSeq'] as const;
const MANDATORY_BITS = MANDATORY.reduce((bits, name) => bits | singleBit(name), 0);
const MAX_FORWARDS_BIT = singleBit('Max-Forwards');
const TYPE_BIT = singleBit('Content-Type');

// By the number of the name: the parser has it at hand.
const CHECKS_BY_ID: (ValueCheck | undefined)[] = Array.from({ length: HEADER_COUNT });
for (const [name, check] of CHECKS) {
  const known = knownHeader(name);
  if (known === undefined) throw new Error(`Unexpected check of ${name}, expected a listed header field name`);
  CHECKS_BY_ID[known.id] = check;
}

/** Adds what is odd about one header field to `problems`. */
export function checkField(field: HeaderField, known: HeaderName, problems: Problem[]): void {
  const flaws = CHECKS_BY_ID[known.id]?.(field.value);
  if (flaws !== undefined) report(problems, field.line, flaws.slice(0, MAX_FLAWS));
}

/** True where nothing is odd about the value of a header field. */
export function isSound(value: string, known: HeaderName): boolean {
  const check = CHECKS_BY_ID[known.id];
  return check === undefined || check(value) === undefined;
}

/** Adds what is odd about the message as a whole: what is missing, what contradicts. `seen`: bits of the fields it has. */
export function checkMessage(message: SipMessage, seen: number, problems: Problem[]): void {
  if ((seen & MANDATORY_BITS) !== MANDATORY_BITS) {
    for (const name of MANDATORY) if ((seen & singleBit(name)) === 0) problems.push(missing(name));
  }
  const via = find(message, 'Via');
  if (via === undefined) problems.push(missing('Via'));
  else report(problems, via.line, checkTopVia(via.value));
  if (message.body !== '' && (seen & TYPE_BIT) === 0) problems.push(missing('Content-Type', 'RFC 3261 20.15'));
  switch (message.kind) {
    case 'request':
      return checkRequest(message, seen, problems);
    case 'response':
      return checkResponse(message, problems);
    default:
      return message satisfies never;
  }
}

/** What `isSoundMessage` must know of the header fields: bits of those seen, and values. */
export interface SeenFields {
  readonly seen: number;
  readonly hasContact: boolean;
  readonly via: string;
  readonly to: string;
  readonly cseq: string;
}

/** True only where `checkMessage` would find nothing; false where that is not quickly told. */
export function isSoundMessage(start: StartLine, fields: SeenFields, body: string): boolean {
  const { seen, via, to } = fields;
  if ((seen & MANDATORY_BITS) !== MANDATORY_BITS || via === '' || checkTopVia(via) !== undefined) return false;
  if (body !== '' && (seen & TYPE_BIT) === 0) return false;
  if (start.kind === 'response') return start.statusCode === 100 || to.includes(';tag=');
  const { method, requestUri } = start;
  if ((seen & MAX_FORWARDS_BIT) === 0 || !fields.cseq.endsWith(method)) return false;
  if (method === 'INVITE' && !fields.hasContact) return false;
  const odd: Problem[] = [];
  checkRequestUri(requestUri, odd);
  return odd.length === 0;
}

function checkRequest(message: SipMessage & { kind: 'request' }, seen: number, problems: Problem[]): void {
  if ((seen & MAX_FORWARDS_BIT) === 0) problems.push(missing('Max-Forwards'));
  if (message.method === 'INVITE' && find(message, 'Contact') === undefined)
    problems.push(missing('Contact', 'RFC 3261 8.1.1.8'));
  const cseq = find(message, 'CSeq');
  if (cseq !== undefined && !cseq.value.endsWith(message.method)) {
    problems.push({ ...flaw('cseq-method-mismatch', 'RFC 3261 8.1.1.5', cseq.value), line: cseq.line });
  }
  checkRequestUri(message.requestUri, problems);
}

function checkRequestUri(uri: string, problems: Problem[]): void {
  const at = uri.indexOf('@');
  // 19.1.1: no header fields in a Request-URI. A `?` before the `@` belongs to the user.
  if (uri.indexOf('?', Math.max(at, 0)) > 0)
    problems.push({ ...flaw('request-uri-headers', 'RFC 3261 19.1.1', uri), line: 1 });
  const password = at > 0 && uri.lastIndexOf(':', at) > 5;
  if (!password && (uri.startsWith('sip:') || uri.startsWith('sips:') || uri.startsWith('tel:'))) return;
  // Blanks and a missing scheme have been told with the start line.
  const flaws = uriFlaws(uri).filter((odd) => odd.kind === 'uri-scheme-unknown' || odd.kind === 'uri-password');
  report(problems, 1, flaws);
}

// 8.2.6.2: every response but 100 has a tag in To.
function checkResponse(message: SipMessage & { kind: 'response' }, problems: Problem[]): void {
  if (message.statusCode === 100) return;
  const to = find(message, 'To');
  if (to === undefined || /;\s*tag\s*=/i.test(to.value)) return;
  problems.push({ ...flaw('tag-missing', 'RFC 3261 8.2.6.2', to.value), line: to.line });
}

function find(message: SipMessage, name: string): HeaderField | undefined {
  for (const field of message.headerFields) if (field.name === name) return field;
  return undefined;
}

function report(problems: Problem[], line: number, flaws: readonly Flaw[] | undefined): void {
  if (flaws !== undefined) for (const odd of flaws) problems.push({ ...odd, line });
}

function missing(name: string, clause = 'RFC 3261 8.1.1'): Problem {
  return { ...flaw('header-missing', clause, name), line: 1 };
}
