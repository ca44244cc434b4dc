import type { Call } from '../../calls/types.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { ASSIGNED_CAUSES, causeHeader, causesOf } from '../look/causes.ts';
import { entriesOf } from '../look/entries.ts';
import { nameOf } from '../look/name.ts';
import { refusalOf } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { AtFault, Severity } from '../rule.ts';

/** Clearing that says nothing of a fault: normal, answered elsewhere, status, unspecified. */
const HARMLESS: ReadonlySet<number> = new Set([16, 26, 30, 31]);
const LAST_NORMAL = 31;

/** The codes that a cause is sent with anyway (RFC 3398 7.2.4.1 and what gateways do): there the cause adds nothing. */
const EXPECTED: Readonly<Record<number, readonly number[]>> = {
  1: [404, 604],
  2: [404],
  3: [404],
  17: [486, 600],
  18: [408, 480],
  19: [480, 408, 603],
  20: [480],
  21: [403, 603],
  22: [410],
  23: [410],
  26: [404],
  27: [502],
  28: [484],
  29: [501],
  34: [503],
  38: [503],
  41: [503],
  42: [503],
  44: [503],
  47: [503],
  55: [403],
  57: [403],
  58: [488],
  63: [503],
  65: [488],
  70: [488],
  79: [501],
  87: [403],
  88: [488, 503],
  // Recovery on timer expiry.
  102: [408, 480, 504],
  111: [500],
  127: [500],
};

/**
 * The telephone network's own cause (Reason: Q.850, RFC 3326; X-Asterisk-HangupCauseCode) tells more than SIP: on the BYE of an answered
 * call any but normal clearing, on a refusal one that its code does not already stand for.
 */
export const rule = defineRule({
  id: 'bye-q850',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['reason', 'refusal'],
  explains: ['callee-480', '503-local', '603-decline-human', 'bye-no-reason-immediate'],
  spec: ['RFC 3326 2', 'RFC 8606 4', 'RFC 3398 7.2.4.1'],
  find(call) {
    const end = byBye(call) ?? byRefusal(call);
    if (end === undefined) return [];
    const { message, cause } = end;
    return [
      {
        severity: end.severity,
        certainty: 'proven',
        atFault: sideOf(cause),
        ...(message.source !== undefined && { about: message.source }),
        values: { host: nameOf(message.source, message), cause, how: end.how, code: call.statusCode ?? 0 },
        evidence: [quoteHeader(message, causeHeader(message.message)), quoteStart(message)],
        entries: [...new Set([`cause/${cause}`, ...entriesOf(message.message)])],
      },
    ];
  },
});

interface End {
  readonly message: TracedMessage;
  readonly cause: number;
  readonly how: 'bye' | 'refusal';
  readonly severity: Severity;
}

function byBye(call: Call): End | undefined {
  const message = call.bye?.request;
  const cause =
    message === undefined ? undefined : causesOf(message.message).find((value) => ASSIGNED_CAUSES.has(value));
  if (message === undefined || cause === undefined || HARMLESS.has(cause)) return undefined;
  return { message, cause, how: 'bye', severity: cause <= LAST_NORMAL ? 'risk' : 'failure' };
}

function byRefusal(call: Call): End | undefined {
  const refusal = refusalOf(call);
  if (refusal === undefined || call.outcome !== 'rejected' || refusal.meaning !== undefined) return undefined;
  const cause = causesOf(refusal.made.message).find((value) => ASSIGNED_CAUSES.has(value));
  if (cause === undefined || HARMLESS.has(cause) || EXPECTED[cause]?.includes(refusal.code) === true) return undefined;
  return { message: refusal.made, cause, how: 'refusal', severity: 'failure' };
}

// Q.850 2.2.5: class 0 and 1 speak of the user and the number, 2 and 3 of resources, 5 and 6 of messages.
const sideOf = (cause: number): AtFault => (cause <= LAST_NORMAL ? 'depends' : 'server');
