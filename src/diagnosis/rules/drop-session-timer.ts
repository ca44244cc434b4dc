import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import { parseSessionTimer } from '../../sip/headers/session-timer.ts';
import type { SessionTimer } from '../../sip/headers/session-timer.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteLog, quoteStart } from '../evidence.ts';
import { resent } from '../look/answers.ts';
import { nameOf, receiverName } from '../look/name.ts';
import { between } from '../look/refusal.ts';
import { answererOf, askedBy } from '../look/side.ts';
import { byeAfter, isInDialog, ownTransactions, succeeded, watchedAfter } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/** 17.1.1.2, 17.1.2.2: 64*T1, after which a request counts as not answered. */
const GIVEN_UP_MS = 32_000;
/** Clocks differ, and some hang up a moment before the time is over. */
const EARLY_MS = 2_000;
/** How late timers fire, and how long a side takes to hang up after it was refused. */
const LATE_MS = 2_500;
/** The refresh is due at half of the interval (RFC 4028 7.2); what comes much earlier is hold or a change of codec. */
const DUE = 0.4;
/** RFC 3261 14.1 and 22, RFC 4028 7.4: the same refresh comes again. */
const REPEATED_AFTER: ReadonlySet<number> = new Set([401, 407, 422, 491]);

/**
 * The refresh of a session timer failed or did not come, and the call ended by it: BYE after the refused or unanswered refresh, or at the end
 * of the interval, min(32 s, a third of it) earlier (RFC 4028 10).
 */
export const rule = defineRule({
  id: 'drop-session-timer',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: ['timestamps'],
  explains: ['481-midcall', '488-no-codec', 'bye-q850', 'cseq-order', '500-retry-after', 'bye-481'],
  spec: ['RFC 4028 7.2', 'RFC 4028 7.4', 'RFC 4028 9', 'RFC 4028 10'],
  find(call) {
    const session = lastRefresh(call);
    if (session === undefined) return [];
    return failedRefresh(call, session) ?? absentRefresh(call, session) ?? [];
  },
});

/** The last agreement on the timer: a 2xx with Session-Expires. */
interface Session {
  readonly at: TracedMessage;
  readonly timer: SessionTimer;
}

function lastRefresh(call: Call): Session | undefined {
  const agreed = ownTransactions(call, 'INVITE', 'UPDATE').flatMap((transaction): Session[] => {
    const { final } = transaction;
    if (final === undefined || !succeeded(transaction)) return [];
    const timer = parseSessionTimer(firstHeader(final.message, 'Session-Expires') ?? '');
    return timer === undefined || timer.seconds < 1 ? [] : [{ at: final, timer }];
  });
  return agreed.at(-1);
}

function failedRefresh(call: Call, { at, timer }: Session): Found[] | undefined {
  const refresh = ownTransactions(call, 'INVITE', 'UPDATE').findLast(
    (candidate) =>
      isInDialog(candidate) &&
      !succeeded(candidate) &&
      (between(at, candidate.request) ?? 0) >= timer.seconds * 1000 * DUE,
  );
  const request = refresh?.request;
  if (refresh === undefined || request === undefined) return undefined;
  const code = codeOf(refresh.final);
  const end = byeAfter(call, refresh);
  const isSilent =
    code === undefined &&
    refresh.provisional.length === 0 &&
    ((watchedAfter(call, refresh) ?? 0) >= GIVEN_UP_MS - LATE_MS || resent(refresh).length >= 6);
  // A refused refresh alone ends nothing before the interval is over.
  const isRefused =
    code !== undefined &&
    code >= 300 &&
    !REPEATED_AFTER.has(code) &&
    end?.ms !== undefined &&
    end.ms <= timer.seconds * 1000;
  if (!isSilent && !isRefused) return undefined;
  const response = refresh.final;
  const about = refresh.uas;
  return [
    {
      certainty: isRefused && (end?.ms ?? 0) > GIVEN_UP_MS ? 'likely' : 'proven',
      atFault: response === undefined ? 'depends' : answererOf(call, refresh, response),
      ...(about !== undefined && { about }),
      values: {
        host: receiverName(about, request),
        how: response === undefined ? 'silent' : 'refused',
        code: code ?? 0,
        after: Math.round((between(at, request) ?? 0) / 1000),
        interval: timer.seconds,
        method: { value: 'token', text: refresh.method },
      },
      evidence: [
        quoteHeader(at, 'Session-Expires'),
        quoteStart(request, resent(refresh).length + 1),
        ...(response === undefined ? [] : [quoteStart(response)]),
        ...(end?.bye.request === undefined ? [] : [quoteStart(end.bye.request)]),
      ],
      reasons: reasonsOf(refresh, code),
      entries: code === undefined ? [] : [`response/${code}`],
    },
  ];
}

