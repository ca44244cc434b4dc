import { createDraft, draftText, returnMark } from './draft.ts';
import type { Line } from './draft.ts';
import type { State } from './machine.ts';
import { fieldKind } from './field.ts';
import { findStart } from './start.ts';
import type { StartFound } from './start.ts';
import { isCode, isTemplate } from './template.ts';
import { readOneLine, wrapsLines } from './unescape.ts';

const MAX_DEPTH = 50;
// INVITE sip:bob@biloxi.example.com        or: INVITE
// SIP/2.0                                      sip:bob@biloxi.example.com SIP/2.0
const WRAPPED = /^\s*(?:<?(?:sips?|tel|urn):\S+\s+)?SIP\/2\.0\b/i;
const MAX_HELD = 8;

/** The start line in this line, or one that was wrapped before its version. */
export function findLine(state: State, line: Line): { line: Line; start: StartFound } | undefined {
  const start = findStart(line.text);
  if (start !== undefined) return { line, start };
  const { previous } = state;
  if (previous === undefined || previous.number + 1 !== line.number || !WRAPPED.test(line.text)) return undefined;
  const joined = {
    text: `${previous.text.trimEnd()} ${line.text.trimStart()}`,
    number: previous.number,
    repairs: ['wrapped-lines', ...(previous.repairs ?? []), ...(line.repairs ?? [])],
  };
  const found = findStart(joined.text);
  if (found?.kind !== 'request') return undefined;
  // The upper half was counted as unknown.
  state.parts.output.skipped(-1);
  return { line: joined, start: found };
}

/** A message begins in this line; where all of it stands here, it is read at once. `whole`: no further line belongs to it. */
export function beginMessage(state: State, line: Line, start: StartFound, whole = false): void {
  releaseHeld(state);
  const { text, number } = line;
  const oneLine = readOneLine(text, start);
  if (oneLine !== undefined && !whole && wrapsLines(oneLine.escape)) {
    state.wrapped = { line, escape: oneLine.escape };
    return;
  }
  const before = text.slice(0, start.column);
  // Subject: SIP/2.0 200 OK      <- a field of a mail, no start line
  if (
    isCode(before, oneLine === undefined ? text.slice(start.end) : '') ||
    (start.column > 0 && fieldKind(text) === 'known')
  ) {
    return state.parts.output.skipped(1);
  }
  const startLine = ownStartLine(text, start);
  const origin = state.frames.origin(before);
  const again = state.frames.begin(startLine.trim());
  state.previous = undefined;
  if (oneLine === undefined) {
    state.draft = createDraft(origin, line, before, startLine, again);
    return;
  }
  state.draft = createDraft(origin, { ...line, text: '' }, '', (oneLine.lines[0] ?? '').trimEnd(), again);
  if (oneLine.kind === 'lost-line-ends') state.draft.repairs.add('lost-line-ends');
  for (const part of oneLine.lines.slice(1)) state.give({ text: part, number });
  finishMessage(state);
  const next = oneLine.end < text.length ? findStart(text, oneLine.end) : undefined;
  if (next !== undefined) beginMessage(state, line, next, true);
}

/** Reports the collected message; where it was none its start line is skipped. Lines that waited are given back. */
export function finishMessage(state: State): void {
  const done = state.draft;
  if (done === undefined) return;
  state.draft = undefined;
  const waitsForBody = done.stage === 'gap' && (done.length ?? 0) > 0 && done.contentType.startsWith('application/sdp');
  if (waitsForBody && done.origin.frame.direction === 'received' && state.held === undefined) {
    state.held = { draft: done, age: 0 };
    state.frames.forget();
    return giveBack(state, done.pending.splice(0));
  }
  state.held = undefined;
  const { output } = state.parts;
  const { text, lines } = draftText(done);
  const isMessage = (done.told || done.fields > 1) && !isTemplate(text);
  if (!isMessage) output.skipped(1 + done.lines.filter((one) => one !== '').length);
  else if (!done.again) {
    output.message(text, done.number, done.origin.format, done.origin.frame, lines);
    for (const kind of done.repairs) output.repaired(kind);
  }
  state.frames.finish(done.startLine.trim(), isMessage);
  giveBack(state, done.pending);
}

/** Lines that were waiting to see what they are. They may wait again, but not without end. */
function giveBack(state: State, lines: readonly Line[]): void {
  state.depth += 1;
  for (const line of lines) {
    if (state.depth < MAX_DEPTH) state.give(line);
    else if (line.text.trim() !== '') state.parts.output.skipped(1);
  }
  state.depth -= 1;
}

/** True where the line begins the body of the message that is held back: TCP carried it in a segment of its own. */
export function resumesHeld(state: State, line: Line): boolean {
  const { held } = state;
  if (held === undefined) return false;
  held.age += 1;
  if (held.age < MAX_HELD && state.frames.isFresh() && /^v=0\s*$/.test(line.text)) {
    state.draft = held.draft;
    state.frames.forget();
    state.give(line);
    return true;
  }
  if (held.age >= MAX_HELD) releaseHeld(state);
  return false;
}

/** Reports the message that is held back as it is; the frame of the next message stays. */
export function releaseHeld(state: State): void {
  const { held, draft } = state;
  if (held === undefined) return;
  state.held = undefined;
  const { text, lines } = draftText(held.draft);
  if (!isTemplate(text)) {
    state.parts.output.message(text, held.draft.number, held.draft.origin.format, held.draft.origin.frame, lines);
    for (const kind of held.draft.repairs) state.parts.output.repaired(kind);
  }
  state.draft = draft;
}

/** The start line without what follows it in its line; white space that the sender may have sent stays. */
function ownStartLine(text: string, start: StartFound): string {
  const mark = returnMark(text.slice(start.end));
  if (mark !== '') return text.slice(start.column, text.indexOf(mark, start.end));
  if (start.kind === 'response') return text.slice(start.column);
  const rest = text.slice(start.end);
  return rest.trim() === '' || rest === '.' ? text.slice(start.column) : text.slice(start.column, start.end);
}
