import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TEXT_FORMATS } from '../../../src/trace/formats/index.ts';
import type { TextFormat } from '../../../src/trace/formats/format.ts';
import { readText } from './reading.ts';

const FOLDER = new URL('../../../src/trace/formats/', import.meta.url);
const SAMPLES = new URL('../samples/', import.meta.url);

function isFormat(value: unknown): value is TextFormat {
  return typeof value === 'object' && value !== null && 'hints' in value && 'frame' in value;
}

describe('the register of text formats', () => {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .sort();

  it('lists every format that has a file, in the order of the files', async () => {
    const found: TextFormat[] = [];
    for (const file of files) {
      const exported: Record<string, unknown> = await import(new URL(file, FOLDER).href);
      found.push(...Object.values(exported).filter(isFormat));
    }
    expect(TEXT_FORMATS.map((format) => format.name)).toEqual(found.map((format) => format.name));
  });

  it('names a format as its file', () => {
    for (const { name } of TEXT_FORMATS) expect(files).toContain(`${name}.ts`);
    expect(new Set(TEXT_FORMATS.map((format) => format.name)).size).toBe(TEXT_FORMATS.length);
  });

  it('has hints in lower case, because lines are compared so', () => {
    for (const { hints } of TEXT_FORMATS) {
      expect(hints.length).toBeGreaterThan(0);
      for (const hint of hints) expect(hint).toBe(hint.toLowerCase());
    }
  });

  it('has a sample of every format', () => {
    const read = new Set<string>();
    for (const file of readdirSync(SAMPLES).filter((one) => one.endsWith('.txt')))
      for (const format of readText(readFileSync(new URL(file, SAMPLES))).summary.formats) read.add(format);
    expect([...read].sort()).toEqual([...TEXT_FORMATS.map((format) => format.name), 'sip-bare'].sort());
  });
});
