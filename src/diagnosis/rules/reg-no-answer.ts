import type { Registration, Transaction } from '../../calls/types.ts';
import type { IcmpError } from '../../trace/traced.ts';
import { quoteIcmp, quoteStart } from '../evidence.ts';
import { ownUser } from '../look/digest.ts';
import { partyOf, receiverName } from '../look/name.ts';
import { between, seconds } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Certainty, Reason } from '../rule.ts';

// 17.1.2.2: timer E repeats at 0.5, 1.5, 3.5, 7.5 s and then every 4 s, timer F ends it at 64*T1: eleven copies in 32 s.
const FEW_COPIES = 4;
const TIMER_F_MS = 32_000;

/**
 * A REGISTER that nobody answered. Its sender stops repeating at the first final response (RFC 3261 17.1.2.2), so its copies prove that
 * none reached it, whoever captured; an ICMP error tells why.
 */
export const rule = defineRule({
  id: 'reg-no-answer',
  aliases: [],
  scope: 'registration',
  severity: 'failure',
  needs: [],
  when: ['silence'],
  explains: [],
  spec: ['RFC 3261 17.1.2.2', 'RFC 3261 18.4'],
  find(registration) {
    const silent = registration.attempts.filter(isSilent);
    const last = registration.attempts.at(-1);
    if (last?.request === undefined || !isSilent(last)) return [];
    const copies = silent.flatMap(({ retransmissions }) => retransmissions);
    const errors = registration.icmpErrors.filter(
      ({ destination }) => last.uas === undefined || destination.address === last.uas.address,
    );
    const certainty = certaintyOf(registration, last, errors.length);
    if (certainty === undefined) return [];
    const [error] = errors;
    const { request } = last;
    const spentMs = between(silent[0]?.request, last.retransmissions.at(-1) ?? request);
    return [
      {
        certainty,
        atFault: error === undefined ? 'depends' : sideOf(error),
        ...(last.uas !== undefined && { about: last.uas }),
        values: {
          host: receiverName(last.uas, request),
          user: partyOf(ownUser(request)),
          count: silent.length + copies.length,
          seconds: seconds(spentMs ?? 0),
        },
        evidence: [
          quoteStart(request, silent.length + copies.length),
          ...(error === undefined ? [] : [quoteIcmp(error)]),
        ],
        reasons: reasonsOf(registration, error),
      },
    ];
  },
});

const isSilent = ({ request, provisional, finals }: Transaction): boolean =>
  request !== undefined && provisional.length === 0 && finals.length === 0;

function certaintyOf(
  { watchedUntil, coverage }: Registration,
  { request, retransmissions }: Transaction,
  errors: number,
): Certainty | undefined {
  const watchedMs = watchedUntil === undefined || request?.at === undefined ? 0 : watchedUntil - request.at;
  if (errors > 0 || retransmissions.length > FEW_COPIES) return 'proven';
  if (watchedMs < TIMER_F_MS) return undefined;
  if (retransmissions.length > 1) return 'proven';
  return coverage.bothSides ? 'likely' : undefined;
}

function reasonsOf({ attempts }: Registration, error: IcmpError | undefined): Reason[] {
  if (error !== undefined)
    return [
      {
        key: isPortClosed(error) ? 'port-closed' : isFiltered(error) ? 'filtered' : 'no-way-there',
        // A firewall that rejects answers with port unreachable as well, and anybody may send ICMP.
        certainty: isFiltered(error) ? 'proven' : 'likely',
        atFault: sideOf(error),
      },
    ];
  const hasAnswered = attempts.some(({ finals }) => finals.length > 0);
  return hasAnswered ? [{ key: 'stopped-answering', certainty: 'possible', atFault: 'depends' }] : [];
}

// RFC 792: type 3 code 3 comes from the host itself, 9, 10 and 13 from a filter; RFC 4443 3.1 has type 1 codes 4 and 1.
const isPortClosed = ({ type, code }: IcmpError): boolean => (type === 3 && code === 3) || (type === 1 && code === 4);
const isFiltered = ({ type, code }: IcmpError): boolean =>
  (type === 3 && [9, 10, 13].includes(code)) || (type === 1 && code === 1);
const sideOf = (error: IcmpError): Reason['atFault'] => (isPortClosed(error) ? 'server' : 'network');
