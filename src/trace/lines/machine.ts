import type { Frame, TextFormat, Writing } from '../formats/format.ts';
import { createDraft, draftText } from './draft.ts';
import type { Draft, Line, Origin } from './draft.ts';
import type { Finder, Found } from './finder.ts';
import { isEndMark } from './marks.ts';
import { mergeFrames } from './output.ts';
import type { Output } from './output.ts';
import type { PatternMatcher } from './patterns.ts';
import type { Around } from './pending.ts';
import { takeLine } from './stages.ts';
import { findStart } from './start.ts';
import type { StartFound } from './start.ts';
import { isTemplate } from './template.ts';
import type { TimeReader } from './time.ts';
import { readOneLine } from './unescape.ts';

/** Reads lines one by one: between messages, within one, or within a dump. */
export interface Machine {
  line(line: Line): void;
  /** The frame that the last line gave, where the machine stands between messages; for reading the message below in one piece. */
  takeFrame(): Origin | undefined;
  idle(): boolean;
  end(): void;
}

export interface Parts {
  readonly output: Output;
  readonly finder: Finder;
  readonly patterns: PatternMatcher;
  readonly times: TimeReader;
}

interface Waiting {
  readonly format: string;
  readonly frame: Frame;
  /** Lines since, so that a frame does not reach a message far below. */
  age: number;
  /** A summary line that is a message of its own unless the message follows. */
  summary: Line | undefined;
  /** The start line of the message that was read under this frame, where it may stand twice. */
  done: string | undefined;
}

const MAX_AGE = 14;
const BARE = 'sip-bare';
const NO_FRAME: Frame = {};

