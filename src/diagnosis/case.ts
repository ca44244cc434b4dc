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
  const userAgent = firstHeader(first.message, 'User-Agent');
  return {
    id: subject.id,
    kind: subject.kind,
    method: subject.method,
    callId: own(subject.callIds[0] ?? ''),
    from: own(subject.from),
    to: own(subject.to),
    outcome: subject.outcome,
    request: quoteStart(first),
    ...(subject.statusCode !== undefined && { statusCode: subject.statusCode }),
    ...(subject.reasonPhrase !== undefined && { reasonPhrase: own(subject.reasonPhrase) }),
    ...(subject.firstAt !== undefined && { firstAt: subject.firstAt }),
    ...(subject.clock !== undefined && { clock: subject.clock }),
    ...(subject.kind === 'call' && subject.talkMs !== undefined && { talkMs: subject.talkMs }),
    ...(transaction?.uac !== undefined && { source: transaction.uac }),
    ...(transaction?.uas !== undefined && { destination: transaction.uas }),
    ...(userAgent !== undefined && { userAgent: own(userAgent) }),
    ...(subject.final !== undefined && { final: quoteStart(subject.final) }),
  };
}
