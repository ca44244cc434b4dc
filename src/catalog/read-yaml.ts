import { readFileSync } from 'node:fs';
import { LineCounter, parse, parseDocument } from 'yaml';
import type { z } from 'zod';
import { suggest } from './suggest.ts';
import type { Tree } from './words.ts';
import type { YamlCache } from './yaml-cache.ts';

/** One mistake in a catalog file. */
export interface Mistake {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** `file:line  text`, as editors and terminals link it. */
export const printMistake = (mistake: Mistake): string => `${mistake.file}:${mistake.line}  ${mistake.text}`;

/** Reads one YAML 1.2 file. A syntax error is a mistake with its line, and the value is undefined. */
export function readYaml(path: string, cache?: YamlCache): { readonly value?: Tree; readonly mistakes: readonly Mistake[] } {
  const source = readFileSync(path, 'utf8');
  const known = cache?.find(source);
  if (known !== undefined) return { value: known, mistakes: [] };
  try {
    const value = parse(source, { logLevel: 'error' }) as Tree;
    cache?.keep(source, value);
    return { value, mistakes: [] };
  } catch {
    const lines = new LineCounter();
    const document = parseDocument(source, { lineCounter: lines });
    const mistakes = document.errors.map((error) => ({
      file: path,
      line: lines.linePos(error.pos[0]).line,
      text: `Unexpected YAML, expected ${error.message.split('\n')[0]}`,
    }));
    return { mistakes };
  }
}

/** Checks a value against a schema; every mistake comes with the line where it stands in the file. */
export function validate<T>(path: string, value: Tree | undefined, schema: z.ZodType<T>): { readonly value?: T; readonly mistakes: readonly Mistake[] } {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, mistakes: [] };
  const mistakes = result.error.issues.flatMap((issue) => describe(issue, schema).map((found) => ({ file: path, line: lineOf(path, found.path), text: found.text })));
  return { mistakes };
}

type Path = readonly PropertyKey[];

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): { path: Path; text: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], text: `Unexpected key "${key}", expected ${suggest(key, keysAt(schema, issue.path))}` }));
  }
  const where = issue.path.map(String).join('.') || 'the file';
  if (issue.code === 'invalid_value') return [{ path: issue.path, text: `Unexpected value of ${where}, expected one of ${issue.values.map(String).join(', ')}` }];
  if (issue.code === 'invalid_type' && issue.message.includes('undefined')) return [{ path: issue.path, text: `Unexpected end of entry, expected ${where}` }];
  return [{ path: issue.path, text: `Unexpected ${where}, expected ${issue.message.replace(/^Invalid[^:]*: /, '').replace(/^expected /, '')}` }];
}

/** The keys that the object at this place of the schema may have. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let here: unknown = schema;
  for (const part of ['', ...path]) {
    here = unwrap(here);
    if (part === '') continue;
    const { shape, valueType, element } = (here as { def: { shape?: Record<string, unknown>; valueType?: unknown; element?: unknown } }).def;
    here = shape?.[String(part)] ?? valueType ?? element;
  }
  return Object.keys((unwrap(here) as { def?: { shape?: object } } | undefined)?.def?.shape ?? {});
}

function unwrap(schema: unknown): unknown {
  const inner = (schema as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
  return inner === undefined ? schema : unwrap(inner);
}

/** The line of the deepest part of the path that stands in the file. */
export function lineOf(path: string, at: Path): number {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  for (let depth = at.length; depth > 0; depth -= 1) {
    const parent = depth === 1 ? document.contents : document.getIn(at.slice(0, depth - 1), true);
    const items = (parent as { items?: { key?: { value?: unknown; range?: [number, number, number] } }[] } | null)?.items;
    const pair = items?.find((item) => String(item.key?.value) === String(at[depth - 1]));
    if (pair?.key?.range) return lines.linePos(pair.key.range[0]).line;
  }
  return 1;
}
