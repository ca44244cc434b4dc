import type { Frame, TextFormat } from '../formats/format.ts';
import { TEXT_FORMATS } from '../formats/index.ts';
import { clearHits, createAutomaton, createHits } from './automaton.ts';
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
  frames(text: string, formats: readonly TextFormat[], times: TimeReader): { readonly format: TextFormat; readonly frames: readonly Frame[] } | undefined;
}

const MAX_FRAME = 8192;
const NO_FORMATS: readonly TextFormat[] = [];
const ORDERED: readonly TextFormat[] = [...TEXT_FORMATS.filter((format) => format.generic !== true), ...TEXT_FORMATS.filter((format) => format.generic === true)];

/** `hints` are those of the patterns for lines between messages. */
export function createFinder(hints: readonly string[]): Finder {
  const formatHints = ORDERED.flatMap((format, index) => format.hints.map((hint) => ({ hint, index })));
  const words = ['sip/', ...formatHints.map(({ hint }) => hint), ...hints];
  const automaton = createAutomaton(words);
  const hits = createHits(words.length);
  const firstPattern = 1 + formatHints.length;
  let last: TextFormat | undefined;

  const sortOut = (): Found => {
    let version = false;
    const indexes = new Set<number>();
    const patterns: number[] = [];
    for (const id of hits.found) {
      if (id === 0) version = true;
      else if (id < firstPattern) indexes.add(formatHints[id - 1]?.index ?? 0);
      else patterns.push(id - firstPattern);
    }
    const formats = indexes.size === 0 ? NO_FORMATS : [...indexes].sort((a, b) => a - b).flatMap((index) => ORDERED[index] ?? []);
    return { version, formats, patterns };
  };

  return {
    look(text) {
      clearHits(hits);
      return automaton.scan(text, 0, text.length, hits) === 0 ? undefined : sortOut();
    },
    frames(text, formats, times) {
      const head = text.length > MAX_FRAME && !text.trimStart().startsWith('{') ? text.slice(0, MAX_FRAME) : text;
      const order = last !== undefined && last.generic !== true && formats.includes(last) ? [last, ...formats] : formats;
      for (const format of order) {
        const frames = format.frames?.(head, times) ?? one(format.frame(head, times));
        if (frames.length === 0) continue;
        last = format;
        return { format, frames };
      }
      return undefined;
    },
  };
}

function one(frame: Frame | undefined): readonly Frame[] {
  return frame === undefined ? [] : [frame];
}
