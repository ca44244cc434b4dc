import type { Call, Transaction } from '../../calls/types.ts';
import type { IcmpError } from '../../trace/traced.ts';
import { quoteIcmp, quoteStart } from '../evidence.ts';
import { entriesOf } from '../look/entries.ts';
import { receiverName } from '../look/name.ts';
import { between, seconds } from '../look/refusal.ts';
import type { Certainty, Found, Reason } from '../rule.ts';
import { defineRule } from '../rule.ts';

// 17.1.1.2: timer A doubles from T1, timer B ends it at 64*T1: seven copies in 32 s.
const LAST_COPY = 6;
const TIMER_B_MS = 32_000;
// 17.2.1: a server that needs longer than 200 ms says 100; five copies without one take 7.5 s.
const TELLING_COPIES = 4;
/** Codes by which the sender tells the hop before it that nobody answered. */
const TOLD_BEFORE: ReadonlySet<number> = new Set([408, 480, 487, 500, 503, 504]);

/**
 * An INVITE that nobody answered, not even with 100, on the hop of the caller or on the one where it died. A sender stops repeating at
 * the first response (RFC 3261 17.1.1.2), so its copies prove that none reached it, whoever captured; an ICMP error proves why.
 */
export const rule = defineRule({
  id: 'invite-no-answer-udp',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['silence'],
  explains: [
    'invite-100-then-timeout',
    'callee-408',
    'callee-480',
    '504-downstream',
    '503-local',
    '503-retry-after',
    '487-caller-cancel',
    '487-ring-timeout',
  ],
  spec: ['RFC 3261 17.1.1.2', 'RFC 3261 18.4'],
  find(call) {
    if (call.outcome === 'answered') return [];
    return call.transactions
      .filter((transaction) => isSilent(transaction) && isDecisive(call, transaction))
      .slice(0, 1)
      .flatMap((transaction) => found(call, transaction));
  },
});

const isSilent = (transaction: Transaction): boolean =>
  transaction.method === 'INVITE' &&
  transaction.toTag === undefined &&
  transaction.request !== undefined &&
  transaction.provisional.length === 0 &&
  transaction.finals.length === 0;

// A fork that stays silent while another branch decides is no failure of the call.
function isDecisive(call: Call, transaction: Transaction): boolean {
  if (transaction === call.deciding) return true;
  const made = call.madeBy;
  if (made === undefined) return call.deciding?.final === undefined && isBehind(call.deciding, transaction);
  return (
    made.transaction.passedOnTo.includes(transaction) &&
    call.statusCode !== undefined &&
    TOLD_BEFORE.has(call.statusCode)
  );
}

function isBehind(first: Transaction | undefined, transaction: Transaction): boolean {
  for (let hop = transaction.passedOnFrom; hop !== undefined; hop = hop.passedOnFrom) if (hop === first) return true;
  return false;
}

function found(call: Call, transaction: Transaction): Found[] {
  const { request, uas } = transaction;
  if (request === undefined) return [];
  const copies = transaction.retransmissions.filter(({ message }) => message.kind === 'request');
  const errors = call.icmpErrors.filter((error) => uas === undefined || error.destination.address === uas.address);
  const certainty = certaintyOf(call, transaction, copies.length, errors.length);
  if (certainty === undefined) return [];
  const spentMs = between(request, copies.at(-1));
  const told = transaction === call.deciding ? undefined : call.madeBy?.message;
  const error = errors[0];
  return [
    {
      certainty,
      atFault: error === undefined ? 'depends' : sideOf(error, transaction),
      ...(uas !== undefined && { about: uas }),
      values: {
        host: receiverName(uas, request),
        count: copies.length + 1,
        ...(spentMs !== undefined && { seconds: seconds(spentMs) }),
      },
      evidence: [
        quoteStart(request, copies.length + 1),
        ...(error === undefined ? [] : [quoteIcmp(error)]),
        ...(told === undefined ? [] : [quoteStart(told)]),
      ],
      reasons: error === undefined ? [] : [reasonOf(error, transaction)],
      entries: told === undefined ? [] : entriesOf(told.message),
    },
  ];
}

function certaintyOf(call: Call, transaction: Transaction, copies: number, errors: number): Certainty | undefined {
  if (errors > 0 || copies >= LAST_COPY) return 'proven';
  const isReported = transaction !== call.deciding && call.madeBy !== undefined;
  if (isReported) return copies > 1 ? 'proven' : call.coverage.bothSides ? 'likely' : undefined;
  if (copies >= TELLING_COPIES) return 'likely';
  const watchedMs =
    call.watchedUntil === undefined || transaction.request?.at === undefined
      ? 0
      : call.watchedUntil - transaction.request.at;
  if (watchedMs < TIMER_B_MS || !call.coverage.bothSides) return undefined;
  return copies > 0 ? 'proven' : 'likely';
}

function reasonOf(error: IcmpError, transaction: Transaction): Reason {
  const key = keyOf(error);
  // A firewall that rejects answers with port unreachable as well, and anybody may send ICMP.
  return { key, certainty: key === 'filtered' ? 'proven' : 'likely', atFault: sideOf(error, transaction) };
}

/** RFC 792: type 3 code 3 comes from the host itself; 9, 10 and 13 from a filter; the rest from a router that knows no way. */
function keyOf(error: IcmpError): Reason['key'] {
  if (isPortClosed(error)) return 'port-closed';
  return error.type === 3 && [9, 10, 13].includes(error.code) ? 'filtered' : 'no-way-there';
}

const sideOf = (error: IcmpError, transaction: Transaction): Reason['atFault'] =>
  !isPortClosed(error) ? 'network' : transaction.viaDepth > 1 ? 'callee' : 'server';

// RFC 4443 3.1: in ICMPv6 it is type 1 code 4.
const isPortClosed = ({ type, code }: IcmpError): boolean => (type === 3 && code === 3) || (type === 1 && code === 4);
