import type { Call, Transaction } from '../../calls/types.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteStart } from '../evidence.ts';
import { entriesOf } from '../look/entries.ts';
import { nameOf } from '../look/name.ts';
import { between, seconds } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Certainty, Severity } from '../rule.ts';

const GAVE_UP: ReadonlySet<number> = new Set([408, 503, 504]);
// Quicker than this the next hop may have been refused outright.
const SILENCE_MS = 5_000;
// A caller who hangs up sooner may only have changed his mind.
const PATIENCE_MS = 10_000;
const DEAD_AIR_MS = 20_000;
const TIMER_B_MS = 32_000;

/**
 * A 100 and then nothing of the callee: no ringing, no answer, until somebody gave up. The 100 ends the repetitions (RFC 3261 17.1.1.2)
 * and says only that this hop took the request (8.2.6.1, 16.2): the fault is behind it.
 */
export const rule = defineRule({
  id: 'invite-100-then-timeout',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: ['timestamps'],
  when: ['silence', 'refusal', 'cancel'],
  explains: ['callee-408', '504-downstream', '503-local', '487-caller-cancel', '487-ring-timeout'],
  spec: ['RFC 3261 8.2.6.1', 'RFC 3261 16.7', 'RFC 3261 16.8'],
  find(call) {
    const hop = lastTrying(call);
    const trying = hop?.provisional[0];
    if (hop?.request === undefined || trying === undefined) return [];
    const end = endOf(call, hop, trying);
    if (end === undefined) return [];
    return [
      {
        severity: end.severity,
        certainty: end.certainty,
        atFault: 'depends',
        ...(hop.uas !== undefined && { about: hop.uas }),
        values: {
          host: nameOf(hop.uas, trying),
          seconds: seconds(end.silentMs),
          end: end.kind,
          code: call.statusCode ?? 408,
        },
        evidence: [
          quoteStart(trying),
          ...(end.message === undefined ? [] : [quoteStart(end.message)]),
          quoteStart(hop.request),
        ],
        entries: end.message?.message.kind === 'response' ? entriesOf(end.message.message) : [],
      },
    ];
  },
});

/** The hop farthest from the caller that had a 100 and no other provisional response; none where somebody rang. */
function lastTrying(call: Call): Transaction | undefined {
  if (call.outcome === 'answered' || call.deciding === undefined) return undefined;
  const reached = reachedFrom(call.deciding);
  if (reached.some((hop) => hop.provisional.some((message) => codeOf(message) > 100))) return undefined;
  return reached.findLast((hop) => hop.provisional.length > 0);
}

function reachedFrom(first: Transaction): Transaction[] {
  return [first, ...first.passedOnTo.flatMap(reachedFrom)];
}

interface End {
  readonly kind: 'code' | 'cancel' | 'none';
  readonly silentMs: number;
  readonly certainty: Certainty;
  readonly severity: Severity;
  readonly message?: TracedMessage;
}

function endOf(call: Call, hop: Transaction, trying: TracedMessage): End | undefined {
  const cancel = hop.cancel?.request ?? call.deciding?.cancel?.request;
  if (cancel !== undefined) {
    const silentMs = between(trying, cancel) ?? 0;
    return silentMs < PATIENCE_MS
      ? undefined
      : {
          kind: 'cancel',
          silentMs,
          certainty: 'proven',
          severity: silentMs < DEAD_AIR_MS ? 'risk' : 'failure',
          message: cancel,
        };
  }
  const final = hop.final ?? call.final;
  if (final !== undefined) {
    const silentMs = between(trying, final) ?? 0;
    return silentMs >= SILENCE_MS && GAVE_UP.has(codeOf(final))
      ? { kind: 'code', silentMs, certainty: 'proven', severity: 'failure', message: final }
      : undefined;
  }
  const silentMs = call.watchedUntil === undefined || trying.at === undefined ? 0 : call.watchedUntil - trying.at;
  return silentMs >= TIMER_B_MS && call.coverage.bothSides
    ? { kind: 'none', silentMs, certainty: 'likely', severity: 'failure' }
    : undefined;
}

const codeOf = ({ message }: TracedMessage): number => (message.kind === 'response' ? message.statusCode : 0);