export function createMachine(parts: Parts): Machine {
  const { output, finder, patterns, times } = parts;
  let draft: Draft | undefined;
  let writing: { writing: Writing; origin: Origin; numbers: number[] } | undefined;
  let waiting: Waiting | undefined;
  let previous: Line | undefined;
  /** A message over TCP whose body comes in the next segment, under a frame of its own. */
  let held: { draft: Draft; age: number } | undefined;
  let depth = 0;

  const around: Around = {
    isFrame(text) {
      const found = finder.look(text);
      return found !== undefined && found.formats.length > 0 && finder.frames(text, found.formats.filter((format) => format.name !== 'json-lines'), times) !== undefined;
    },
    chatter: (line) => {
      const found = finder.look(line.text);
      if (found === undefined || !matched(line, found)) output.skipped(1);
    },
  };
  const matched = (line: Line, found: Found): boolean => {
    if (found.patterns.length === 0 || !patterns.match(line.text, line.number, found.patterns)) return false;
    output.understood();
    return true;
  };

  const flushSummary = (): void => {
    const summary = waiting?.summary;
    if (waiting === undefined || summary === undefined) return;
    waiting.summary = undefined;
    output.message(`${waiting.frame.startLine ?? ''}\n\n`, summary.number, waiting.format, waiting.frame);
  };
  const setFrame = (format: TextFormat, frame: Frame, line: Line): void => {
    const joins = frame.adds === true && frame.begins !== true && waiting !== undefined && waiting.age <= MAX_AGE;
    if (!joins) flushSummary();
    const merged = joins && waiting !== undefined ? mergeFrames(waiting.frame, frame) : frame;
    const name = joins && waiting !== undefined && frame.adds === true && waiting.format !== format.name ? joinedName(waiting.format, format.name) : format.name;
    waiting = { format: name, frame: merged, age: 0, summary: frame.startLine === undefined ? undefined : line, done: joins ? waiting?.done : undefined };
  };

  const begin = (line: Line, start: StartFound): void => {
    releaseHeld();
    const text = line.text;
    const startLine = ownStartLine(text, start);
    const before = text.slice(0, start.column);
    const origin = originOf(before);
    const again = waiting?.frame.once === true && waiting.done === startLine.trim();
    if (waiting !== undefined) waiting.done = startLine.trim();
    const fresh = createDraft(origin, line, before, startLine, again);
    const whole = readOneLine(text, start);
    if (whole === undefined) {
      draft = fresh;
      return;
    }
    if (whole.kind === 'lost-line-ends') output.repaired('lost-line-ends');
    draft = { ...fresh, before: '', dots: false, caret: false };
    for (const part of whole.lines.slice(1)) give({ text: part, number: line.number });
    if (draft !== undefined) finish();
    const next = whole.end < text.length ? findStart(text, whole.end) : undefined;
    if (next !== undefined) begin(line, next);
  };
  const originOf = (before: string): Origin => {
    const frame = waiting !== undefined && waiting.age <= MAX_AGE ? waiting.frame : NO_FRAME;
    const format = frame === NO_FRAME ? BARE : (waiting?.format ?? BARE);
    if (frame.time !== undefined || before.length < 5) return { format, frame };
    const time = times.read(before.slice(0, 200));
    return { format, frame: time === undefined ? frame : { ...frame, time } };
  };

  /** Reports the collected message, or gives its lines back where it was none. */
  const finish = (): void => {
    const done = draft;
    draft = undefined;
    if (done === undefined) return;
    if (held === undefined && done.stage === 'gap' && (done.length ?? 0) > 0 && done.contentType.startsWith('application/sdp') && done.origin.frame.direction === 'received') {
      held = { draft: done, age: 0 };
      waiting = undefined;
      return giveBack(done.pending.splice(0));
    }
    held = undefined;
    const { text, lines } = draftText(done);
    const isMessage = done.fields > 0 && !isTemplate(text);
    if (isMessage && !done.again) {
      if (waiting !== undefined) waiting.summary = undefined;
      output.message(text, done.number, done.origin.format, done.origin.frame, lines);
      for (const kind of done.repairs) output.repaired(kind);
    }
    if (!isMessage) {
      if (waiting?.done === done.startLine.trim()) waiting.done = undefined;
      output.skipped(1 + done.lines.filter((one) => one !== '').length);
    } else if (waiting !== undefined && waiting.frame.once !== true) waiting = undefined;
    giveBack(done.pending);
  };
  /** The body of the message that is held back, or the end of waiting for it. */
  const resumeHeld = (line: Line): boolean => {
    if (held === undefined) return false;
    held.age += 1;
    if (held.age < 8 && waiting !== undefined && waiting.age <= 2 && /^v=0\s*$/.test(line.text)) {
      draft = held.draft;
      waiting = undefined;
      give(line);
      return true;
    }
    if (held.age >= 8) releaseHeld();
    return false;
  };
  const releaseHeld = (): void => {
    if (held === undefined) return;
    const kept = { draft, waiting };
    draft = held.draft;
    finish();
    draft = kept.draft;
    waiting = kept.waiting;
  };
  /** Lines that were waiting to see what they are: none of them can wait twice within one call. */
  const giveBack = (lines: readonly Line[]): void => {
    depth += 1;
    for (const line of lines) {
      if (depth < 50) give(line);
      else output.skipped(1);
    }
    depth -= 1;
  };

  const give = (line: Line): void => {
    if (writing !== undefined) {
      if (writing.writing.take(line.text)) return void writing.numbers.push(line.number);
      closeWriting();
    }
    if (draft === undefined) return between(line);
    const verdict = takeLine(draft, line, around);
    if (verdict === 'more') return;
    finish();
    if (verdict === 'before') give(line);
  };
  const closeWriting = (): void => {
    const closed = writing;
    writing = undefined;
    for (const { text, startAt } of closed?.writing.finish() ?? []) {
      const start = text.slice(0, Math.max(0, text.search(/\r?\n/))).trim();
      if (closed === undefined || (waiting?.frame.once === true && waiting.done === start)) continue;
      if (waiting !== undefined) {
        waiting.summary = undefined;
        waiting.done = start;
      }
      output.message(text, closed.numbers[startAt] ?? 0, closed.origin.format, closed.origin.frame);
    }
    if (waiting !== undefined && waiting.frame.once !== true) waiting = undefined;
  };

  const between = (line: Line): void => {
    const text = line.text;
    if (text.trim() === '' || resumeHeld(line)) return;
    const found = finder.look(text);
    if (waiting !== undefined) waiting.age += 1;
    if (found === undefined) return unknown(line);
    const known = finder.frames(text, found.formats, times);
    for (const frame of known?.frames ?? []) setFrame((known as { format: TextFormat }).format, frame, line);
    const dump = known?.format.writing?.(text);
    if (dump !== undefined && known !== undefined) {
      dump.take(text);
      writing = { writing: dump, origin: { ...originOf(''), format: waiting?.format ?? known.format.name }, numbers: [line.number] };
      return;
    }
    const start = found.version && waiting?.summary !== line ? findLine(line) : undefined;
    if (start !== undefined) return begin(start.line, start.start);
    if (known !== undefined || matched(line, found) || isEndMark(text)) previous = undefined;
    else unknown(line);
  };
  const unknown = (line: Line): void => {
    previous = line;
    if (!isEndMark(line.text)) output.skipped(1);
  };
  /** The start line in this line, or one that was wrapped before its version. */
  const findLine = (line: Line): { line: Line; start: StartFound } | undefined => {
    const start = findStart(line.text);
    if (start !== undefined || previous === undefined || previous.number + 1 !== line.number || !/^\s*SIP\/2\.0\b/.test(line.text)) {
      return start === undefined ? undefined : { line, start };
    }
    const joined = { text: `${previous.text.trimEnd()} ${line.text.trimStart()}`, number: previous.number };
    const found = findStart(joined.text);
    if (found === undefined || found.kind !== 'request') return undefined;
    output.repaired('wrapped-lines');
    output.skipped(-1);
    return { line: joined, start: found };
  };

  return {
    line: give,
    idle: () => draft === undefined && writing === undefined && held === undefined,
    takeFrame() {
      if (waiting === undefined || waiting.age > MAX_AGE || waiting.frame.once === true || waiting.summary !== undefined) return undefined;
      const { format, frame } = waiting;
      waiting = undefined;
      return { format, frame };
    },
    end() {
      if (writing !== undefined) closeWriting();
      finish();
      releaseHeld();
      flushSummary();
    },
  };
}

/** A part of a frame that another format wrote keeps the name of the more special one. */
function joinedName(first: string, second: string): string {
  return second === 'hex-dump' || first === 'arrow' ? (second === 'hex-dump' && first !== 'arrow' ? first : second) : second === 'wireshark-copy' ? first : second;
}

/** The start line without what follows it in its line; white space that the sender may have sent stays. */
function ownStartLine(text: string, start: StartFound): string {
  const caret = text.indexOf('^M', start.end);
  if (caret >= 0) return text.slice(start.column, caret);
  if (start.kind === 'response') return text.slice(start.column);
  const rest = text.slice(start.end);
  return rest.trim() === '' || rest === '.' ? text.slice(start.column) : text.slice(start.column, start.end);
}
