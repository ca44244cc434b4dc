import type { Transaction } from '../../calls/types.ts';
import type { ConnectionEvent } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { quoteConnection } from '../look/connection.ts';
import { everyRequest } from '../look/every-request.ts';
import { grouped } from '../look/grouped.ts';
import { LARGE_REQUEST, sizeOf } from '../look/message-size.ts';
import { nameOf, receiverName } from '../look/name.ts';
import { isSilent, transportOf } from '../look/transport.ts';
import { defineRule } from '../rule.ts';
import type { Case, Found, Reason } from '../rule.ts';

const TLS_PORT = 5061;

const common = {
  id: 'tcp-udp-switch',
  aliases: [],
  severity: 'failure',
  needs: [],
  explains: ['udp-fragmentation', 'reg-no-answer', 'invite-no-answer-udp', 'reg-no-second-request'],
  spec: ['RFC 3261 18.1.1', 'RFC 3261 18.4'],
} as const;

/**
 * Requests over UDP were answered, the next one went over TCP and was not: a request above 1300 octets changes to TCP (RFC 3261 18.1.1),
 * and the other side has none. A risk where the sender came back to UDP and got its answer.
 */
const [ruleForRegistrations, ruleOfCalls, ruleForOthers] = everyRequest({
  ...common,
  when: ['silence'],
  find({ transactions }) {
    const asked = transactions.filter(
      ({ request, method, passedOnFrom }) => request !== undefined && method !== 'ACK' && passedOnFrom === undefined,
    );
    return asked
      .flatMap((transaction, index) => switched(transaction, asked.slice(0, index), asked.slice(index + 1)))
      .slice(0, 1);
  },
});

/** A TCP connection refused by a host that was also seen to exchange SIP with the same sender. */
const ruleOfTraces = defineRule({
  ...common,
  scope: 'trace',
  find({ summary, cases }) {
    return [...refusedConnections(summary.connections ?? [], cases), ...silentRequests(cases)];
  },
});

/** A request over TCP without any response, while others to the same host go over UDP and are answered; where the trace ends, only a long one. */
function silentRequests(cases: readonly Case[]): Found[] {
  const silent = cases.filter(
    ({ isSilent, transport, outcome, bytes }) =>
      isSilent && transport === 'TCP' && (outcome === 'unanswered' || bytes > LARGE_REQUEST),
  );
  if (silent.length === 0) return [];
  const answered = cases.filter(({ isSilent, transport }) => !isSilent && transport === 'UDP');
  return silent.flatMap((one): Found[] => {
    const other = answered.find(
      ({ destination, source }) =>
        destination !== undefined &&
        destination.address === one.destination?.address &&
        (source === undefined || one.source === undefined || source.address === one.source.address),
    );
    if (other === undefined) return [];
    return [
      {
        certainty: one.outcome === 'unanswered' ? 'likely' : 'possible',
        atFault: 'depends',
        ...(one.destination !== undefined && { about: one.destination }),
        values: { host: nameOf(one.destination), how: 'silent', bytes: one.bytes },
        evidence: [one.request, other.request],
        reasons: [reasonOf(one.bytes)],
        call: one.id,
      },
    ];
  });
}

function refusedConnections(connections: readonly ConnectionEvent[], cases: readonly Case[]): Found[] {
  const refused = connections.filter(
    (event) =>
      event.kind === 'refused' && !event.secure && event.destination.port !== TLS_PORT && talksOtherwise(event, cases),
  );
  const groups = grouped(
    refused,
    ({ source, destination }) => `${source.address} ${destination.address} ${destination.port ?? ''}`,
  );
  return [...groups.values()].flatMap((events): Found[] => {
    const [event] = events;
    if (event === undefined) return [];
    return [
      {
        severity: 'risk',
        certainty: 'proven',
        atFault: 'depends',
        about: event.destination,
        values: { host: nameOf(event.destination), how: 'refused', bytes: 0 },
        evidence: [quoteConnection(event, events.length)],
        reasons: [{ key: 'no-tcp', certainty: 'likely', atFault: 'depends' }],
      },
    ];
  });
}

export { ruleOfCalls as rule, ruleForOthers, ruleForRegistrations, ruleOfTraces };

function switched(transaction: Transaction, before: readonly Transaction[], after: readonly Transaction[]): Found[] {
  const { request, uas } = transaction;
  if (request === undefined || transportOf(request) !== 'TCP' || !isSilent(transaction)) return [];
  const answered = (other: Transaction): boolean =>
    other.request !== undefined &&
    transportOf(other.request) === 'UDP' &&
    other.uas?.address === uas?.address &&
    !isSilent(other);
  const earlier = before.find(answered);
  const later = after.find(answered);
  const reference = earlier ?? later;
  if (reference?.request === undefined) return [];
  const bytes = sizeOf(request.message);
  return [
    {
      ...(later !== undefined && { severity: 'risk' as const }),
      certainty: 'likely',
      atFault: 'depends',
      ...(uas !== undefined && { about: uas }),
      values: { host: receiverName(uas, request), how: later === undefined ? 'silent' : 'back', bytes },
      evidence: [quoteHeader(request, 'Via'), quoteStart(request), quoteHeader(reference.request, 'Via')],
      reasons: [reasonOf(bytes)],
    },
  ];
}

const reasonOf = (bytes: number): Reason =>
  bytes > LARGE_REQUEST
    ? { key: 'large-request', certainty: 'likely', atFault: 'depends' }
    : { key: 'no-tcp', certainty: 'possible', atFault: 'depends' };

const talksOtherwise = (event: ConnectionEvent, cases: readonly Case[]): boolean =>
  cases.some(
    ({ source, destination }) =>
      destination?.address === event.destination.address && source?.address === event.source.address,
  );
