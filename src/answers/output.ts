import type { Messages, OutputEntry } from '../catalog/index.ts';
import { inline, plain, type Block, type Item, type Text, type Value } from './answer.ts';

type Severity = OutputEntry['rows'][string]['severity'];

/** A line of a pasted table that a row of the catalog explains. */
export interface OutputRow {
  /** 1-based, in the pasted text. */
  readonly line: number;
  /** Key of the row in the entry's `rows`. */
  readonly key: string;
  readonly severity: Severity;
  /** The line without its surrounding blanks. */
  readonly text: string;
  /** Whom or what the line is about: peer, channel, address. */
  readonly about: readonly Value[];
}

const WORST_FIRST: readonly Severity[] = ['failure', 'risk', 'note'];
const MAX_LINES = 2000;
const MAX_LINE = 500;
const MAX_NAMED = 6;
const VALUE_KINDS: readonly string[] = [
  'number',
  'user',
  'address',
  'host',
  'callId',
  'header',
  'token',
] satisfies readonly Value['value'][];

/**
 * Reads a pasted table line by line. Each line counts for the first row of the entry, in the catalog's order, whose pattern it matches; other
 * lines are left out. At most 2000 lines, 500 characters each. Named groups of a pattern are kinds of values: `(?<user>\S+)`.
 */
export function readOutput(entry: OutputEntry, text: string): readonly OutputRow[] {
  const rows = Object.entries(entry.rows).map(([key, { pattern, severity }]) => ({
    key,
    severity,
    pattern: new RegExp(pattern, 'i'),
  }));
  return text.split(/\r?\n/, MAX_LINES).flatMap((whole, index): OutputRow[] => {
    const line = whole.slice(0, MAX_LINE).trim();
    if (line === '') return [];
    for (const { key, severity, pattern } of rows) {
      const found = pattern.exec(line);
      if (found !== null) return [{ line: index + 1, key, severity, text: line, about: valuesOf(found) }];
    }
    return [];
  });
}

/** What a product's table says: of a pasted one its lines by finding, worst first; otherwise all that its rows can say. */
export function outputBlocks(entry: OutputEntry, messages: Messages, pasted?: string): Block[] {
  const read = pasted === undefined ? [] : readOutput(entry, pasted);
  const items =
    read.length > 0
      ? findings(entry, messages, read)
      : Object.keys(entry.rows).map((key) => itemOf(entry, messages, key, []));
  return [{ kind: 'list', ordered: false, items }];
}

function findings(entry: OutputEntry, messages: Messages, read: readonly OutputRow[]): Item[] {
  return WORST_FIRST.flatMap((severity) =>
    Object.keys(entry.rows).flatMap((key) => {
      const lines = read.filter((row) => row.key === key && row.severity === severity);
      return lines.length === 0 ? [] : [itemOf(entry, messages, key, lines)];
    }),
  );
}

function itemOf(entry: OutputEntry, messages: Messages, key: string, lines: readonly OutputRow[]): Item {
  const row = entry.rows[key];
  if (row === undefined)
    throw new Error(`Unexpected row ${key}, expected one of ${Object.keys(entry.rows).join(', ')}`);
  return {
    text: [...namesOf(lines), ...inline(row.meaning)],
    lines: row.fix === undefined ? [] : [{ label: messages.message('labels.fix'), text: inline(row.fix) }],
  };
}

// `102, 103 +4: `
function namesOf(lines: readonly OutputRow[]): Text {
  const names = new Map(lines.map(({ about }) => spaced(about)).map((name) => [plain(name), name]));
  names.delete('');
  if (names.size === 0) return [];
  const shown = [...names.values()].slice(0, MAX_NAMED);
  const more = names.size - shown.length;
  return [...shown.flatMap((name, index) => (index === 0 ? name : [', ', ...name])), more > 0 ? ` +${more}: ` : ': '];
}

const spaced = (values: readonly Value[]): Text =>
  values.flatMap((value, index) => (index === 0 ? [value] : [' ', value]));

const valuesOf = (found: RegExpExecArray): Value[] =>
  Object.entries(found.groups ?? {}).flatMap(([kind, text]) =>
    isKind(kind) && text !== undefined && text !== '' ? [{ value: kind, text }] : [],
  );

const isKind = (name: string): name is Value['value'] => VALUE_KINDS.includes(name);
