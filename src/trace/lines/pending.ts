import { addLine, joinLine } from './draft.ts';
import type { Draft, Line } from './draft.ts';
import { fieldKind } from './field.ts';
import { isEndMark, looksLikeLog } from './marks.ts';
import { findStart } from './start.ts';

/** What the collector asks of the reader around it. */
export interface Around {
  /** True for a frame line of any format. */
  isFrame(text: string): boolean;
  /** Takes a line that stands within a message but does not belong to it. */
  chatter(line: Line): void;
}

/** `more`: the line was taken. `ended`: the message ended with it. `before`: it ended above; pending lines and this one are not part of it. */
export type Verdict = 'more' | 'ended' | 'before';

/** So many lines of a log may stand within a message. */
export const MAX_PENDING = 40;
const MAX_WRAPPED = 6;

/** A line that fits nowhere: the message ends above it, unless the lines below go on with the message. */
export function odd(draft: Draft, line: Line, text: string, around: Around): Verdict {
  if (draft.stage === 'gap' || findStart(text) !== undefined || isEndMark(text) || around.isFrame(line.text))
    return 'before';
  const wrapped = draft.pending.filter((one) => !isChatter(draft, one)).length;
  if (draft.pending.length >= MAX_PENDING || wrapped >= MAX_WRAPPED) return 'before';
  draft.pending.push(line);
  return 'more';
}

/** A good line came after pending ones: what a logger wrote among them is chatter, the others are the rest of wrapped lines. */
export function resolve(draft: Draft, around: Around): void {
  if (draft.pending.length === 0) return;
  for (const line of draft.pending) {
    if (line.text.trim() === '') continue;
    const text = draft.prefix?.strip(line.text);
    if (text !== undefined && fieldKind(text) === 'unknown') addLine(draft, text, line.number);
    else if (isChatter(draft, line) || draft.lines.length === 0) around.chatter(line);
    else joinLine(draft, draft.dots && text?.endsWith('.') ? text.slice(0, -1) : (text ?? line.text));
  }
  draft.pending.length = 0;
}

/** A logger's own prefix is one of chatter too; a quotation or line numbers stand before everything. */
function isChatter(draft: Draft, line: Line): boolean {
  const own = draft.prefix?.repair === undefined ? undefined : draft.prefix.strip(line.text);
  return looksLikeLog(own ?? line.text);
}
