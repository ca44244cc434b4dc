import type { Clock, LogLine, TracedMessage, TraceSummary } from '../trace/traced.ts';
import { buildCall } from './build.ts';
import { createDirections } from './coverage.ts';
import type { Surroundings } from './coverage.ts';
import { createFlows } from './flows.ts';
import type { Found } from './flows.ts';
import { buildGroup } from './group.ts';
import { createJoiner } from './join.ts';
import { messageKeys } from './keys.ts';
import type { MessageKeys } from './keys.ts';
import { isOver } from './lifetime.ts';
import { nearbyCallIds } from './log-lines.ts';
import { createSlots } from './slots.ts';
import { added, openCall } from './state.ts';
import type { OpenCall, OpenGroup, OpenTransaction } from './state.ts';
import { placeInTransaction } from './transactions.ts';
import type { AnyCall, Call, CallGroup, CallsResult } from './types.ts';

export interface TrackerOptions {
  /** Media and ICMP errors read so far, for calls that are handed out before the trace ends; without it those have none. */
  readonly soFar?: () => Found;
}

/** Groups messages into calls as they are read. */
export interface CallTracker {
  /** Messages must come in the order of the trace. */
  add(message: TracedMessage): void;
  /** Keeps a log line with the calls whose Call-ID it names. */
  logLine(line: LogLine): void;
  /**
   * Hands out what has ended and fallen silent for 64*T1 of the trace's time (by a number of messages where there are no
   * times), and forgets it; sides of one call come in one go. Each is handed out as soon as it is built, while its messages are still
   * at hand. Costs a look at every open call: meant for every few thousand messages.
   */
  closed(take: (call: AnyCall) => void): void;
  /** Hands out the rest. Call once. */
  finish(summary: TraceSummary): CallsResult;
}

const CALL_METHODS: ReadonlySet<string> = new Set(['INVITE', 'ACK', 'BYE', 'CANCEL', 'PRACK', 'UPDATE', 'INFO']);
/** Groups handed out early that are still told at the end. */
const KEPT_GROUPS = 300;

/** RFC 3261 12, 17: messages to transactions, dialogs, calls and registrations. Pure: no clock, no I/O; never throws. */
export function createCallTracker(options: TrackerOptions = {}): CallTracker {
  const slots = createSlots();
  const joiner = createJoiner((callId) => slots.byCallId(callId));
  const directions = createDirections();
  const open = new Set<OpenCall>();
  const groups: CallGroup[] = [];
  const times = new Map<Clock, number>();
  let count = 0;
  let lastId = 0;
  let lateMessages = 0;

  function begin(traced: TracedMessage, keys: MessageKeys): OpenCall {
    lastId++;
    const call = openCall(lastId, keys);
    open.add(call);
    slots.put(call, traced);
    return call;
  }

  function handOut(calls: readonly OpenCall[], surroundings: Surroundings, take: (call: AnyCall) => void): void {
    const sidesOfGroups = calls.filter((call) => call.group !== undefined);
    const built = new Map(sidesOfGroups.map((call) => [call, buildCall(call, surroundings)]));
    for (const group of groupsOf(sidesOfGroups)) {
      const sides = group.members
        .map((member) => built.get(member))
        .filter((side): side is Call => side?.kind === 'call');
      if (sides.length > 1 && (surroundings.isFinal || groups.length < KEPT_GROUPS))
        groups.push(buildGroup(group, sides));
    }
    for (const call of calls) take(built.get(call) ?? buildCall(call, surroundings));
  }

  return {
    add(traced) {
      count++;
      const keys = messageKeys(traced.message);
      const found = slots.find(traced, keys);
      if (found === 'late') {
        lateMessages++;
        return;
      }
      const call = found === 'new' ? begin(traced, keys) : found;
      const transaction = placeInTransaction(call, traced, keys);
      note(call, traced, keys, count);
      if (keys.method === 'INVITE') noteInvite(call, traced, keys, transaction);
      if (traced.at !== undefined && traced.clock !== undefined) times.set(traced.clock, traced.at);
      directions.note(traced);
      if (transaction.request === traced) joiner.consider(call, traced, keys, count);
    },
    logLine(line) {
      for (const callId of nearbyCallIds(line.text)) {
        const call = slots.byCallId(callId);
        if (call !== undefined && call.logLines.length < 200) call.logLines = added(call.logLines, line);
      }
    },
    closed(take) {
      const now = { times, count };
      const ready: OpenCall[] = [];
      for (const call of open) {
        const isReady = isOver(call, now) && (call.group?.members.every((member) => isOver(member, now)) ?? true);
        if (isReady) ready.push(call);
      }
      for (const call of ready) {
        open.delete(call);
        slots.remove(call);
        joiner.forget(call);
      }
      const flows = createFlows(options.soFar?.() ?? { streams: [], icmpErrors: [] });
      handOut(ready, { times, directions, flows, isFinal: false }, take);
    },
    finish(summary) {
      const rest = [...open];
      open.clear();
      const flows = createFlows(summary);
      const calls: AnyCall[] = [];
      handOut(rest, { times, directions, flows, isFinal: true }, (call) => void calls.push(call));
      return { calls, groups, lateMessages };
    },
  };
}

/** Groups a small trace at once. */
export function groupCalls(
  messages: readonly TracedMessage[],
  summary: TraceSummary,
  logLines: readonly LogLine[] = [],
): CallsResult {
  const tracker = createCallTracker();
  for (const message of messages) tracker.add(message);
  for (const line of logLines) tracker.logLine(line);
  return tracker.finish(summary);
}

function note(call: OpenCall, traced: TracedMessage, keys: MessageKeys, count: number): void {
  call.messages.push(traced);
  call.lastCount = count;
  if (traced.at !== undefined) {
    call.firstAt ??= traced.at;
    call.lastAt = traced.at;
    call.clock ??= traced.clock;
  }
  if (call.isRegistration) return;
  if (CALL_METHODS.has(keys.method)) call.isCall = true;
  if (keys.method === 'BYE') call.hasBye = true;
}

function noteInvite(call: OpenCall, traced: TracedMessage, keys: MessageKeys, transaction: OpenTransaction): void {
  const { message } = traced;
  if (transaction.request === traced || call.lastInvite === undefined) call.lastInvite = transaction;
  if (message.kind === 'request') {
    if (call.callerTag === '' && keys.toTag === '') call.callerTag = keys.fromTag;
  } else if (message.statusCode >= 200 && message.statusCode < 300 && transaction.toTag === undefined) {
    // 13.2.2.4: each To-tag of a 2xx is a dialog, and needs a BYE of its own.
    if (call.isAnswered && call.answeredTag !== keys.toTag) call.hasForks = true;
    call.isAnswered = true;
    call.answeredTag = keys.toTag;
  }
}

function groupsOf(calls: readonly OpenCall[]): ReadonlySet<OpenGroup> {
  const groups = new Set<OpenGroup>();
  for (const call of calls) if (call.group !== undefined) groups.add(call.group);
  return groups;
}
