import { knownHeader } from '../../sip/names.ts';
import { takeBody, takeGap } from './body.ts';
import { addLine } from './draft.ts';
import type { Draft, Line } from './draft.ts';
import { fieldKind, isDescriptionLine, isTelling } from './field.ts';
import { isEndMark, looksLikeLog } from './marks.ts';
import { MAX_PENDING, odd, resolve } from './pending.ts';
import type { Around, Verdict } from './pending.ts';
import { decidePrefix } from './prefix.ts';
import { findStart } from './start.ts';

/** Gives one line to a message that is being collected. */
export function takeLine(draft: Draft, line: Line, around: Around): Verdict {
  const text = ownText(draft, line);
  if (text === undefined)
    return draft.prefix === undefined ? undecided(draft, line, around) : odd(draft, line, line.text, around);
  switch (draft.stage) {
    case 'fields':
      return takeField(draft, line, text, around);
    case 'gap':
      return goesOn(draft, text) ? resume(draft, line, text, around) : takeGap(draft, line, text, around);
    case 'body':
      return takeBody(draft, line, text, around);
    default:
      return draft.stage satisfies never;
  }
}

/** The line without what a logger put around it; undefined where it does not look like a line of this message. */
function ownText(draft: Draft, line: Line): string | undefined {
  if (draft.prefix === undefined) {
    draft.prefix = decidePrefix(draft.before, line.text);
    if (draft.prefix === undefined) return undefined;
    if (draft.prefix.repair !== undefined) draft.repairs.add(draft.prefix.repair);
  }
  let text = draft.prefix.strip(line.text);
  if (text === undefined) return undefined;
  if (draft.dots && /\.\s*$/.test(text)) text = text.slice(0, text.lastIndexOf('.'));
  else if (draft.dots && draft.fields === 0) draft.dots = false;
  // A message within a table: the cells to the right of its last line are not its own.
  if (draft.before.includes('|')) text = text.replace(/\s+\|\s+[A-Z]*\s*\|.*$/, '');
  const end = text.indexOf(']]>');
  if (end >= 0) text = text.slice(0, end);
  const mark = draft.mark === '' ? -1 : text.indexOf(draft.mark);
  return mark < 0 ? text : text.slice(0, mark);
}

/** No header field was seen yet: an empty line, chatter, the rest of a wrapped start line, or no message at all. */
function undecided(draft: Draft, line: Line, around: Around): Verdict {
  const own = line.text.trim();
  // `> ` alone is an empty line of a quotation.
  const blank = own === '' || own === draft.before.trim();
  if (blank) draft.blanks += 1;
  if (draft.blanks > 3 || draft.pending.length >= (looksLikeLog(line.text) ? MAX_PENDING : 12)) return 'before';
  const start = blank ? undefined : findStart(line.text);
  if (start !== undefined) {
    // [DEBUG] SIP response: SIP/2.0 401 Unauthorized      <- the log repeats the start line that it just printed
    const repeats =
      start.column > 0 && draft.before.trim() === '' && line.text.startsWith(draft.startLine.trim(), start.column);
    if (!repeats) return 'before';
  } else if (!blank && (isEndMark(line.text) || around.isFrame(line.text))) return 'before';
  draft.pending.push(line);
  return 'more';
}

function takeField(draft: Draft, line: Line, text: string, around: Around): Verdict {
  if (text.trim() === '') return blankAfterFields(draft, line);
  const kind = fieldKind(text);
  if (
    kind === 'known' ||
    (kind === 'unknown' && draft.fields > 0 && draft.pending.length === 0 && !around.isFrame(line.text))
  ) {
    resolve(draft, around);
    return addField(draft, line, text, kind === 'known');
  }
  if (/^v=\d/.test(text)) {
    resolve(draft, around);
    draft.repairs.add('lost-empty-lines');
    addLine(draft, '', line.number);
    return takeBody(draft, line, text, around);
  }
  if (/^[ \t]/.test(text) && draft.fields > 0) return indented(draft, line, text, around);
  return odd(draft, line, text, around);
}

/** More header fields below an empty line, where the message still lacks what every message has (RFC 3261 8.1.1). */
function goesOn(draft: Draft, text: string): boolean {
  return draft.core.size < 5 && fieldKind(text) === 'known' && !isDescriptionLine(text);
}

function resume(draft: Draft, line: Line, text: string, around: Around): Verdict {
  draft.repairs.add('extra-empty-lines');
  draft.lines.pop();
  draft.numbers.pop();
  draft.stage = 'fields';
  return takeField(draft, line, text, around);
}

/** A folded header field (RFC 3261 7.3.1), or one that was moved to the right. */
function indented(draft: Draft, line: Line, text: string, around: Around): Verdict {
  const own = text.trimStart();
  if (fieldKind(own) === 'known' && text.length - own.length <= 2) {
    resolve(draft, around);
    return addField(draft, line, own, true);
  }
  if (looksLikeLog(text) || findStart(text) !== undefined || isEndMark(text) || draft.pending.length > 0)
    return odd(draft, line, text, around);
  if (around.isFrame(line.text)) return 'before';
  addLine(draft, text, line.number);
  return 'more';
}

function addField(draft: Draft, line: Line, text: string, known: boolean): Verdict {
  if (draft.blanks > 0 && draft.fields === 0) {
    draft.spaced = true;
    draft.repairs.add('doubled-lines');
  }
  draft.blanks = 0;
  draft.stage = 'fields';
  for (const part of text.length > 60 ? splitJoined(draft, text) : [text]) {
    addLine(draft, part, line.number);
    if (known) noteField(draft, part);
  }
  return 'more';
}

const JOINED =
  /(?<=[\w>")\]])[ \t]+(?=(?:Via|From|To|Call-ID|CSeq|Contact|Max-Forwards|Content-Length|Content-Type|User-Agent): ?[^\s,;])/g;

/** Header fields that lost the line end between them. */
function splitJoined(draft: Draft, text: string): readonly string[] {
  const parts = /^(?:Subject|Warning|Reason)/i.test(text) ? [text] : text.split(JOINED);
  if (parts.length > 1) draft.repairs.add('lost-line-ends');
  return parts;
}

function noteField(draft: Draft, text: string): void {
  draft.fields += 1;
  draft.told ||= isTelling(text);
  const colon = text.indexOf(':');
  const name = knownHeader(text.slice(0, colon).trimEnd())?.name ?? '';
  if (name === 'Via' || name === 'From' || name === 'To' || name === 'Call-ID' || name === 'CSeq') draft.core.add(name);
  else if (name === 'Content-Length') {
    const digits = /^\s*(\d{1,7})\s*$/.exec(text.slice(colon + 1))?.[1];
    draft.length = digits === undefined ? undefined : Number(digits);
  } else if (name === 'Content-Type')
    draft.contentType = text
      .slice(colon + 1)
      .trim()
      .toLowerCase();
}

function blankAfterFields(draft: Draft, line: Line): Verdict {
  draft.blanks += 1;
  if (draft.spaced && draft.blanks < 3) return 'more';
  if (draft.pending.length > 0 && draft.fields > 0) return 'before';
  addLine(draft, '', line.number);
  draft.stage = 'gap';
  return draft.length === 0 && draft.core.size >= 3 ? 'ended' : 'more';
}
