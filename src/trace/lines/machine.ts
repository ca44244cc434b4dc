import type { Writing } from '../formats/format.ts';
import { beginMessage, findLine, finishMessage, releaseHeld, resumesHeld } from './message.ts';
import type { Draft, Line, Origin } from './draft.ts';
import type { Finder, Found } from './finder.ts';
import { createFrames } from './frames.ts';
import type { Frames } from './frames.ts';
import { isEndMark } from './marks.ts';
import type { Output } from './output.ts';
import type { PatternMatcher } from './patterns.ts';
import type { Around } from './pending.ts';
import { takeLine } from './stages.ts';
import type { TimeReader } from './time.ts';
import { continuesLine } from './unescape.ts';

/** Reads lines one by one: between messages, within one, or within a dump. */
export interface Machine {
  line(line: Line): void;
  /** What the last frame said, where a message below may be read in one piece. */
  takeFrame(): Origin | undefined;
  /** True between messages. */
  idle(): boolean;
  end(): void;
}

export interface Parts {
  readonly output: Output;
  readonly finder: Finder;
  readonly patterns: PatternMatcher;
  readonly times: TimeReader;
}

/** What the machine remembers from line to line. */
export interface State {
  readonly parts: Parts;
  readonly frames: Frames;
  readonly around: Around;
  /** Gives one line to whatever is being read. */
  give(line: Line): void;
  draft: Draft | undefined;
  /** A message over TCP whose body comes in the next segment, under a frame of its own. */
  held: { readonly draft: Draft; age: number } | undefined;
  /** A message in another writing: a hex dump, a packet tree. */
  writing: { readonly reader: Writing; readonly origin: Origin; readonly numbers: number[] } | undefined;
  /** A message in one line that a terminal wrapped: its lines so far, joined. */
  wrapped: { readonly line: Line; readonly escape: string } | undefined;
  /** The line before, where nothing is known about it: a start line may be wrapped within it. */
  previous: Line | undefined;
  /** How deep lines are being given back. */
  depth: number;
}

const MAX_WRAPPED_LINE = 65_536;

export function createMachine(parts: Parts): Machine {
  const state: State = {
    parts,
    frames: createFrames(parts.output, parts.times),
    around: createAround(parts),
    give: (line) => giveLine(state, line),
    draft: undefined,
    held: undefined,
    writing: undefined,
    wrapped: undefined,
    previous: undefined,
    depth: 0,
  };
  return {
    line: state.give,
    idle: () =>
      state.draft === undefined &&
      state.writing === undefined &&
      state.held === undefined &&
      state.wrapped === undefined,
    takeFrame: () => state.frames.take(),
    end() {
      closeWrapped(state);
      closeWriting(state);
      finishMessage(state);
      releaseHeld(state);
      state.frames.flush();
    },
  };
}

function createAround(parts: Parts): Around {
  return {
    isFrame(text) {
      const formats = parts.finder.look(text)?.formats.filter((format) => format.name !== 'json-lines') ?? [];
      return formats.length > 0 && parts.finder.frames(text, formats, parts.times) !== undefined;
    },
    chatter(line) {
      const found = parts.finder.look(line.text);
      if (found === undefined || !isUnderstood(parts, line, found)) parts.output.skipped(1);
    },
  };
}

function isUnderstood(parts: Parts, line: Line, found: Found): boolean {
  if (found.patterns.length === 0 || !parts.patterns.match(line.text, line.number, found.patterns)) return false;
  parts.output.understood();
  return true;
}

function giveLine(state: State, line: Line): void {
  if (state.writing !== undefined) {
    if (state.writing.reader.take(line.text)) return void state.writing.numbers.push(line.number);
    closeWriting(state);
  }
  if (state.wrapped !== undefined) {
    const { line: first, escape } = state.wrapped;
    if (first.text.length < MAX_WRAPPED_LINE && continuesLine(line.text, escape) && !state.around.isFrame(line.text)) {
      state.wrapped = { line: { ...first, text: first.text + line.text.replace(/^ {2}/, '') }, escape };
      return;
    }
    closeWrapped(state);
  }
  if (state.draft === undefined) return between(state, line);
  const verdict = takeLine(state.draft, line, state.around);
  if (verdict !== 'before') for (const kind of line.repairs ?? []) state.draft.repairs.add(kind);
  if (verdict === 'more') return;
  finishMessage(state);
  if (verdict === 'before') giveLine(state, line);
}

/** A line between messages. */
function between(state: State, line: Line): void {
  const { finder, times } = state.parts;
  if (line.text.trim() === '' || resumesHeld(state, line)) return;
  state.frames.pass();
  const found = finder.look(line.text);
  if (found === undefined) return unknown(state, line);
  const known = finder.frames(line.text, found.formats, times);
  for (const frame of known?.frames ?? []) if (known !== undefined) state.frames.add(known.format, frame, line);
  const dump = known?.format.writing?.(line.text);
  if (dump !== undefined) {
    dump.take(line.text);
    state.writing = { reader: dump, origin: state.frames.origin(''), numbers: [line.number] };
    return;
  }
  const start = found.version && !state.frames.isSummary(line) ? findLine(state, line) : undefined;
  if (start !== undefined) return beginMessage(state, start.line, start.start);
  if (known !== undefined || isUnderstood(state.parts, line, found)) state.previous = undefined;
  else unknown(state, line);
}

function unknown(state: State, line: Line): void {
  state.previous = line;
  const own = line.text.slice(line.text.lastIndexOf(': ') + 1).trim();
  if (own !== '' && !isEndMark(line.text) && !isEndMark(own)) state.parts.output.skipped(1);
}

function closeWrapped(state: State): void {
  const wrapped = state.wrapped;
  if (wrapped === undefined) return;
  state.wrapped = undefined;
  const start = findLine(state, wrapped.line);
  if (start !== undefined) beginMessage(state, start.line, start.start, true);
}

function closeWriting(state: State): void {
  const closed = state.writing;
  if (closed === undefined) return;
  state.writing = undefined;
  for (const { text, startAt } of closed.reader.finish()) {
    const startLine = text.slice(0, Math.max(0, text.search(/\r?\n/))).trim();
    if (state.frames.begin(startLine)) continue;
    const { format, frame } = closed.origin;
    const read = state.parts.output.message(text, closed.numbers[startAt] ?? 0, format, frame);
    state.frames.finish(startLine, read);
  }
}
