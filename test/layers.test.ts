import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** An import may only go to a lower row; folders of one row do not know each other. */
const ROWS: readonly (readonly string[])[] = [
  ['main', 'service'],
  ['config', 'http'],
  ['adapters/telegram', 'adapters/slack', 'adapters/console', 'tools'],
  ['bot'],
  ['explain', 'store'],
  ['privacy'],
  ['answers'],
  ['matcher', 'diagnosis', 'ladder'],
  ['catalog', 'calls'],
  ['trace'],
  ['sip', 'text'],
];

/** Packages that one folder alone may import. */
const HOMES: Readonly<Record<string, string>> = { telegraf: 'adapters/telegram', '@slack/bolt': 'adapters/slack' };

const root = resolve(import.meta.dirname, '../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'));

const unitOf = (file: string): string => {
  const parts = file.replace(/\.ts$/, '').split('/');
  return parts[0] === 'adapters' && parts.length > 2 ? `adapters/${parts[1]}` : (parts[0] ?? '');
};
const rowOf = (unit: string): number => ROWS.findIndex((row) => row.includes(unit));

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^(?:import|export)\b[^;]*?from '([^']+)'|\bimport\('([^']+)'\)/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? '');

test('every file of src belongs to a layer', () => {
  expect(files.filter((file) => rowOf(unitOf(file)) < 0)).toEqual([]);
});

test('imports only go down', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => relative(root, resolve(root, dirname(file), target)).replaceAll('\\', '/'))
      .filter(
        (target) =>
          unitOf(target) !== unitOf(file) &&
          !(file === 'main.ts' && target === 'service.ts') &&
          rowOf(unitOf(target)) <= rowOf(unitOf(file)),
      )
      .map((target) => `${file} -> ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('telegraf and bolt are imported in one folder each', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) =>
        Object.entries(HOMES).some(
          ([name, home]) => (target === name || target.startsWith(`${name}/`)) && unitOf(file) !== home,
        ),
      )
      .map((target) => `${file} -> ${target}`),
  );
  expect(wrong).toEqual([]);
});

test('sip, text, matcher, diagnosis and ladder do no I/O', () => {
  const pure = new Set([
    'sip',
    'text',
    'matcher',
    'diagnosis',
    'ladder',
    'calls',
    'answers',
    'privacy',
    'explain',
    'trace',
  ]);
  const wrong = files
    .filter((file) => pure.has(unitOf(file)))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => /^(node:)?(fs|fs\/promises|net|dgram|http|https|http2|tls|child_process)$/.test(target))
        .map((target) => `${file} -> ${target}`),
    );
  expect(wrong).toEqual([]);
});

test('only config reads the environment', () => {
  const wrong = files.filter(
    (file) => !['config.ts', 'main.ts'].includes(file) && /process\.env/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});
