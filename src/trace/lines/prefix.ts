import { FIELD_NAME, fieldKind } from './field.ts';

/** Takes what a logger, an editor or a chat puts before every line of one message off the lines below its start line. */
export interface Prefix {
  /** The line without its prefix; undefined where it has none and so belongs to something else. */
  strip(line: string): string | undefined;
  /** The kind of the repair that stripping is, where the prefix is damage: `quoted-lines`, `line-numbers`. */
  readonly repair: 'quoted-lines' | 'line-numbers' | undefined;
}

const MAX_PREFIX = 240;
const NONE: Prefix = { strip: (line) => line, repair: undefined };

/**
 * Decides how the lines of a message begin, from what stood before its start line and the first line below that shows a header field.
 * Undefined while `line` does not tell (an empty line, chatter).
 */
export function decidePrefix(before: string, line: string): Prefix | undefined {
  if (fieldKind(line) === 'known') return NONE;
  if (before !== '' && before.length <= MAX_PREFIX) {
    const shape = shapeOf(before);
    const same = line.startsWith(before) && fieldKind(line.slice(before.length)) === 'known';
    // A time in it goes on while the message is printed.
    if (same) return shape !== undefined && /\d/.test(before) ? shaped(shape, before) : literal(before);
    const rest = shape === undefined ? undefined : afterShape(shape, line);
    if (shape !== undefined && rest !== undefined && fieldKind(rest) === 'known') return shaped(shape, before);
  }
  return ownPrefix(line);
}

/** The prefix of a line that holds a known header field further right: indent, `> `, `12: `, `Feb 16 11:19:13 sua [1176]: `. */
function ownPrefix(line: string): Prefix | undefined {
  const indent = /^\s+/.exec(line)?.[0] ?? '';
  if (indent !== '' && fieldKind(line.slice(indent.length)) === 'known') return literal(indent);
  FIELD_NAME.lastIndex = 0;
  const match = FIELD_NAME.exec(line);
  if (match === null || match.index === 0 || match.index > MAX_PREFIX) return undefined;
  const own = line.slice(0, match.index);
  if (!/[\s\]>|:]$/.test(own) || /[<"=;]/.test(own.slice(-12).replace(/<\d+[^>]*>/g, ''))) return undefined;
  const shape = shapeOf(own);
  return shape === undefined ? undefined : shaped(shape, own);
}

function literal(prefix: string): Prefix {
  const bare = prefix.trimEnd();
  const blankIsFine = bare === '';
  return {
    strip(line) {
      if (line.startsWith(prefix)) return line.slice(prefix.length);
      if (line.trim() === '' || line === bare) return '';
      if (blankIsFine) return fieldKind(line) === 'known' ? line : undefined;
      return bare !== '' && line.startsWith(bare) ? line.slice(bare.length) : undefined;
    },
    repair: repairOf(prefix),
  };
}

function shaped(shape: RegExp, prefix: string): Prefix {
  return {
    strip(line) {
      if (line.startsWith(prefix)) return line.slice(prefix.length);
      if (line.trim() === '') return '';
      return afterShape(shape, line) ?? (fieldKind(line) === 'known' ? line : undefined);
    },
    repair: repairOf(prefix),
  };
}

function afterShape(shape: RegExp, line: string): string | undefined {
  const match = shape.exec(line);
  return match === null ? undefined : line.slice(match[0].length);
}

function repairOf(prefix: string): Prefix['repair'] {
  if (/^[\s>|]*>[\s>|]*$/.test(prefix)) return 'quoted-lines';
  return /^\s*\d{1,6}\s*[:.)|\]]?\s*$/.test(prefix) ? 'line-numbers' : undefined;
}

const SHAPES = new Map<string, RegExp | undefined>();

// [Mar 30 13:35:51] VERBOSE[123] chan_sip.c:   ->   \[w w w:w:w\] w\[w\] w.w: with any words for w
/** A pattern of prefixes that differ only in their words and numbers; undefined where the prefix is no text. */
function shapeOf(prefix: string): RegExp | undefined {
  if (/[^\t\x20-\x7e]/.test(prefix) || !/[^\s]/.test(prefix)) return undefined;
  const words = prefix.trimEnd();
  const key = words.replace(/[A-Za-z0-9]+/g, 'w').replace(/\s+/g, ' ');
  // A folded header field keeps its own white space: no more blanks are taken off than the prefix has.
  const blanks = prefix.length - words.length;
  const name = `${blanks} ${key}`;
  if (!SHAPES.has(name)) {
    if (SHAPES.size > 500) SHAPES.clear();
    SHAPES.set(name, compileShape(key, blanks));
  }
  return SHAPES.get(name);
}

function compileShape(key: string, blanks: number): RegExp | undefined {
  const parts = key.split(/(w| )/).filter((part) => part !== '');
  if (parts.length > 120) return undefined;
  const source = parts
    .map((part) =>
      part === 'w' ? '[A-Za-z0-9]+' : part === ' ' ? '\\s+' : part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}[ \\t]{0,${blanks}}`);
}
