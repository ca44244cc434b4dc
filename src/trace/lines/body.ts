import { addLine } from './draft.ts';
import type { Draft, Line } from './draft.ts';
import { fieldKind, isDescriptionLine } from './field.ts';
import { isEndMark, looksLikeLog } from './marks.ts';
import { odd, resolve } from './pending.ts';
import type { Around, Verdict } from './pending.ts';
import { findStart } from './start.ts';

/** After the empty line: the body, more empty lines, or something else. */
export function takeGap(draft: Draft, line: Line, text: string, around: Around): Verdict {
  if (text.trim() === '') {
    draft.blanks += 1;
    return draft.blanks > 3 || (draft.length === undefined && draft.contentType === '') ? 'before' : 'more';
  }
  if (startsOther(draft, line, text, around)) return 'before';
  if (isDescriptionLine(text)) return takeBody(draft, line, text, around);
  const mayHaveBody = draft.length === undefined ? draft.contentType !== '' : draft.length > 0;
  if (!mayHaveBody || draft.contentType.startsWith('application/sdp') || looksLikeLog(text)) return 'before';
  return takeBody(draft, line, text, around);
}

function startsOther(draft: Draft, line: Line, text: string, around: Around): boolean {
  const start = findStart(text);
  if (start !== undefined && !(start.column === 0 && carriesMessages(draft))) return true;
  return (isEndMark(text) && !isBoundary(draft, text)) || around.isFrame(line.text);
}

function carriesMessages(draft: Draft): boolean {
  return /sipfrag|message\/sip|message\/external|message\/http|multipart|text\//.test(draft.contentType);
}

function isBoundary(draft: Draft, text: string): boolean {
  return draft.contentType.startsWith('multipart') && text.startsWith('--');
}

/** One line of the body (RFC 3261 7.4). It ends where Content-Length says, counted with CRLF or LF, else where it stops looking like one. */
export function takeBody(draft: Draft, line: Line, text: string, around: Around): Verdict {
  draft.stage = 'body';
  draft.bodyKind ??= kindOf(draft, text);
  switch (draft.bodyKind) {
    case 'description':
      return takeDescription(draft, line, text, around);
    case 'multipart':
    case 'other':
      return takeOther(draft, line, text, around);
    default:
      return draft.bodyKind satisfies never;
  }
}

function kindOf(draft: Draft, text: string): 'description' | 'multipart' | 'other' {
  if (draft.contentType.startsWith('multipart')) return 'multipart';
  return isDescriptionLine(text) && !/xml|text\/plain/.test(draft.contentType) ? 'description' : 'other';
}

function takeDescription(draft: Draft, line: Line, text: string, around: Around): Verdict {
  if (isDescriptionLine(text)) {
    resolve(draft, around);
    return addBody(draft, line, text);
  }
  if (text.trim() === '') {
    draft.blanks += 1;
    return draft.spaced && draft.blanks < 3 ? 'more' : draft.pending.length > 0 ? 'before' : 'ended';
  }
  if (fieldKind(text) === 'known') return 'before';
  return odd(draft, line, text, around);
}

function takeOther(draft: Draft, line: Line, text: string, around: Around): Verdict {
  const left = draft.length !== undefined && draft.asCrlf < draft.length;
  if (startsOther(draft, line, text, around)) return 'before';
  if (text.trim() === '' && !left && draft.bodyKind !== 'multipart') return 'ended';
  if (!left && looksLikeLog(text)) return 'before';
  const verdict = addBody(draft, line, text);
  const closing = draft.bodyKind === 'multipart' && /^--.+--\s*$/.test(text);
  return closing ? 'ended' : verdict;
}

function addBody(draft: Draft, line: Line, text: string): Verdict {
  draft.blanks = 0;
  addLine(draft, text, line.number);
  const octets = Buffer.byteLength(text);
  draft.asCrlf += octets + 2;
  draft.asLf += octets + 1;
  if (draft.length === undefined || draft.length === 0) return 'more';
  const asCrlf = draft.asCrlf === draft.length || draft.asCrlf - 2 === draft.length;
  const exact = asCrlf || (draft.bodyKind !== 'description' && draft.asLf === draft.length);
  return exact || draft.asLf > draft.length + 65_536 ? 'ended' : 'more';
}
