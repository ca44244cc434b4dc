import type { AnyCall } from '../calls/types.ts';
import type { LogLine, Place, TracedMessage, TraceSummary } from '../trace/traced.ts';
import { captureTable, framingOf, summaryLine } from './redact-frames.ts';
import { rewriteMessage } from './redact-message.ts';
import { rewriteLogLine } from './redact-text.ts';
import { aliasValues, noteValues, type ValueKind, type WireValues } from './wire-values.ts';

/** What was read, as far as it is kept. */
export interface Redactable {
  readonly calls: ReadonlyMap<string, AnyCall>;
  readonly logLines: readonly LogLine[];
  readonly summary: TraceSummary;
}

/** A file that may be given to a carrier. */
export interface RedactedCopy {
  readonly name: string;
  readonly text: string;
  /** How many SIP messages and known log lines stand in it, and how many different values were replaced. */
  readonly messages: number;
  readonly logLines: number;
  readonly replaced: number;
}

/** Every value of what was read that says who, where or by which secret, with what it is. */
export function valuesOfTrace({ calls, logLines, summary }: Redactable): ReadonlyMap<string, ValueKind> {
  const noted = noteValues();
  write(partsOf({ calls, logLines, summary }), summary, noted);
  return noted.values;
}

const partsOf = ({ calls, logLines }: Redactable): readonly Part[] =>
  inOrder(
    [...calls.values()].flatMap((call) => call.messages),
    logLines.filter((line) => line.entry !== undefined),
  );

type Part = { readonly place: Place; readonly at?: number; readonly clock?: string } & (
  { readonly message: TracedMessage } | { readonly line: LogLine }
);

/**
 * The kept calls printed anew from what was understood of them, never from the original bytes: readable by this program, and by a carrier,
 * as the same calls. Whoever and whatever stands in it has an alias that is the same throughout and is no value of the original; secrets are
 * dummies that keep equality. Messages come with the addresses, times and directions they were read with, known log lines where they stood.
 */
export function redactTrace(trace: Redactable): RedactedCopy {
  const parts = partsOf(trace);
  const values = valuesOfTrace(trace);
  const text = write(parts, trace.summary, aliasValues(values));
  const messages = parts.filter((part) => 'message' in part).length;
  return { name: 'redacted.txt', text, messages, logLines: parts.length - messages, replaced: values.size };
}

/** By time where everything has one on the same clock, else by place. */
function inOrder(messages: readonly TracedMessage[], logLines: readonly LogLine[]): readonly Part[] {
  const ofMessages = [...new Set(messages)].map((message): Part => ({ ...keysOf(message), message }));
  const parts = [...ofMessages, ...logLines.map((line): Part => ({ ...keysOf(line), line }))];
  const clocks = new Set(parts.map(({ clock }) => clock));
  const timed = clocks.size === 1 && !clocks.has(undefined) && parts.every(({ place }) => 'frame' in place);
  const files = [...new Set(parts.map(({ place }) => place.file))];
  return parts.toSorted(
    (a, b) =>
      (timed ? (a.at ?? 0) - (b.at ?? 0) : 0) ||
      files.indexOf(a.place.file) - files.indexOf(b.place.file) ||
      numberOf(a.place) - numberOf(b.place),
  );
}

const keysOf = ({
  place,
  at,
  clock,
}: TracedMessage | LogLine): { readonly place: Place; readonly at?: number; readonly clock?: string } => ({
  place,
  ...(at !== undefined && { at }),
  ...(clock !== undefined && { clock }),
});

const numberOf = (place: Place): number => ('frame' in place ? place.frame : place.line);

const DAY = 86_400_000;

function write(parts: readonly Part[], summary: TraceSummary, values: WireValues): string {
  const dated = parts.some(({ at, clock }) => clock === 'day' && (at ?? 0) >= DAY);
  const blocks = parts.map((part) => {
    if ('line' in part) return `${rewriteLogLine(part.line.text.trimEnd(), values)}\n`;
    const text = rewriteMessage(part.message.message, values);
    if (part.message.message.headerFields.length === 0)
      return summaryLine(part.message, text.slice(0, text.indexOf('\n')), dated, values) ?? '';
    const octets = Buffer.byteLength(text.replaceAll('\n', '\r\n'));
    const { lines, before } = framingOf(part.message, octets, dated, values);
    return `${lines}${before}${text}\n`;
  });
  return blocks.join('') + captureTable(summary, values);
}
