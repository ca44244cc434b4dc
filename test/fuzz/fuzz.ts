import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createTraceReader } from '../../src/trace/read.ts';
import type { TracedMessage } from '../../src/trace/traced.ts';
import { MUTATIONS, mutate, randomOf } from './mutate.ts';

/** What a run found. */
export interface FuzzReport {
  readonly inputs: number;
  readonly messages: number;
  /** Messages whose start line does not stand at their place. */
  readonly invented: readonly string[];
  readonly thrown: readonly string[];
  readonly slowestMs: number;
  /** Milliseconds a kilobyte of the slowest input over 4 KB. */
  readonly slowestPerKb: number;
}

/** Every recorded case and every sample of a format. */
export function seeds(testFolder: string): readonly { readonly name: string; readonly bytes: Buffer }[] {
  const cases = join(testFolder, 'cases');
  const samples = join(testFolder, 'trace/samples');
  const files = [
    ...readdirSync(samples)
      .filter((name) => name !== 'README.md')
      .map((name) => join(samples, name)),
    ...readdirSync(cases).flatMap((name) =>
      statSync(join(cases, name)).isDirectory()
        ? readdirSync(join(cases, name))
            .filter((file) => file.startsWith('trace.'))
            .map((file) => join(cases, name, file))
        : [],
    ),
  ];
  return files.toSorted().map((name) => ({ name, bytes: readFileSync(name) }));
}

/** Reads `count` damaged inputs, the same ones for the same seed. */
export function fuzz(testFolder: string, count: number, seed: number): FuzzReport {
  const all = seeds(testFolder);
  const random = randomOf(seed);
  const invented: string[] = [];
  const thrown: string[] = [];
  let messages = 0;
  let slowestMs = 0;
  let slowestPerKb = 0;
  for (let index = 0; index < count; index += 1) {
    const chosen = all[random(all.length)];
    const other = all[random(all.length)];
    const kind = MUTATIONS[random(MUTATIONS.length)] ?? 'none';
    if (chosen === undefined || other === undefined) continue;
    const bytes = mutate(chosen.bytes, other.bytes, kind, random);
    const label = `seed ${seed}, input ${index}, ${kind} of ${chosen.name}`;
    const found: TracedMessage[] = [];
    const started = process.cpuUsage();
    try {
      const reader = createTraceReader('fuzz', {
        message: (message) => void found.push(message),
        logLine: () => undefined,
      });
      const step = 1 + random(bytes.length + 1);
      for (let from = 0; from < bytes.length; from += step) reader.push(bytes.subarray(from, from + step));
      reader.end();
    } catch (error) {
      thrown.push(`${label}: ${String(error)}`);
    }
    const used = process.cpuUsage(started);
    const ms = (used.user + used.system) / 1000;
    slowestMs = Math.max(slowestMs, ms);
    if (bytes.length > 4096) slowestPerKb = Math.max(slowestPerKb, ms / (bytes.length / 1024));
    messages += found.length;
    // A lone CR ends a line of old systems and stands inside a line of a binary: either count is a place.
    const ways = [/\r\n|\r|\n/, /\n/].map((end) => bytes.toString('latin1').split(end));
    for (const message of found)
      if (!ways.some((lines) => stands(message, bytes, lines)))
        invented.push(`${label}: ${message.message.startLine.slice(0, 80)} at ${JSON.stringify(message.place)}`);
  }
  return { inputs: count, messages, invented, thrown, slowestMs, slowestPerKb };
}

/** Whether the method or status code of a message stands at its place: in its line (or those beside it, for wrapped ones), or in the capture. */
function stands({ message, place }: TracedMessage, bytes: Buffer, lines: readonly string[]): boolean {
  const word = message.kind === 'request' ? message.method : String(message.statusCode);
  // A binary has no lines that everybody counts alike: there the start line must stand somewhere.
  const hex = Buffer.from(word, 'latin1').toString('hex');
  if ('frame' in place || bytes.includes(0))
    return [word, message.startLine, hex].some((text) => bytes.includes(text, 0, 'latin1'));
  const near = lines.slice(Math.max(0, place.line - 2), place.line + 8);
  const text = near.slice(0, 4).join('\n');
  // The first letter of a start line may be lost in a paste: "CK sip:..." is an ACK.
  const spellings = [
    word,
    Buffer.from(word, 'utf8').toString('latin1'),
    ...(message.kind === 'request' ? [word.slice(1), word.slice(0, 3)] : []),
  ];
  return (
    spellings.some(
      (spelling) => spelling !== '' && (text.includes(spelling) || text.replace(/[\s\0]/g, '').includes(spelling)),
    ) || [hexIn(near), hexIn([bytes.toString('latin1')])].some((digits) => digits.includes(hex))
  );
}

/** Hexadecimal digits of a dump: the groups after an offset (tcpdump -X), and all of the lines. */
function hexIn(lines: readonly string[]): string {
  const dump = lines.map((line) => /0x[0-9a-f]+:\s+((?:[0-9a-f]{2,4}\s)+)/i.exec(line)?.[1] ?? '').join('');
  return `${dump}|${lines.join('')}`.replace(/\s/g, '').toLowerCase();
}
