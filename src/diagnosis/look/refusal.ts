import type { Call, Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import type { Endpoint, TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import type { Evidence, Found } from '../rule.ts';
import { causesOf } from './causes.ts';
import { entriesOf } from './entries.ts';
import { nameOf, partyOf, requestUser } from './name.ts';
import { once } from './once.ts';
import { meaningOf } from './phrases.ts';
import type { Meaning } from './phrases.ts';

/** How an INVITE was refused, redirected or ended with 487. */
export interface Refusal {
  readonly code: number;
  readonly phrase: string;
  /** What the phrase says beyond the code. */
  readonly meaning?: Meaning;
  /** Causes of ITU-T Q.850 that the response carries, wherever on its way. */
  readonly causes: readonly number[];
  /** The response as it was first sent, and by whom. */
  readonly made: TracedMessage;
  readonly maker?: Endpoint;
  /** The maker was seen to send the request on and to get no such response: it made the code itself. */
  readonly isOwn: boolean;
  /** The INVITE on the hop of the maker, and on that of the caller. */
  readonly madeIn?: Transaction;
  readonly attempt: Transaction;
  /** From the deciding INVITE to its final response, and from the first ringing to it, in milliseconds. */
  readonly waitedMs?: number;
  readonly rangMs?: number;
  /** A 180 was seen on its way. */
  readonly hasRung: boolean;
}

/** The final response >= 300 that decided an initial INVITE; undefined where the call was answered or nothing decided. */
export const refusalOf = once(readRefusal);

function readRefusal(call: Call): Refusal | undefined {
  const { final, deciding } = call;
  if (final === undefined || deciding === undefined || call.outcome === 'answered' || final.message.kind !== 'response')
    return undefined;
  const code = final.message.statusCode;
  if (code < 300) return undefined;
  const made = call.madeBy?.message ?? final;
  const phrase = made.message.kind === 'response' ? made.message.reasonPhrase : final.message.reasonPhrase;
  const meaning = meaningOf(code, phrase) ?? meaningOf(code, final.message.reasonPhrase);
  const ringing = ringingOf(deciding);
  const waitedMs = between(deciding.request, final);
  const rangMs = between(ringing, final);
  return {
    code,
    phrase,
    causes: [...new Set([...causesOf(made.message), ...causesOf(final.message)])],
    made,
    isOwn: call.madeBy?.proven ?? false,
    attempt: deciding,
    hasRung: ringing !== undefined,
    ...(meaning !== undefined && { meaning }),
    ...makerOf(call),
    ...(call.madeBy !== undefined && { madeIn: call.madeBy.transaction }),
    ...(waitedMs !== undefined && { waitedMs }),
    ...(rangMs !== undefined && { rangMs }),
  };
}

/** The first 180 of a transaction: the callee's device rings (RFC 3261 21.1.2). */
export const ringingOf = (transaction: Transaction): TracedMessage | undefined =>
  transaction.provisional.find(({ message }) => message.kind === 'response' && message.statusCode === 180);

/** Milliseconds from one message to another; undefined without times. */
export const between = (from: TracedMessage | undefined, to: TracedMessage | undefined): number | undefined =>
  from?.at === undefined || to?.at === undefined ? undefined : to.at - from.at;

/** Milliseconds as seconds with one decimal. */
export const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/** What every finding about a refusal has in common: who, which number, which lines; `quoted` are header fields worth quoting. */
export function refusedBy(
  call: Call,
  refusal: Refusal,
  quoted: readonly string[] = [],
): Pick<Found, 'about' | 'values' | 'evidence' | 'entries'> {
  const { made, maker, code, phrase, attempt, waitedMs, rangMs } = refusal;
  const headers = ['Reason', 'Warning', ...quoted].filter((name) => firstHeader(made.message, name) !== undefined);
  const asked = refusal.madeIn?.request ?? attempt.request;
  const first: Evidence = quoteStart(made);
  return {
    ...(maker !== undefined && { about: maker }),
    values: {
      host: nameOf(maker, made),
      number: partyOf(requestUser(asked) || call.to),
      code,
      answer: { value: 'token', text: `${code} ${phrase}`.trim() },
      timed: waitedMs === undefined ? 'no' : 'yes',
      rung: refusal.hasRung ? 'yes' : 'no',
      ...(waitedMs !== undefined && { seconds: seconds(waitedMs) }),
      ...(rangMs !== undefined && { rang: seconds(rangMs) }),
    },
    evidence: [
      first,
      ...headers.map((name) => quoteHeader(made, name)),
      ...(asked === undefined ? [] : [quoteStart(asked)]),
    ],
    entries: entriesOf(made.message),
  };
}

function makerOf(call: Call): { readonly maker?: Endpoint } {
  const element = call.madeBy?.element ?? call.final?.source;
  return element === undefined ? {} : { maker: element };
}