function reasonsOf({ method }: Transaction, code: number | undefined): NonNullable<Found['reasons']> {
  if (code === undefined) return [{ key: 'silent', certainty: 'possible', atFault: 'network' }];
  if (code === 481) return [{ key: 'dialog-unknown', certainty: 'likely', atFault: 'server' }];
  if (code === 405 || code === 501) return [{ key: 'method-unknown', certainty: 'likely', atFault: 'depends' }];
  return method === 'INVITE' && (code === 488 || code === 606 || code === 415)
    ? [{ key: 'offer-refused', certainty: 'likely', atFault: 'depends' }]
    : [];
}

function absentRefresh(call: Call, { at, timer }: Session): Found[] | undefined {
  const bye = call.bye?.request;
  const ms = between(at, bye);
  if (bye === undefined || ms === undefined || call.bye === undefined) return undefined;
  const whole = timer.seconds * 1000;
  // RFC 4028 10: the side that waits hangs up min(32 s, a third) before the end; others wait to the end.
  const early = whole - Math.min(GIVEN_UP_MS, whole / 3);
  const isDue = [early, whole].some((due) => ms >= due - EARLY_MS && ms <= due + LATE_MS);
  const told = /session.?timer|session.?expire|timer expired/i.test(firstHeader(bye.message, 'Reason') ?? '');
  const line = call.logLines.find(({ text }) => /session.?timer expired|session timer/i.test(text));
  const refresher = refresherOf(call, at, timer);
  const isByRefresher = refresher !== undefined && askedBy(call, call.bye) === refresher;
  if (!(isDue && !isByRefresher) && !told) return undefined;
  return [
    {
      certainty: told || line !== undefined ? 'proven' : 'likely',
      atFault: refresher ?? 'depends',
      ...(bye.source !== undefined && { about: bye.source }),
      values: {
        host: nameOf(bye.source, bye),
        how: 'absent',
        after: Math.round(ms / 1000),
        interval: timer.seconds,
        code: 0,
        refresher: refresher ?? 'unknown',
        method: { value: 'token', text: 'BYE' },
      },
      evidence: [
        quoteHeader(at, 'Session-Expires'),
        quoteStart(bye),
        ...(told ? [quoteHeader(bye, 'Reason')] : []),
        ...(line === undefined ? [] : [quoteLog(line)]),
      ],
      reasons: [{ key: 'no-refresh', certainty: 'likely', atFault: refresher ?? 'depends' }],
    },
  ];
}

/** The party that has to refresh, by `refresher=` of the 2xx: uac is the sender of the request that it answers (RFC 4028 4). */
function refresherOf(call: Call, at: TracedMessage, { refresher }: SessionTimer): 'caller' | 'callee' | undefined {
  const agreed = call.transactions.find(({ final }) => final === at);
  if (refresher === undefined || agreed === undefined) return undefined;
  const asker = askedBy(call, agreed);
  const other = asker === 'caller' ? 'callee' : 'caller';
  return refresher === 'uac' ? asker : other;
}
