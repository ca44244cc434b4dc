import type { Writable } from '../calls/state.ts';
import type { AnyCall } from '../calls/types.ts';
import { firstHeader } from '../sip/fields.ts';
import { own } from '../text/own.ts';
import { quoteStart } from './evidence.ts';
import type { Case } from './rule.ts';

/** What rules of the whole trace need of one call, registration or other; undefined where it has no message. */
export function caseOf(subject: AnyCall): Case | undefined {
  const transaction =
    subject.transactions.find((candidate) => candidate.request !== undefined) ?? subject.transactions[0];
  const first = transaction?.request ?? subject.messages[0];
  if (first === undefined) return undefined;
  const light: Writable<Case> = {
    id: subject.id,
    kind: subject.kind,
    method: subject.method,
    callId: own(subject.callIds[0] ?? ''),
    from: own(subject.from),
    to: own(subject.to),
    outcome: subject.outcome,
    request: quoteStart(first),
  };
  // One by one: this is made of every call of a large trace.
  const userAgent = firstHeader(first.message, 'User-Agent');
  if (userAgent !== undefined) light.userAgent = own(userAgent);
  if (subject.statusCode !== undefined) light.statusCode = subject.statusCode;
  if (subject.reasonPhrase !== undefined) light.reasonPhrase = own(subject.reasonPhrase);
  if (subject.firstAt !== undefined) light.firstAt = subject.firstAt;
  if (subject.clock !== undefined) light.clock = subject.clock;
  if (subject.kind === 'call' && subject.talkMs !== undefined) light.talkMs = subject.talkMs;
  if (transaction?.uac !== undefined) light.source = transaction.uac;
  if (transaction?.uas !== undefined) light.destination = transaction.uas;
  if (subject.final !== undefined) light.final = quoteStart(subject.final);
  return light;
}
