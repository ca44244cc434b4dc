import type { Call, Transaction } from '../../calls/types.ts';
import { quoteIcmp, quoteStart } from '../evidence.ts';
import { nameOf, partyOf, requestHost, requestUser } from '../look/name.ts';
import { isPrivateAddress, isPublicAddress } from '../look/private-address.ts';
import { entriesOf } from '../look/entries.ts';
import { defineRule } from '../rule.ts';

/**
 * An INVITE that goes from a public address to a private one and is never answered: the device registered a Contact which only its own
 * network can reach (RFC 3261 10.2.1, RFC 1918 3). Outgoing calls of such a device work.
 */
export const rule = defineRule({
  id: 'inbound-no-route-back',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['silence'],
  explains: [
    'invite-no-answer-udp',
    'invite-100-then-timeout',
    'callee-408',
    'callee-480',
    '503-local',
    '504-downstream',
    '487-ring-timeout',
    '487-caller-cancel',
  ],
  spec: ['RFC 3261 10.2.1', 'RFC 1918 3', 'RFC 5626 4.2'],
  find(call) {
    const lost =
      call.outcome === 'answered' || !isTimeout(call.statusCode)
        ? undefined
        : call.transactions.find((transaction) => isLost(call, transaction));
    const request = lost?.request;
    if (lost === undefined || request === undefined) return [];
    const [error] = call.icmpErrors.filter(({ destination }) => destination.address === lost.uas?.address);
    const copies = lost.retransmissions.length;
    return [
      {
        certainty: 'likely',
        atFault: 'callee',
        ...(lost.uas !== undefined && { about: lost.uas }),
        values: {
          host: nameOf(lost.uac),
          contact: nameOf(lost.uas),
          number: partyOf(requestUser(request) || call.to),
          count: copies + 1,
        },
        evidence: [
          quoteStart(request, copies + 1),
          ...(error === undefined ? [] : [quoteIcmp(error)]),
          ...(call.final === undefined ? [] : [quoteStart(call.final)]),
        ],
        entries: call.final === undefined ? [] : entriesOf(call.final.message),
      },
    ];
  },
});

// Another branch of a fork that refused the call decided it.
const isTimeout = (code: number | undefined): boolean =>
  code === undefined || [408, 480, 487, 500, 503, 504].includes(code);

// A lone request proves no silence: it must be repeated, quoted by an ICMP error, or given up in favour of a 408.
function isLost(
  call: Call,
  { method, toTag, request, provisional, finals, retransmissions, uac, uas }: Transaction,
): boolean {
  if (
    method !== 'INVITE' ||
    toTag !== undefined ||
    request === undefined ||
    provisional.length > 0 ||
    finals.length > 0
  )
    return false;
  if (
    uac === undefined ||
    uas === undefined ||
    !isPublicAddress(uac.address) ||
    !isPrivateAddress(uas.address) ||
    requestHost(request) !== uas.address
  )
    return false;
  return (
    retransmissions.length > 1 ||
    call.icmpErrors.some(({ destination }) => destination.address === uas.address) ||
    [408, 480, 503, 504].includes(call.statusCode ?? 0)
  );
}
