import { firstHeader } from '../sip/fields.ts';
import type { TracedMessage } from '../trace/traced.ts';
import { viaBranches } from './keys.ts';
import type { MessageKeys } from './keys.ts';
import { beginsAnew, canBegin } from './lifetime.ts';
import { createOrphans } from './orphans.ts';
import { sameEndpoint } from './state.ts';
import type { OpenCall } from './state.ts';
import { hasTransaction } from './transactions.ts';

/** Finds the open call of a message. */
export interface Slots {
  /** The call that a message belongs to; `new` where it begins one; `late` where its call has been handed out. */
  find(traced: TracedMessage, keys: MessageKeys): OpenCall | 'new' | 'late';
  put(call: OpenCall, traced: TracedMessage): void;
  /** The call that uses a Call-ID now. */
  byCallId(callId: string): OpenCall | undefined;
  remove(call: OpenCall): void;
}

/** How many Call-IDs of calls handed out are remembered, to know late messages. */
const REMEMBERED = 100_000;

const GONE_CALL = { isCall: true };
const GONE_OTHER = { isCall: false };

// A Call-ID is a slice of the message that it was read from, and would keep all of it in memory.
function copyOf(text: string): string {
  return Buffer.from(text).toString();
}

/** Calls by Call-ID; registrations by Call-ID, address-of-record and registrar. */
export function createSlots(): Slots {
  const calls = new Map<string, OpenCall>();
  const registrations = new Map<string, OpenCall[]>();
  const orphans = createOrphans();
  const gone = new Map<string, { readonly isCall: boolean }>();

  function findRegistration(traced: TracedMessage, keys: MessageKeys): OpenCall | 'new' {
    const known = registrations.get(registrationKey(traced, keys));
    if (known === undefined) return 'new';
    return (
      known.find((call) => hasTransaction(call, keys)) ??
      (traced.message.kind === 'response' ? known.at(-1) : known.find((call) => continues(call, traced))) ??
      'new'
    );
  }

  return {
    find(traced, keys) {
      if (keys.callId === '') return orphans.find(traced, keys);
      if (keys.method === 'REGISTER') return findRegistration(traced, keys);
      const call = calls.get(keys.callId);
      if (call !== undefined) return beginsAnew(call, traced.message, keys) ? 'new' : call;
      const before = gone.get(keys.callId);
      return before === undefined || canBegin(traced.message, keys, before) ? 'new' : 'late';
    },
    put(call, traced) {
      if (call.callId === '') return orphans.put(call);
      if (!call.isRegistration) return void calls.set(call.callId, call);
      const key = registrationKey(traced, call.key);
      const known = registrations.get(key);
      if (known === undefined) registrations.set(key, [call]);
      else known.push(call);
    },
    byCallId: (callId) => calls.get(callId),
    remove(call) {
      if (call.callId === '') return orphans.remove(call);
      if (call.isRegistration) {
        const first = call.messages[0];
        const key = first === undefined ? '' : registrationKey(first, call.key);
        const left = (registrations.get(key) ?? []).filter((other) => other !== call);
        if (left.length === 0) registrations.delete(key);
        else registrations.set(key, left);
        return;
      }
      if (calls.get(call.callId) === call) calls.delete(call.callId);
      gone.set(copyOf(call.callId), call.isCall ? GONE_CALL : GONE_OTHER);
      const oldest = gone.size > REMEMBERED ? gone.keys().next().value : undefined;
      if (oldest !== undefined) gone.delete(oldest);
    },
  };
}

function registrationKey(traced: TracedMessage, keys: MessageKeys): string {
  return `${keys.callId}\n${addressOfRecord(firstHeader(traced.message, 'To') ?? '')}`;
}

function addressOfRecord(to: string): string {
  const open = to.indexOf('<');
  const close = to.indexOf('>', open);
  if (open >= 0 && close >= 0) return to.slice(open + 1, close);
  const semicolon = to.indexOf(';');
  return (semicolon < 0 ? to : to.slice(0, semicolon)).trim();
}

/** True where a REGISTER goes on with a registration: to the same registrar, or passed on to it by a proxy. */
function continues(call: OpenCall, traced: TracedMessage): boolean {
  const branches = viaBranches(traced.message);
  if (branches.length > 1) {
    const before = new Set(branches.slice(1));
    if (call.transactions.slice(-32).some((transaction) => before.has(transaction.branch ?? ''))) return true;
  }
  return sameEndpoint(call.transactions[0]?.uas, traced.destination);
}
