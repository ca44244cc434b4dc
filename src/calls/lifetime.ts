import type { SipMessage } from '../sip/message.ts';
import type { MessageKeys } from './keys.ts';
import { codeOf, elapsedMs } from './message-facts.ts';
import type { OpenCall, OpenTransaction } from './state.ts';

/** A silence after which something is over: in milliseconds, or in messages of the trace where there are no times. */
interface Silence {
  readonly ms: number;
  readonly messages: number;
}

// 17.1.1.2, 17.1.2.2: 64*T1 is the time of all timers that end a transaction.
const AFTER_END: Silence = { ms: 32_000, messages: 5_000 };
const WITHOUT_ANSWER: Silence = { ms: 64_000, messages: 10_000 };
// 16.6 step 11: timer C is longer than three minutes.
const WHILE_RINGING: Silence = { ms: 300_000, messages: 20_000 };
const SUBSCRIBED: Silence = { ms: 3_600_000, messages: 100_000 };
const TALKING: Silence = { ms: 14_400_000, messages: 400_000 };

/** The present of a trace: the time of its latest message, by clock, and how many there were. */
export interface Now {
  readonly times: ReadonlyMap<string, number>;
  readonly count: number;
}

/** True where nothing more can be expected of a call: it has ended and its retransmissions are over. */
export function isOver(call: OpenCall, now: Now): boolean {
  const silence = silenceOf(call);
  const time = call.clock === undefined ? undefined : now.times.get(call.clock);
  if (time === undefined || call.lastAt === undefined) return now.count - call.lastCount > silence.messages;
  return elapsedMs(call.lastAt, time, call.clock) > silence.ms;
}

/** True where a request that belongs to no dialog begins something new under a Call-ID that was used before. */
export function beginsAnew(call: OpenCall, message: SipMessage, keys: MessageKeys): boolean {
  if (message.kind !== 'request' || keys.toTag !== '') return false;
  if (call.isCall) return keys.method === 'INVITE' && keys.fromTag !== call.callerTag && hasEnded(call);
  const last = call.transactions.at(-1);
  if (last === undefined || keys.method === 'INVITE' || last.cseq === keys.cseq) return false;
  return ALONE.has(keys.method) && !isToBeRepeated(last);
}

/** True where a message can begin a call of its own after the one of its Call-ID has been handed out. */
export function canBegin(message: SipMessage, keys: MessageKeys, gone: { readonly isCall: boolean }): boolean {
  if (!gone.isCall) return message.kind === 'request';
  return message.kind === 'request' && keys.toTag === '' && keys.method !== 'CANCEL' && keys.method !== 'ACK';
}

// Methods of which each request stands for itself.
const ALONE: ReadonlySet<string> = new Set(['OPTIONS', 'MESSAGE', 'PUBLISH', 'SUBSCRIBE', 'REFER']);
// 22.2, 21.4.17, RFC 3903 4.1, RFC 4028 6, RFC 3329 2.3: the sender is asked to send again with a change.
const REPEATED_AFTER: ReadonlySet<number> = new Set([401, 407, 412, 422, 423, 494]);

function isToBeRepeated(transaction: OpenTransaction): boolean {
  const code = codeOf(transaction.final);
  return code !== undefined && (REPEATED_AFTER.has(code) || (code >= 300 && code < 400));
}

/** True where a call was refused or a BYE was sent. */
export function hasEnded(call: OpenCall): boolean {
  if (call.hasBye || call.isAnswered) return call.hasBye;
  const code = codeOf(call.lastInvite?.final);
  return code !== undefined && code >= 400 && !REPEATED_AFTER.has(code);
}

function silenceOf(call: OpenCall): Silence {
  if (!call.isCall) {
    const last = call.transactions.at(-1);
    const code = codeOf(last?.final);
    if (code === undefined) return WITHOUT_ANSWER;
    const isSubscription = last?.method === 'SUBSCRIBE' || last?.method === 'NOTIFY';
    return isSubscription && code < 300 ? SUBSCRIBED : AFTER_END;
  }
  if (call.hasBye && !call.hasForks) return AFTER_END;
  if (call.isAnswered) return TALKING;
  const code = codeOf(call.lastInvite?.final);
  if (code !== undefined && code >= 300) return AFTER_END;
  if (code !== undefined || call.lastInvite === undefined) return TALKING;
  return call.lastInvite.provisional.length > 0 ? WHILE_RINGING : WITHOUT_ANSWER;
}
