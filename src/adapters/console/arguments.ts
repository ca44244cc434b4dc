import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Arguments {
  readonly language?: string;
  readonly json: boolean;
  readonly lines: boolean;
  readonly redact: boolean;
  readonly product?: string;
  readonly call?: number;
  readonly ladder?: string;
  readonly help: boolean;
  readonly version: boolean;
  /** Read one question or log from standard input. */
  readonly standardInput: boolean;
  readonly words: readonly string[];
  /** As given, with the path that it means. */
  readonly files: readonly { readonly given: string; readonly path: string }[];
}

/** The command line cannot be carried out. */
export interface UsageError {
  readonly what: string;
  readonly expected: string;
}

/** Endings that make a missing file an error and not a word. */
const KNOWN_ENDINGS = /\.(pcap|pcapng|cap|log|txt|gz|zip|hep|json|jsonl|ndjson|xml|csv|trc|sdl|out)$/i;

/**
 * Reads the arguments. `folder` is where relative files start. Arguments that exist as files are files; one that does not
 * exist is an error only where nobody would write it as a word.
 */
export function readArguments(argv: readonly string[], folder: string): Arguments | UsageError {
  const parsed = parse(argv);
  if ('what' in parsed) return parsed;
  const { values, positionals } = parsed;
  const call = values.call === undefined ? undefined : Number(values.call);
  if (call !== undefined && !(Number.isInteger(call) && call > 0))
    return { what: `--call ${values.call}`, expected: 'the number of a call, from 1' };
  const files: { given: string; path: string }[] = [];
  const words: string[] = [];
  for (const given of positionals) {
    if (given === '-') continue;
    const path = pathOf(given, folder);
    if (path !== undefined && isFile(path)) files.push({ given, path });
    else if (looksLikeFile(given)) return { what: given, expected: 'an existing file' };
    else words.push(given);
  }
  return {
    json: values.json === true,
    lines: values.lines === true,
    redact: values.redact === true,
    help: values.help === true,
    version: values.version === true,
    standardInput: positionals.includes('-'),
    words,
    files,
    ...(values.lang !== undefined && { language: values.lang }),
    ...(values.platform !== undefined && { product: values.platform.toLowerCase() }),
    ...(call !== undefined && { call }),
    ...(values.ladder !== undefined && { ladder: values.ladder }),
  };
}

const OPTIONS = {
  lang: { type: 'string' },
  json: { type: 'boolean' },
  lines: { type: 'boolean' },
  redact: { type: 'boolean' },
  platform: { type: 'string' },
  call: { type: 'string' },
  ladder: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    return {
      what: error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error),
      expected: 'an option of --help',
    };
  }
}

function pathOf(given: string, folder: string): string | undefined {
  if (given === '' || given.length > 4096 || given.includes('\0')) return undefined;
  return given.startsWith('~/') ? resolve(homedir(), given.slice(2)) : resolve(folder, given);
}

const isFile = (path: string): boolean => existsSync(path) && !statSync(path).isDirectory();

const looksLikeFile = (given: string): boolean =>
  !/\s/.test(given) &&
  ((/^(\/|\.\/|\.\.\/|~\/)/.test(given) && given.indexOf('/', given.indexOf('/') + 1) > 0) ||
    KNOWN_ENDINGS.test(given));
