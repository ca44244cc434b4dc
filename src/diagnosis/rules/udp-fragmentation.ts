import type { AnyCall, Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { everyRequest } from '../look/every-request.ts';
import { LARGE_REQUEST, sizeOf } from '../look/message-size.ts';
import { nameOf } from '../look/name.ts';
import { isSilent, transportOf } from '../look/transport.ts';
import { watchedAfter } from '../look/transactions.ts';
import type { Found } from '../rule.ts';

const COPIES = 3;
/** RFC 3261 17.1.1.2: timer B. */
const GIVEN_UP_MS = 32_000;
/** What fits into an Ethernet frame without the IPv4 and UDP headers. */
const LARGEST_WHOLE = 1472;

/**
 * The long request stays unanswered while shorter ones to the same place are answered: its IP fragments do not get through
 * (RFC 3261 18.1.1 wants TCP from 1300 octets on for this reason).
 */
const [ruleForRegistrations, ruleOfCalls, ruleForOthers] = everyRequest({
  id: 'udp-fragmentation',
  aliases: [],
  severity: 'failure',
  needs: ['bothSides'],
  when: ['silence'],
  explains: [
    'invite-no-answer-udp',
    'reg-no-answer',
    'reg-no-second-request',
    'reg-normal-challenge',
    'invite-100-then-timeout',
  ],
  spec: ['RFC 3261 18.1.1', 'RFC 8900 3'],
  find(subject) {
    const own = subject.transactions.filter(({ request }) => request !== undefined && transportOf(request) === 'UDP');
    const lost = own.filter((transaction) => isLost(subject, transaction));
    return lost.flatMap((transaction) => found(transaction, own)).slice(0, 1);
  },
});

export { ruleOfCalls as rule, ruleForOthers, ruleForRegistrations };

function isLost(subject: AnyCall, transaction: Transaction): boolean {
  const { request, retransmissions } = transaction;
  if (
    request === undefined ||
    !isSilent(transaction) ||
    transaction.method === 'ACK' ||
    sizeOf(request.message) <= LARGE_REQUEST
  )
    return false;
  const copies = retransmissions.filter(({ message }) => message.kind === 'request').length;
  return copies >= COPIES || (watchedAfter(subject, transaction) ?? 0) >= GIVEN_UP_MS;
}

function found({ request, method, uas, retransmissions }: Transaction, own: readonly Transaction[]): Found[] {
  if (request === undefined) return [];
  const bytes = sizeOf(request.message);
  const shorter = own.find(
    (other) =>
      other.method !== 'ACK' &&
      !isSilent(other) &&
      other.uas?.address === uas?.address &&
      other.request !== undefined &&
      sizeOf(other.request.message) < Math.min(bytes - 100, LARGEST_WHOLE),
  );
  if (shorter?.request === undefined) return [];
  return [
    {
      certainty: bytes > LARGEST_WHOLE ? 'likely' : 'possible',
      atFault: 'network',
      ...(uas !== undefined && { about: uas }),
      values: {
        host: nameOf(uas, request),
        method: { value: 'token', text: method },
        bytes,
        shorter: sizeOf(shorter.request.message),
      },
      evidence: [
        quoteStart(request, retransmissions.length + 1),
        ...(firstHeader(request.message, 'Content-Length') === undefined
          ? []
          : [quoteHeader(request, 'Content-Length')]),
        quoteStart(shorter.request),
      ],
      reasons: [
        { key: 'fragments-dropped', certainty: bytes > LARGEST_WHOLE ? 'likely' : 'possible', atFault: 'network' },
      ],
    },
  ];
}
