import type { Frame } from '../formats/format.ts';
import type { Prefix } from './prefix.ts';

/** One line of the input, repaired, without its line end. */
export interface Line {
  readonly text: string;
  /** 1-based line of the original input. */
  readonly number: number;
  /** The kinds of damage that were undone in it. */
  readonly repairs?: readonly string[];
}

/** What is known of a message before its text is read. */
export interface Origin {
  readonly format: string;
  readonly frame: Frame;
  /** What was repaired in the lines of the frame. */
  readonly repairs: readonly string[];
}

/** A message that is being collected line by line. */
export interface Draft {
  readonly origin: Origin;
  readonly startLine: string;
  readonly number: number;
  /** What stood before the start line in its line. */
  readonly before: string;
  /** How the lines below begin; unknown until the first header field. */
  prefix: Prefix | undefined;
  readonly lines: string[];
  readonly numbers: number[];
  stage: 'fields' | 'gap' | 'body';
  /** Known header fields so far: without one it is no message. */
  fields: number;
  /** One of them could stand in no other text: then one is enough. */
  told: boolean;
  /** Which of Via, From, To, Call-ID and CSeq were seen. */
  readonly core: Set<string>;
  length: number | undefined;
  contentType: string;
  bodyKind: 'description' | 'multipart' | 'other' | undefined;
  /** Octets of body so far, line ends counted as CRLF and as LF. */
  asCrlf: number;
  asLf: number;
  /** Every line ends with a dot: ngrep -W byline prints the carriage return so. */
  dots: boolean;
  /** How the carriage return is written at the end of every line, e.g. `^M`; empty where it is not. */
  readonly mark: string;
  /** Every line is followed by an empty one. */
  spaced: boolean;
  blanks: number;
  /** Lines that may be chatter, the rest of a wrapped line, or the end: the next good line decides. */
  readonly pending: Line[];
  readonly repairs: Set<string>;
  /** A second print of the message just read: collected, but not reported. */
  readonly again: boolean;
  /** The line as it was, to give it back where no message comes of it. */
  readonly first: Line;
}

export function createDraft(origin: Origin, first: Line, before: string, startLine: string, again: boolean): Draft {
  const dots = /\.\s*$/.test(startLine);
  return {
    origin,
    startLine: dots ? startLine.slice(0, startLine.lastIndexOf('.')) : startLine,
    number: first.number,
    before,
    prefix: undefined,
    lines: [],
    numbers: [],
    stage: 'fields',
    fields: 0,
    told: false,
    core: new Set(),
    length: undefined,
    contentType: '',
    bodyKind: undefined,
    asCrlf: 0,
    asLf: 0,
    dots,
    mark: returnMark(first.text),
    spaced: false,
    blanks: 0,
    pending: [],
    repairs: new Set([...origin.repairs, ...(first.repairs ?? [])]),
    again,
    first,
  };
}

// Also where somebody wrote a remark behind it: `SIP/2.0 180 Ringing^M <- got 180 from the phone`
const MARK = /(?:\^M|<CR>(?:<LF>)?)(?=\s|$)|(?:#015(?:#012)?|\\r\\n|\\r|\\n)(?=\s*$)/;

/** How the line writes its carriage return, where it does. */
export function returnMark(text: string): string {
  return MARK.exec(text)?.[0] ?? '';
}

/** Adds one line of the message. */
export function addLine(draft: Draft, text: string, number: number): void {
  draft.lines.push(text);
  draft.numbers.push(number);
}

/** Joins the rest of a wrapped line to the line before it. */
export function joinLine(draft: Draft, rest: string): void {
  const last = draft.lines.length - 1;
  const before = draft.lines[last];
  if (before === undefined) return;
  // Programs wrap at a blank and eat it; a terminal wraps anywhere, at its full width.
  const hard = before.length >= 79 && !/\s$/.test(before);
  draft.lines[last] = `${before}${hard || /[\s;=]$/.test(before) || /^[\s;]/.test(rest) ? '' : ' '}${rest.trimStart()}`;
  draft.repairs.add('wrapped-lines');
}

/** The text of the message and the original line of each of its lines, where they do not simply follow each other. */
export function draftText(draft: Draft): { text: string; lines: readonly number[] | undefined } {
  const lines = [draft.startLine, ...draft.lines];
  const numbers = [draft.number, ...draft.numbers];
  while (lines.length > 1 && lines.at(-1) === '') {
    lines.pop();
    numbers.pop();
  }
  const follow = numbers.every((number, index) => number === draft.number + index);
  const end = draft.stage === 'body' ? '\n' : '\n\n';
  return { text: lines.join('\n') + end, lines: follow ? undefined : numbers };
}
