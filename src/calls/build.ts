import { own } from '../text/own.ts';
import type { TracedMessage } from '../trace/traced.ts';
import { coversBothSides, hasEnd, watchedMs } from './coverage.ts';
import type { Surroundings } from './coverage.ts';
import { attemptsOf, decidingOf, outcomeOfCode } from './deciding.ts';
import { buildDialogs } from './dialogs.ts';
import { hopsOf } from './hops.ts';
import { linkTransactions } from './link.ts';
import { madeBy } from './made-by.ts';
import { userOfField, userOfUri } from './message-facts.ts';
import { callOutcome, endedBy, firstBye } from './outcome.ts';
import { registrationParts } from './registration.ts';
import type { OpenCall, OpenTransaction, Writable } from './state.ts';
import { setTimes } from './timing.ts';
import type { AnyCall, Call, CallParts, Other, Outcome, Registration } from './types.ts';

/** Turns what was collected of one call into what others look at. */
export function buildCall(call: OpenCall, surroundings: Surroundings): AnyCall {
  linkTransactions(call);
  if (call.isRegistration) return buildRegistration(call, surroundings);
  return call.isCall ? buildInviteCall(call, surroundings) : buildOther(call, surroundings);
}

function buildInviteCall(call: OpenCall, surroundings: Surroundings): Call {
  const attempts = attemptsOf(call.transactions, 'INVITE');
  const deciding = decidingOf(attempts);
  const bye = firstBye(call);
  const outcome = callOutcome(call, deciding, attempts, surroundings);
  const { dialogs, sdp } = buildDialogs(call);
  const main = dialogs.find((dialog) => dialog.answered) ?? dialogs[0];
  const streams = surroundings.flows.streamsOf(call);
  const ender = endedBy(call, bye, attempts, outcome);
  const first = attempts.find((attempt) => attempt.request !== undefined)?.request;
  const start = first !== undefined && attempts[0]?.toTag === undefined;
  const built: Writable<Call> = Object.assign(common(call, 'INVITE', first, deciding, outcome, surroundings), {
    kind: 'call' as const,
    coverage: {
      start,
      end: callHasEnd(deciding, bye, outcome, surroundings),
      bothSides: coversBothSides(call, surroundings),
      media: streams.length > 0,
    },
    callerTag: main?.id.callerTag ?? call.callerTag,
    calleeTag: main?.id.calleeTag ?? '',
    dialogs,
    sdp,
    attempts,
    hops: hopsOf(attempts),
    streams,
  });
  if (deciding !== undefined) built.deciding = deciding;
  if (bye !== undefined) built.bye = bye;
  if (ender !== undefined) built.endedBy = ender;
  const iceChecks = surroundings.flows.checksOf(call);
  if (iceChecks.length > 0) built.iceChecks = iceChecks;
  const neighbour = streams.length > 0 ? undefined : surroundings.flows.neighbourOf(call);
  if (neighbour !== undefined) built.neighbour = neighbour;
  setTimes(built, attempts, deciding, bye);
  setGroup(built, call);
  return built;
}

function setGroup(built: Writable<Call>, call: OpenCall): void {
  const group = call.group;
  if (group === undefined || group.members.length < 2) return;
  built.group = String(Math.min(...group.members.map((member) => member.id)));
  built.joinedBy = call.joinedBy ?? group.joinedBy;
}

// A 2xx needs a BYE after it; a challenge needs the time in which credentials would have come.
function callHasEnd(
  deciding: OpenTransaction | undefined,
  bye: OpenTransaction | undefined,
  outcome: Outcome,
  surroundings: Surroundings,
): boolean {
  if (bye !== undefined) return true;
  if (deciding === undefined || outcome === 'answered') return false;
  return requestHasEnd(deciding, outcome, surroundings);
}

const CHALLENGE_MS = 32_000;

