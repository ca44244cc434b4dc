import { createDecoder } from '../text/charset.ts';
import { readBlock } from './lines/block.ts';
import { createFinder } from './lines/finder.ts';
import { createMachine } from './lines/machine.ts';
import type { Machine } from './lines/machine.ts';
import { createOutput } from './lines/output.ts';
import type { Output } from './lines/output.ts';
import { createPatternMatcher } from './lines/patterns.ts';
import { createTimeReader } from './lines/time.ts';
import { isClean, repairLine } from './repair.ts';
import type { LinePattern, TraceReader, TraceSink } from './traced.ts';

export interface TextOptions {
  /** Patterns for the lines between messages. */
  readonly patterns?: readonly LinePattern[];
  /** The year of dates that are written without one. */
  readonly year?: number;
}

const NO_PATTERNS: readonly LinePattern[] = [];
/** A line is cut here: more is no line of any log, and memory must not grow with the file. */
const MAX_LINE = 262_144;
// Small enough to be allocated and dropped cheaply.
const CHUNK = 65_536;

/**
 * Reads a text log or a paste piece by piece: SIP messages in any of the formats of `formats/`, or with no format at all, and the lines
 * between them that `patterns` know. Damage by chats, editors and terminals is undone and counted. Never throws on any input; memory
 * does not grow with the file.
 */
export function createTextReader(file: string, sink: TraceSink, options: TextOptions = {}): TraceReader {
  const decoder = createDecoder();
  const times = createTimeReader(options.year);
  const output = createOutput(file, sink);
  const known = options.patterns ?? NO_PATTERNS;
  const patterns = createPatternMatcher(file, known, sink, times);
  const machine = createMachine({ output, patterns, times, finder: createFinder(known) });
  const lines = createLines(machine, output);
  return {
    push(bytes) {
      for (let from = 0; from < bytes.length; from += CHUNK)
        lines.push(decoder.push(bytes.subarray(from, from + CHUNK)));
    },
    soFar: () => ({ streams: [], icmpErrors: [] }),
    end() {
      lines.push(decoder.end());
      lines.end();
      if (decoder.hadMark()) output.repaired('byte-order-mark');
      if (decoder.charset() !== 'utf-8') output.repaired(decoder.charset());
      return output.summary();
    },
  };
}

interface Lines {
  push(text: string): void;
  end(): void;
}

/** Cuts text into lines and numbers them; whole messages without damage are taken in one piece. */
function createLines(machine: Machine, output: Output): Lines {
  const withFeeds = createLineEnds();
  let rest = '';
  let number = 1;

  /** One line [at, feed); false where the message below a start line is not whole yet. */
  const take = (text: string, at: number, feed: number, last: boolean, clean: boolean): number => {
    if (clean && machine.idle()) {
      const block = readBlock(text, at, last);
      if (block === 'incomplete') return -1;
      if (block !== undefined) {
        const origin = machine.takeFrame();
        if (origin === undefined) {
          // Without a frame, or under one that may print twice, the lines decide.
        } else if (output.message(text.slice(at, block.end), number, origin.format, origin.frame)) {
          number += block.lines;
          return block.end;
        }
      }
    }
    const end = feed > at && text.charCodeAt(feed - 1) === 13 ? feed - 1 : feed;
    machine.line(clean ? { text: text.slice(at, end), number } : repairLine(text.slice(at, end), number));
    number += 1;
    return feed + 1;
  };
  const run = (text: string, last: boolean): void => {
    const clean = isClean(text);
    let at = 0;
    while (at < text.length) {
      let feed = text.indexOf('\n', at);
      if (feed < 0) {
        if (text.length - at > MAX_LINE) {
          // An over-long line is given in pieces that keep its number.
          machine.line({ text: text.slice(at, at + MAX_LINE), number });
          at += MAX_LINE;
          continue;
        }
        if (!last) break;
        feed = text.length;
      }
      const next = take(text, at, feed, last, clean);
      if (next < 0) break;
      at = next;
    }
    rest = at >= text.length ? '' : text.slice(at);
  };

  return {
    push(text) {
      if (text !== '') run(rest + withFeeds(text), false);
    },
    end() {
      run(rest, true);
      machine.end();
    },
  };
}

/** Makes the line ends of a text from an old Mac LF; decides once, by the first line ends that come. */
function createLineEnds(): (text: string) => string {
  let only: boolean | undefined;
  return (text) => {
    if (only === undefined && /[\r\n]./s.test(text)) only = text.includes('\r') && !text.includes('\n');
    return only === true ? text.replaceAll('\r', '\n') : text;
  };
}
