import type { Frame, TextFormat } from '../formats/format.ts';
import type { Line, Origin } from './draft.ts';
import { mergeFrames } from './output.ts';
import type { Output } from './output.ts';
import type { TimeReader } from './time.ts';

/** Keeps what the last frame lines said until the message below comes. */
export interface Frames {
  add(format: TextFormat, frame: Frame, line: Line): void;
  /** One more line without a frame or a message has passed. */
  pass(): void;
  /** What is known of a message that begins now; `before` stood before its start line and may hold a time. */
  origin(before: string): Origin;
  /** A message begins: true where the same one was already read under this frame (tcpdump -v -A prints each twice). */
  begin(startLine: string): boolean;
  /** The message that began is over; `read` where it was one. */
  finish(startLine: string, read: boolean): void;
  /** The frame for a message that is read in one piece; undefined where the lines must decide. */
  take(): Origin | undefined;
  /** True where the line is itself the frame that sums a message up. */
  isSummary(line: Line): boolean;
  /** True within two lines of a frame. */
  isFresh(): boolean;
  forget(): void;
  /** Reports a message of which only the summary came. */
  flush(): void;
}

interface Waiting {
  readonly format: string;
  readonly frame: Frame;
  readonly repairs: readonly string[];
  age: number;
  summary: Line | undefined;
  done: string | undefined;
}

const MAX_AGE = 14;
const BARE = 'sip-bare';
const NO_FRAME: Frame = {};
const NO_REPAIRS: readonly string[] = [];

export function createFrames(output: Output, times: TimeReader): Frames {
  let waiting: Waiting | undefined;

  const flush = (): void => {
    const summary = waiting?.summary;
    if (waiting === undefined || summary === undefined) return;
    waiting.summary = undefined;
    for (const kind of waiting.repairs) output.repaired(kind);
    output.message(`${waiting.frame.startLine ?? ''}\n\n`, summary.number, waiting.format, waiting.frame);
  };

  return {
    flush,
    add(format, frame, line) {
      const open =
        frame.adds === true && frame.begins !== true && waiting !== undefined && waiting.age <= MAX_AGE
          ? waiting
          : undefined;
      if (open === undefined) flush();
      waiting = {
        format: open === undefined ? format.name : joinedName(open.format, format.name),
        frame: open === undefined ? frame : mergeFrames(open.frame, frame),
        repairs: joinRepairs(open?.repairs ?? NO_REPAIRS, line.repairs ?? NO_REPAIRS),
        age: 0,
        summary: frame.startLine === undefined ? undefined : line,
        done: open?.done,
      };
    },
    pass() {
      if (waiting !== undefined) waiting.age += 1;
    },
    origin(before) {
      const open = waiting !== undefined && waiting.age <= MAX_AGE ? waiting : undefined;
      const frame = open?.frame ?? NO_FRAME;
      const format = open?.format ?? BARE;
      const repairs = open?.repairs ?? NO_REPAIRS;
      if (frame.time !== undefined || before.length < 5) return { format, frame, repairs };
      const time = times.read(before.slice(0, 200));
      return { format, frame: time === undefined ? frame : { ...frame, time }, repairs };
    },
    begin(startLine) {
      if (waiting === undefined) return false;
      const again = waiting.frame.once === true && waiting.done === startLine;
      waiting.done = startLine;
      return again;
    },
    finish(startLine, read) {
      if (waiting === undefined) return;
      if (!read) {
        if (waiting.done === startLine) waiting.done = undefined;
      } else if (waiting.frame.once === true) waiting.summary = undefined;
      else waiting = undefined;
    },
    take() {
      if (
        waiting === undefined ||
        waiting.age > MAX_AGE ||
        waiting.frame.once === true ||
        waiting.summary !== undefined
      )
        return undefined;
      const { format, frame, repairs } = waiting;
      waiting = undefined;
      return { format, frame, repairs };
    },
    isSummary: (line) => waiting?.summary === line,
    isFresh: () => waiting !== undefined && waiting.age <= 2,
    forget: () => void (waiting = undefined),
  };
}

/** The name of a frame that two formats wrote together: the one that says more about where it comes from. */
function joinedName(first: string, second: string): string {
  if (first === 'arrow') return second;
  return second === 'hex-dump' || second === 'wireshark-copy' ? first : second;
}

function joinRepairs(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.length === 0 ? second : second.length === 0 ? first : [...new Set([...first, ...second])];
}
