import type { Frame, TextFormat } from '../formats/format.ts';
import { TEXT_FORMATS } from '../formats/index.ts';
import type { LinePattern } from '../traced.ts';
import { clearHits, createAutomaton, createHits } from './automaton.ts';
import type { Automaton } from './automaton.ts';
import type { TimeReader } from './time.ts';

/** What one pass over a line found. */
export interface Found {
  /** A start line may stand in it. */
  readonly version: boolean;
  readonly formats: readonly TextFormat[];
  /** Indexes of the patterns whose hint stands in it. */
  readonly patterns: readonly number[];
}

/** Tells what a line may be, by the static text in it, before any pattern is tried. */
export interface Finder {
  /** Undefined where nothing that we know stands in the line. */
  look(text: string): Found | undefined;
  /** The frames of a line: most have one. */
  frames(
    text: string,
    formats: readonly TextFormat[],
    times: TimeReader,
  ): { readonly format: TextFormat; readonly frames: readonly Frame[] } | undefined;
}

const MAX_FRAME = 8192;
const NO_FORMATS: readonly TextFormat[] = [];
const NO_PATTERNS: readonly number[] = [];
const ORDERED: readonly TextFormat[] = [
  ...TEXT_FORMATS.filter((format) => format.generic !== true),
  ...TEXT_FORMATS.filter((format) => format.generic === true),
];

const FORMAT_HINTS = ORDERED.flatMap((format, index) => format.hints.map((hint) => ({ hint, index })));
const FIRST_PATTERN = 1 + FORMAT_HINTS.length;
/** The patterns of a catalog are the same for every text: their automaton is built once. */
const AUTOMATA = new WeakMap<readonly LinePattern[], Automaton>();

function automatonOf(patterns: readonly LinePattern[]): Automaton {
  const known = AUTOMATA.get(patterns);
  if (known !== undefined) return known;
  // A pattern without a hint cannot be looked for: its hint is a character that no line holds.
  const words = [
    'sip/',
    ...FORMAT_HINTS.map(({ hint }) => hint),
    ...patterns.map(({ hint }) => (hint === '' ? '\n' : hint.toLowerCase())),
  ];
  const automaton = createAutomaton(words);
  AUTOMATA.set(patterns, automaton);
  return automaton;
}

/** `patterns` are those for lines between messages. */
export function createFinder(patterns: readonly LinePattern[]): Finder {
  const automaton = automatonOf(patterns);
  const hits = createHits(FIRST_PATTERN + patterns.length);
  const sets = new Map<string, readonly TextFormat[]>();
  let last: TextFormat | undefined;

  /** The formats of a set of hints; lines of one kind give the same set again and again. */
  const formatsOf = (key: string): readonly TextFormat[] => {
    const known = sets.get(key);
    if (known !== undefined) return known;
    const indexes = [...new Set(key.split(',').slice(0, -1).map(Number))].sort((a, b) => a - b);
    const formats = indexes.flatMap((index) => ORDERED[index] ?? []);
    if (sets.size > 1000) sets.clear();
    sets.set(key, formats);
    return formats;
  };
  const sortOut = (): Found => {
    let version = false;
    let key = '';
    let patterns = NO_PATTERNS;
    for (const id of hits.found) {
      if (id === 0) version = true;
      else if (id < FIRST_PATTERN) key += `${FORMAT_HINTS[id - 1]?.index},`;
      else if (patterns.length === 0) patterns = [id - FIRST_PATTERN];
      else (patterns as number[]).push(id - FIRST_PATTERN);
    }
    return { version, formats: key === '' ? NO_FORMATS : formatsOf(key), patterns };
  };

  return {
    look(text) {
      clearHits(hits);
      return automaton.scan(text, 0, text.length, hits) === 0 ? undefined : sortOut();
    },
    frames(text, formats, times) {
      const head = text.length > MAX_FRAME && !text.trimStart().startsWith('{') ? text.slice(0, MAX_FRAME) : text;
      // The format of the line before is tried first, unless a more special one may know the line too.
      const first = last !== undefined && last.generic !== true && formats.includes(last) ? last : undefined;
      const known = first === undefined ? NO_FRAMES : framesOf(first, head, times);
      if (first !== undefined && known !== NO_FRAMES) return { format: first, frames: known };
      for (const format of formats) {
        const frames = format === first ? NO_FRAMES : framesOf(format, head, times);
        if (frames === NO_FRAMES) continue;
        last = format;
        return { format, frames };
      }
      return undefined;
    },
  };
}

const NO_FRAMES: readonly Frame[] = [];

function framesOf(format: TextFormat, line: string, times: TimeReader): readonly Frame[] {
  if (format.frames !== undefined) {
    const frames = format.frames(line, times);
    return frames.length === 0 ? NO_FRAMES : frames;
  }
  const frame = format.frame(line, times);
  return frame === undefined ? NO_FRAMES : [frame];
}
