import type { AnyCall } from '../calls/types.ts';
import type { TracedMessage } from '../trace/traced.ts';
import { columnsOf, endsOf, type Column, type Role } from './columns.ts';

/** Words of a ladder in the reader's language. */
export interface LadderWords {
  role(role: Role): string;
  /** "7 repetitions" */
  repeats(count: number): string;
  /** "12 more messages" */
  omitted(count: number): string;
}

/** How an arrow stands out: an error response, a repetition, or neither. */
export type Mark = 'normal' | 'failure' | 'repeat';

/** One message, or several alike, between two columns. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  /** `INVITE`, `480 Temporarily Unavailable`. */
  readonly label: string;
  /** The shortest that still says it: `INVITE`, `480`. */
  readonly short: string;
  readonly mark: Mark;
  /** How many messages are folded into this arrow, in words; absent for one. */
  readonly folded?: string;
  /** Seconds since the first message; absent where the trace has no times. */
  readonly seconds?: number;
}

/** One element, with its role in words. */
export interface LadderColumn {
  readonly address: string;
  readonly role: string;
}

/** A call as columns and arrows, free of any drawing (the picture of RFC 3665). */
export interface LadderLayout {
  readonly columns: readonly LadderColumn[];
  readonly arrows: readonly Arrow[];
  /** What was left out for want of room, in words. */
  readonly omitted?: string;
}

/** More arrows than this are cut: nobody reads them on a phone. */
const MOST_ARROWS = 200;

/** The messages of a call, or of the sides of one, in order. Repetitions that follow each other become one arrow. */
export function layoutOf(calls: readonly AnyCall[], words: LadderWords): LadderLayout {
  const messages = inOrder(calls);
  const columns = columnsOf(calls, messages);
  const repeated = new Set(
    calls.flatMap((call) => call.transactions.flatMap((transaction) => transaction.retransmissions)),
  );
  const start = messages.find((message) => message.at !== undefined)?.at;
  const arrows: Counted[] = [];
  for (const message of messages) {
    const { from, to } = endsOf(columns, message, calls);
    const arrow = arrowOf(message, from, to, repeated.has(message), start);
    const before = arrows.at(-1);
    if (
      before !== undefined &&
      arrow.mark === 'repeat' &&
      before.label === arrow.label &&
      before.from === from &&
      before.to === to
    ) {
      arrows[arrows.length - 1] = before.mark === 'repeat' ? { ...before, count: before.count + 1 } : before;
      if (before.mark !== 'repeat') arrows.push(arrow);
    } else arrows.push(arrow);
  }
  const rest = arrows.length - MOST_ARROWS;
  return {
    columns: columns.map((column) => inWords(column, words)),
    arrows: arrows
      .slice(0, MOST_ARROWS)
      .map(({ count, ...arrow }) => (count > 1 ? { ...arrow, folded: words.repeats(count) } : arrow)),
    ...(rest > 0 && { omitted: words.omitted(rest) }),
  };
}

type Counted = Omit<Arrow, 'folded'> & { readonly count: number };

const inWords = ({ address, role }: Column, words: LadderWords): LadderColumn => ({
  address,
  role: role === undefined ? '' : words.role(role),
});

/** By time where all have one on the same clock, else as they were read. */
function inOrder(calls: readonly AnyCall[]): readonly TracedMessage[] {
  const all = calls.flatMap((call) => call.messages);
  if (calls.length < 2 || all.some((message) => message.at === undefined)) return all;
  return all.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

function arrowOf(
  { message, at }: TracedMessage,
  from: number,
  to: number,
  repeat: boolean,
  start: number | undefined,
): Counted {
  const method =
    /^\s*\d+\s+(\S+)/.exec(message.headerFields.find((field) => field.name === 'CSeq')?.value ?? '')?.[1] ?? '';
  const ofOther =
    message.kind === 'response' && method !== '' && method !== 'INVITE' && method !== 'REGISTER' ? ` (${method})` : '';
  const label =
    message.kind === 'request' ? message.method : `${message.statusCode} ${message.reasonPhrase}`.trim() + ofOther;
  const short = message.kind === 'request' ? message.method : `${message.statusCode}${ofOther.replace(/[()]/g, '')}`;
  const failed =
    message.kind === 'response' &&
    message.statusCode >= 400 &&
    message.statusCode !== 401 &&
    message.statusCode !== 407 &&
    message.statusCode !== 487;
  return {
    from,
    to,
    label: printable(label),
    short: printable(short),
    mark: repeat ? 'repeat' : failed ? 'failure' : 'normal',
    count: 1,
    ...(at !== undefined && start !== undefined && { seconds: (at - start) / 1000 }),
  };
}

/** Control and direction characters would break the drawing. */
// oxlint-disable-next-line no-control-regex
const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/g, '').slice(0, 60);
