import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError } from '../src/catalog/index.ts';
import { environmentSchema, packageFolder, readConfig } from '../src/config.ts';

const example = readFileSync(join(packageFolder, '.env.example'), 'utf8');
const named = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => ({
  name: match[1] ?? '',
  value: match[2] ?? '',
}));

test('.env.example names exactly the variables that config reads, in the same order', () => {
  expect(named.map((variable) => variable.name)).toEqual(Object.keys(environmentSchema.shape));
});

test('the values of .env.example are the defaults', () => {
  const defaults = readConfig({}, '0') as unknown as Record<string, string | number | undefined>;
  for (const { name, value } of named) expect(String(defaults[name] ?? ''), name).toBe(value);
});

test('a wrong variable is named together with what it should be', () => {
  expect(() => readConfig({ SLACK_BOT_TOKEN: 'xoxp-1', PORT: '99999', LOG_LEVEL: 'loud' }, '0')).toThrow(ConfigError);
  expect(() => readConfig({ SLACK_BOT_TOKEN: 'xoxp-1' }, '0')).toThrow(
    /SLACK_BOT_TOKEN: unexpected value, expected .*xoxb-/,
  );
});

test('an empty variable counts as unset', () => {
  expect(readConfig({ TELEGRAM_BOT_TOKEN: '', PORT: ' ' }, '0')).toMatchObject({ PORT: 3000 });
});
