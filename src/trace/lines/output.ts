import { isDamage } from '../../sip/problem-kinds.ts';
import type { SipMessage } from '../../sip/message.ts';
import { parseMessage } from '../../sip/parse.ts';
import { createDuplicateFilter, NO_SIGHTINGS } from '../duplicates.ts';
import type { Frame } from '../formats/format.ts';
import { createProblems } from '../problems.ts';
import type { Problems } from '../problems.ts';
import type { Endpoint, Place, TracedMessage, TraceSink, TraceSummary } from '../traced.ts';

/** Gives messages to the sink and counts what was read. */
export interface Output {
  /** A message as text: true where it was one. `lines` as in `TracedMessage`. */
  message(text: string, number: number, format: string, frame: Frame, lines?: readonly number[]): boolean;
  repaired(kind: string): void;
  skipped(lines: number): void;
  understood(): void;
  /** A format that was recognised although no message was read in it. */
  format(name: string): void;
  readonly problems: Problems;
  summary(): TraceSummary;
}

export function createOutput(file: string, sink: TraceSink): Output {
  const duplicates = createDuplicateFilter();
  const problems = createProblems();
  const formats = new Set<string>();
  const repairs = new Map<string, number>();
  const counts = { messages: 0, duplicates: 0, damaged: 0, logLines: 0, skippedLines: 0 };
  return {
    problems,
    message(text, number, format, frame, lines) {
      const message = parseMessage(detach(text));
      if (message === undefined) return false;
      counts.messages += 1;
      formats.add(format);
      if (message.problems.some(({ kind }) => isDamage(kind))) counts.damaged += 1;
      const traced = tracedMessage(message, { file, line: number }, frame, format);
      if (lines !== undefined) traced.lines = lines;
      // A host's own log sees each message once; a summary without header fields cannot be told from a message sent again.
      const told = traced.source !== undefined && traced.destination !== undefined;
      if (told && message.headerFields.length > 0 && duplicates.isSecondSighting(traced)) counts.duplicates += 1;
      else sink.message(traced);
      return true;
    },
    repaired(kind) {
      repairs.set(kind, (repairs.get(kind) ?? 0) + 1);
    },
    skipped(lines) {
      counts.skippedLines += lines;
    },
    understood() {
      counts.logLines += 1;
    },
    format: (name) => void formats.add(name),
    summary: () => ({
      formats: [...formats],
      ...counts,
      encryptedPackets: 0,
      repairs: Object.fromEntries([...repairs].sort(([a], [b]) => (a < b ? -1 : 1))),
      streams: [],
      icmpErrors: [],
      problems: problems.list(),
    }),
  };
}

type Open = { -readonly [K in keyof TracedMessage]: TracedMessage[K] };

function tracedMessage(message: SipMessage, place: Place, frame: Frame, format: string): Open {
  const traced: Open = { message, place, sightings: NO_SIGHTINGS, format };
  if (frame.time !== undefined) {
    traced.at = frame.time.at;
    traced.clock = frame.time.clock;
  }
  const source = whole(frame.source);
  const destination = whole(frame.destination);
  if (source !== undefined) traced.source = source;
  if (destination !== undefined) traced.destination = destination;
  if (frame.transport !== undefined) traced.transport = frame.transport;
  if (frame.direction !== undefined) traced.direction = frame.direction;
  return traced;
}

const COPY = Buffer.allocUnsafeSlow(65_536);

/** The text on its own: a part of a large string would keep all of it in memory as long as the message lives. */
function detach(text: string): string {
  if (text.length > COPY.length / 3) return text;
  return COPY.toString('utf8', 0, COPY.write(text, 0, 'utf8'));
}

/** A side of which only the port was read is none. */
function whole(side: Endpoint | undefined): Endpoint | undefined {
  return side === undefined || side.address === '' ? undefined : side;
}

/** Two parts of one frame; an address and a port that came apart become one endpoint. */
export function mergeFrames(first: Frame, second: Frame): Frame {
  return {
    ...first,
    ...second,
    ...sideOf('source', first.source, second.source),
    ...sideOf('destination', first.destination, second.destination),
  };
}

function sideOf<K extends 'source' | 'destination'>(
  key: K,
  first: Endpoint | undefined,
  second: Endpoint | undefined,
): Partial<Record<K, Endpoint>> {
  if (first === undefined || second === undefined) return {};
  const address = second.address === '' ? first.address : second.address;
  const port =
    second.port ??
    (second.address === '' || second.address === first.address || first.address === '' ? first.port : undefined);
  return { [key]: port === undefined ? { address } : { address, port } } as Partial<Record<K, Endpoint>>;
}
