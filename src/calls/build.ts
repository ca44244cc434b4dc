import type { TracedMessage } from '../trace/traced.ts';
import { coversBothSides, hasEnd, watchedMs } from './coverage.ts';
import type { Surroundings } from './coverage.ts';
import { attemptsOf, decidingOf, outcomeOfCode } from './deciding.ts';
import { buildDialogs } from './dialogs.ts';
import { hopsOf } from './hops.ts';
import { linkTransactions } from './link.ts';
import { madeBy } from './made-by.ts';
import { codeOf, userOfField, userOfUri } from './message-facts.ts';
import { callOutcome, endedBy, firstBye } from './outcome.ts';
import { registrationParts } from './registration.ts';
import type { OpenCall, OpenTransaction } from './state.ts';
import { timingOf } from './timing.ts';
import type { AnyCall, Call, Dialog, Other, Outcome, Registration } from './types.ts';

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
  return {
    ...common(call, 'INVITE', first, deciding, outcome, surroundings),
    kind: 'call',
    coverage: {
      start,
      end: callHasEnd(deciding, bye, outcome, surroundings),
      bothSides: coversBothSides(call, surroundings),
      media: streams.length > 0,
    },
    ...tagsOf(call, main),
    dialogs,
    sdp,
    attempts,
    ...(deciding === undefined ? {} : { deciding }),
    ...(bye === undefined ? {} : { bye }),
    ...(ender === undefined ? {} : { endedBy: ender }),
    hops: hopsOf(attempts),
    ...timingOf(attempts, deciding, bye),
    streams,
    ...groupOf(call),
  };
}

function tagsOf(call: OpenCall, main: Dialog | undefined): { readonly callerTag: string; readonly calleeTag: string } {
  return { callerTag: main?.id.callerTag ?? call.callerTag, calleeTag: main?.id.calleeTag ?? '' };
}

function groupOf(call: OpenCall): Pick<Call, 'group' | 'joinedBy'> {
  const group = call.group;
  if (group === undefined || group.members.length < 2) return {};
  const first = Math.min(...group.members.map((member) => member.id));
  return { group: String(first), joinedBy: call.joinedBy ?? group.joinedBy };
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
  return {
    ...alone(call, 'REGISTER', attempts, surroundings),
    kind: 'registration',
    ...registrationParts(attempts, call.messages[0]),
  };
}

function buildOther(call: OpenCall, surroundings: Surroundings): Other {
  const method = call.transactions[0]?.method ?? '';
  return { ...alone(call, method, attemptsOf(call.transactions, method), surroundings), kind: 'other' };
}

type Alone = ReturnType<typeof common> & Pick<Other, 'attempts' | 'coverage'>;

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
  return {
    ...common(call, method, first, deciding, outcome, surroundings),
    attempts,
    coverage: {
      start: attempts[0]?.request !== undefined,
      end: deciding !== undefined && requestHasEnd(deciding, outcome, surroundings),
      bothSides: coversBothSides(call, surroundings),
      media: false,
    },
  };
}

function common(
  call: OpenCall,
  method: string,
  first: TracedMessage | undefined,
  deciding: OpenTransaction | undefined,
  outcome: Outcome,
  surroundings: Surroundings,
) {
  const final = deciding?.final;
  const maker = deciding === undefined ? undefined : madeBy(deciding, call.callId);
  const now = call.clock === undefined ? undefined : surroundings.times.get(call.clock);
  return {
    id: String(call.id),
    method,
    callIds: call.callId === '' ? [] : [call.callId],
    ...parties(call, first),
    outcome,
    ...(final?.message.kind === 'response'
      ? { statusCode: codeOf(final) ?? 0, reasonPhrase: final.message.reasonPhrase, final }
      : {}),
    ...(maker === undefined ? {} : { madeBy: maker }),
    messages: call.messages,
    transactions: call.transactions,
    ...(call.firstAt === undefined ? {} : { firstAt: call.firstAt }),
    ...(call.lastAt === undefined ? {} : { lastAt: call.lastAt }),
    ...(call.clock === undefined ? {} : { clock: call.clock }),
    ...(now === undefined ? {} : { watchedUntil: now }),
    icmpErrors: surroundings.flows.icmpErrorsOf(call),
    logLines: call.logLines,
  };
}

// 8.1.1.1: the Request-URI of the first request is whom was dialled; later it is a Contact, and then To tells it.
function parties(call: OpenCall, first: TracedMessage | undefined): { readonly from: string; readonly to: string } {
  const message = first?.message ?? call.messages[0]?.message;
  if (message === undefined) return { from: '', to: '' };
  const isDialled = first !== undefined && message.kind === 'request' && message.method !== 'REGISTER';
  const dialled = isDialled ? userOfUri(message.requestUri) : '';
  return { from: userOfField(message, 'From'), to: isDialled ? dialled : userOfField(message, 'To') };
}