function requestHasEnd(deciding: OpenTransaction, outcome: Outcome, surroundings: Surroundings): boolean {
  if (outcome !== 'challenged') return hasEnd(deciding, surroundings);
  return (watchedMs(deciding.final, surroundings) ?? 0) >= CHALLENGE_MS;
}

function buildRegistration(call: OpenCall, surroundings: Surroundings): Registration {
  const attempts = attemptsOf(call.transactions, 'REGISTER');
  const parts = registrationParts(attempts, call.messages[0]);
  return Object.assign(alone(call, 'REGISTER', attempts, surroundings), parts, { kind: 'registration' as const });
}

function buildOther(call: OpenCall, surroundings: Surroundings): Other {
  const method = call.transactions[0]?.method ?? '';
  const attempts = attemptsOf(call.transactions, method);
  return Object.assign(alone(call, method, attempts, surroundings), { kind: 'other' as const });
}

type Alone = CallParts & Pick<Other, 'attempts'>;

/** Requests that stand for themselves: the last that got a final response decides, or the last of all where it was given up. */
function alone(
  call: OpenCall,
  method: string,
  attempts: readonly OpenTransaction[],
  surroundings: Surroundings,
): Alone {
  const last = attempts.at(-1);
  const isLost = last !== undefined && last.final === undefined && hasEnd(last, surroundings);
  const deciding = isLost ? last : (attempts.findLast((attempt) => attempt.final !== undefined) ?? last);
  const outcome: Outcome =
    deciding?.final === undefined ? (isLost ? 'unanswered' : 'unknown') : outcomeOfCode(deciding, attempts);
  const first = attempts.find((attempt) => attempt.request !== undefined)?.request;
  return Object.assign(common(call, method, first, deciding, outcome, surroundings), {
    attempts,
    coverage: {
      start: attempts[0]?.request !== undefined,
      end: deciding !== undefined && requestHasEnd(deciding, outcome, surroundings),
      bothSides: coversBothSides(call, surroundings),
      media: false,
    },
  });
}

function common(
  call: OpenCall,
  method: string,
  first: TracedMessage | undefined,
  deciding: OpenTransaction | undefined,
  outcome: Outcome,
  surroundings: Surroundings,
): Writable<Omit<CallParts, 'coverage'>> {
  const { from, to } = parties(call, first);
  const parts: Writable<Omit<CallParts, 'coverage'>> = {
    id: String(call.id),
    method,
    // Strings of their own: these are kept when the messages are long gone.
    callIds: call.callId === '' ? [] : [own(call.callId)],
    from: own(from),
    to: own(to),
    outcome,
    messages: call.messages,
    transactions: call.transactions,
    icmpErrors: surroundings.flows.icmpErrorsOf(call),
    logLines: call.logLines,
  };
  const final = deciding?.final;
  if (final?.message.kind === 'response') {
    parts.statusCode = final.message.statusCode;
    parts.reasonPhrase = own(final.message.reasonPhrase);
    parts.final = final;
  }
  const maker = deciding === undefined ? undefined : madeBy(deciding, call.callId);
  if (maker !== undefined) parts.madeBy = maker;
  if (call.firstAt !== undefined) parts.firstAt = call.firstAt;
  if (call.lastAt !== undefined) parts.lastAt = call.lastAt;
  if (call.clock !== undefined) parts.clock = call.clock;
  const now = call.clock === undefined ? undefined : surroundings.times.get(call.clock);
  if (now !== undefined) parts.watchedUntil = now;
  return parts;
}

// 8.1.1.1: the Request-URI of the first request is whom was dialled; later it is a Contact, and then To tells it.
function parties(call: OpenCall, first: TracedMessage | undefined): { readonly from: string; readonly to: string } {
  const message = first?.message ?? call.messages[0]?.message;
  if (message === undefined) return { from: '', to: '' };
  const isDialled = first !== undefined && message.kind === 'request' && message.method !== 'REGISTER';
  const dialled = isDialled ? userOfUri(message.requestUri) : '';
  return { from: userOfField(message, 'From'), to: isDialled ? dialled : userOfField(message, 'To') };
}
