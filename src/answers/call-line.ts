import type { AnyCall, Call, Coverage, Outcome, Party } from '../calls/types.ts';
import type { Catalog, Messages } from '../catalog/index.ts';
import type { Clock } from '../trace/traced.ts';
import type { Text, Value } from './answer.ts';

/** One call, registration or other as lists and the JSON contract show it. */
export interface CallLine {
  readonly id: string;
  readonly kind: 'call' | 'registration' | 'other';
  readonly method: string;
  readonly callIds: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly outcome: Outcome;
  readonly statusCode: number | undefined;
  readonly reasonPhrase: string | undefined;
  readonly messages: number;
  readonly coverage: Coverage;
  readonly firstAt: number | undefined;
  readonly clock: Clock | undefined;
  readonly endedBy: Party | undefined;
  readonly setupMs: number | undefined;
  readonly talkMs: number | undefined;
}

/** The light record of one call, small enough to keep for every one of a large trace. */
export function lineOf(call: AnyCall): CallLine {
  const { endedBy, setupMs, talkMs } = call.kind === 'call' ? call : NOT_A_CALL;
  return {
    id: call.id,
    kind: call.kind,
    method: call.method,
    callIds: call.callIds,
    from: call.from,
    to: call.to,
    outcome: call.outcome,
    statusCode: call.statusCode,
    reasonPhrase: call.reasonPhrase,
    messages: call.messages.length,
    coverage: call.coverage,
    firstAt: call.firstAt,
    clock: call.clock,
    endedBy,
    setupMs,
    talkMs,
  };
}

const NOT_A_CALL: Partial<Pick<Call, 'endedBy' | 'setupMs' | 'talkMs'>> = {};

/** A user part as a value: digits are a number, anything else a user. */
export const party = (user: string): Value => ({
  value: /^\+?[\d*#]+$/.test(user) ? 'number' : 'user',
  text: user === '' ? '?' : user,
});

/** "102 -> 79161234567, 14:03:07, answered after 4.2 s, 63 s long, ended by the caller". */
export function callText(line: CallLine, messages: Messages): Text {
  const parts: (string | Value)[] =
    line.kind === 'call'
      ? [party(line.from), ' → ', party(line.to)]
      : [{ value: 'header', text: line.method }, ' ', party(line.from === '' ? line.to : line.from)];
  const time = timeOf(line.firstAt, line.clock);
  if (time !== undefined) parts.push(`, ${time}`);
  parts.push(', ', ...outcomeText(line, messages));
  if (line.talkMs !== undefined) parts.push(`, ${messages.message('trace.talk', { seconds: seconds(line.talkMs) })}`);
  if (line.endedBy !== undefined) parts.push(`, ${messages.message(`trace.ended.${line.endedBy}`)}`);
  return parts;
}

/** Stands where a value of the input goes into a sentence of ours. */
const MARK = '\u0001';

function outcomeText(line: CallLine, messages: Messages): Text {
  const code = line.statusCode === undefined ? '' : `${line.statusCode} ${line.reasonPhrase ?? ''}`.trim();
  if (line.outcome === 'answered' && line.setupMs !== undefined)
    return [messages.message('trace.answered-after', { seconds: seconds(line.setupMs) })];
  return messages
    .message(`trace.outcome.${line.outcome}`, { code: MARK })
    .split(MARK)
    .flatMap((part, index): Text => (index === 0 ? [part] : [{ value: 'header', text: code }, part]))
    .filter((part) => part !== '');
}

/** Milliseconds as seconds with one decimal. */
export const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/** Time of day, as the log wrote it; of an absolute clock in UTC, marked so. */
export function timeOf(at: number | undefined, clock: Clock | undefined): string | undefined {
  if (at === undefined || clock === 'relative' || clock === undefined) return undefined;
  const time = new Date(((at % 86_400_000) + 86_400_000) % 86_400_000).toISOString().slice(11, 19);
  return clock === 'epoch' ? `${time} UTC` : time;
}

/** The catalog entry of a final code: of its phrase where the catalog has it, else of the code, else of its class. */
export function entryOfCode(
  catalog: Catalog,
  code: number,
  phrase: string | undefined,
  key: (phrase: string) => string,
): string | undefined {
  const candidates = [
    ...(phrase === undefined || phrase === '' ? [] : [`response/${code}/${key(phrase)}`]),
    `response/${code}`,
    `class/${Math.floor(code / 100)}xx`,
  ];
  return candidates.find((id) => catalog.entry(id, 'en') !== undefined);
}
