import type { AnyCall, Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import { quoteHeader, quoteIcmp, quoteStart } from '../evidence.ts';
import { everyRequest } from '../look/every-request.ts';
import { LARGE_REQUEST, sizeOf } from '../look/message-size.ts';
import { nameOf, receiverName } from '../look/name.ts';
import { isSilent, transportOf } from '../look/transport.ts';
import { watchedAfter } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';
import type { FindingValue, Found } from '../rule.ts';

const COPIES = 3;
/** RFC 3261 17.1.1.2: timer B. */
const GIVEN_UP_MS = 32_000;
/** What fits into an Ethernet frame without the IPv4 and UDP headers. */
const LARGEST_WHOLE = 1472;

const common = {
  id: 'udp-fragmentation',
  aliases: [],
  severity: 'failure',
  explains: [
    'invite-no-answer-udp',
    'reg-no-answer',
    'reg-no-second-request',
    'reg-normal-challenge',
    'invite-100-then-timeout',
  ],
  spec: ['RFC 3261 18.1.1', 'RFC 8900 3', 'RFC 792'],
} as const;

/**
 * The long request stays unanswered while shorter ones to the same place are answered: its IP fragments do not get through
 * (RFC 3261 18.1.1 wants TCP from 1300 octets on for this reason).
 */
const [ruleForRegistrations, ruleOfCalls, ruleForOthers] = everyRequest({
  ...common,
  needs: ['bothSides'],
  when: ['silence'],
  find(subject) {
    const own = subject.transactions.filter(({ request }) => request !== undefined && transportOf(request) === 'UDP');
    const lost = own.filter((transaction) => isLost(subject, transaction));
    return lost.flatMap((transaction) => found(subject, transaction, own)).slice(0, 1);
  },
});

/** The shorter ones may be requests of their own, such as OPTIONS pings. */
const ruleOfTraces = defineRule({
  ...common,
  needs: [],
  scope: 'trace',
  find({ cases }) {
    const lost = cases.filter(
      ({ isSilent, transport, bytes, outcome }) =>
        isSilent && transport === 'UDP' && bytes > LARGE_REQUEST && outcome === 'unanswered',
    );
    if (lost.length === 0) return [];
    const answered = cases.filter(({ isSilent, transport }) => !isSilent && transport === 'UDP');
    return lost.flatMap((one): Found[] => {
      const shorter = answered.find(
        (other) =>
          other.bytes < Math.min(one.bytes - 100, LARGEST_WHOLE) &&
          other.destination?.address === one.destination?.address &&
          other.source?.address === one.source?.address,
      );
      if (shorter === undefined) return [];
      return [
        {
          ...claimOf(one.bytes),
          ...(one.destination !== undefined && { about: one.destination }),
          values: valuesOf(nameOf(one.destination), one.method, one.bytes, shorter.bytes),
          evidence: [one.request, shorter.request],
          call: one.id,
        },
      ];
    });
  },
});

export { ruleOfCalls as rule, ruleForOthers, ruleForRegistrations, ruleOfTraces };

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

function found(
  { icmpErrors }: AnyCall,
  { request, method, uas, retransmissions }: Transaction,
  own: readonly Transaction[],
): Found[] {
  if (request === undefined) return [];
  const bytes = sizeOf(request.message);
  const shorter = own.find(
    (other) =>
      other.method !== 'ACK' &&
      !isSilent(other) &&
      other.uas?.address === uas?.address &&
      other.request !== undefined &&
      sizeOf(other.request.message) < Math.min(bytes - 100, LARGEST_WHOLE),
  )?.request;
  // RFC 792: the receiver waited for the other fragments in vain.
  const incomplete = icmpErrors.find(({ type, code }) => type === 11 && code === 1);
  if (shorter === undefined && incomplete === undefined) return [];
  return [
    {
      ...(incomplete === undefined ? claimOf(bytes) : PROVEN),
      ...(uas !== undefined && { about: uas }),
      values: {
        ...valuesOf(receiverName(uas, request), method, bytes, shorter === undefined ? 0 : sizeOf(shorter.message)),
        how: incomplete === undefined ? 'shorter' : 'icmp',
      },
      evidence: [
        quoteStart(request, retransmissions.length + 1),
        ...(incomplete === undefined ? [] : [quoteIcmp(incomplete)]),
        ...(firstHeader(request.message, 'Content-Length') === undefined
          ? []
          : [quoteHeader(request, 'Content-Length')]),
        ...(shorter === undefined ? [] : [quoteStart(shorter)]),
      ],
    },
  ];
}

function claimOf(bytes: number): Pick<Found, 'certainty' | 'atFault' | 'reasons'> {
  const certainty = bytes > LARGEST_WHOLE ? 'likely' : 'possible';
  return { certainty, atFault: 'network', reasons: [{ key: 'fragments-dropped', certainty, atFault: 'network' }] };
}

const PROVEN: Pick<Found, 'certainty' | 'atFault' | 'reasons'> = {
  certainty: 'proven',
  atFault: 'network',
  reasons: [{ key: 'fragments-dropped', certainty: 'likely', atFault: 'network' }],
};

const valuesOf = (
  host: FindingValue,
  method: string,
  bytes: number,
  shorter: number,
): NonNullable<Found['values']> => ({
  host,
  method: { value: 'token', text: method },
  bytes,
  shorter,
  how: 'shorter',
});
