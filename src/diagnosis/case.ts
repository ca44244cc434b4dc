import type { AnyCall } from '../calls/types.ts';
import { firstHeader } from '../sip/fields.ts';
import { own } from '../text/own.ts';
import { quoteStart } from './evidence.ts';
import { sizeOf } from './look/message-size.ts';
import { recent } from './look/once.ts';
import { isSilent, transportOf } from './look/transport.ts';
import type { Case } from './rule.ts';

/** What rules of the whole trace need of one call, registration or other; undefined where it has no message. */
export function caseOf(subject: AnyCall): Case | undefined {
  const transaction =
    subject.transactions.find((candidate) => candidate.request !== undefined) ?? subject.transactions[0];
  const first = transaction?.request ?? subject.messages[0];
  if (first === undefined) return undefined;
  const userAgent = firstHeader(first.message, 'User-Agent');
  // All of one form and made in one go: there is one of every call of a large trace.
  return {
    id: subject.id,
    kind: subject.kind,
    method: subject.method,
    from: subject.from,
    to: subject.to,
    outcome: subject.outcome,
    statusCode: subject.statusCode,
    reasonPhrase: subject.reasonPhrase,
    firstAt: subject.firstAt,
    clock: subject.clock,
    source: transaction?.uac,
    destination: transaction?.uas,
    userAgent: userAgent === undefined ? undefined : shared(userAgent),
    transport: transportOf(first),
    bytes: sizeOf(first.message),
    isSilent: transaction !== undefined && isSilent(transaction),
    request: quoteStart(first),
    final: subject.final === undefined ? undefined : quoteStart(subject.final),
    isReceived: subject.final?.direction === 'received',
  };
}

// One piece of software calls again and again.
const shared = recent(500, own);
