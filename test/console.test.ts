import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sipwhy } from './console.helper.ts';

const folder = mkdtempSync(join(tmpdir(), 'sipwhy-console-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('words are a question: exit status 0 and a headline', async () => {
  const run = await sipwhy(['403', 'Wrong', 'Guess']);
  expect(run).toMatchObject({ status: 0, errors: '' });
  expect(run.output.split('\n')[0]).toMatch(/^403 Wrong Guess: /);
});

test('nothing recognised: exit status 1 and still a helpful answer', async () => {
  const run = await sipwhy(['12345']);
  expect(run.status).toBe(1);
  expect(run.output).toMatch(/No SIP answer matches.*12345/);
});

test('--json prints one object on one line, in the language asked for', async () => {
  const run = await sipwhy(['--json', '--lang', 'ru', '403', 'Wrong', 'Guess']);
  expect(run.output.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(run.output)).toMatchObject({
    input: 'question',
    language: 'ru',
    matches: [{ id: 'response/403/wrong-guess', atFault: 'caller', retry: 'with-change' }, {}],
    answer: { language: 'ru' },
  });
});

test('--json of a question without a match has no matches', async () => {
  const run = await sipwhy(['--json', 'hello']);
  expect(run.status).toBe(1);
  expect(JSON.parse(run.output)).toMatchObject({ input: 'question', matches: [] });
});

test('with --lines every line is a question, answered in order', async () => {
  const run = await sipwhy(['--json', '--lines'], '486\n\nзанято\n4xx\n');
  const ids = run.output
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { matches: { id: string }[] }).matches[0]?.id);
  expect(ids).toEqual(['response/486', 'response/486', 'class/4xx']);
});

test('- and a pipe are one question', async () => {
  for (const argv of [['-'], []]) {
    const run = await sipwhy(argv, 'SIP/2.0 487 Request Terminated\n');
    expect(run.output).toMatch(/^487 Request Terminated/);
  }
});

test.each([
  [['--jsn', '486'], /--jsn/],
  [['--lang', 'xx', '486'], /--lang xx, expected en, ru/],
  [['--platform', 'pbxx', '486'], /--platform pbxx, expected .*asterisk/],
  [['./no/such.log'], /no\/such\.log, expected an existing file/],
])('bad usage %j: exit status 2 and what to do', async (argv, message) => {
  const run = await sipwhy(argv);
  expect(run.status).toBe(2);
  expect(run.errors).toMatch(message);
});

test('bad usage with --json is an object too', async () => {
  const run = await sipwhy(['--json', 'missing.pcap']);
  expect(run.status).toBe(2);
  expect(JSON.parse(run.output)).toMatchObject({ input: 'error', error: { expected: 'an existing file' } });
});

test('--help and --version', async () => {
  expect((await sipwhy(['--help'])).output).toMatch(/--json/);
  expect((await sipwhy(['--version'])).output).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('without words, terminal and tokens: exit status 2, naming the variables', async () => {
  const run = await sipwhy([], '', { npm_lifecycle_event: 'start' });
  expect(run.status).toBe(2);
  expect(run.errors).toMatch(/TELEGRAM_BOT_TOKEN.*SLACK_BOT_TOKEN/);
});

test('a wrong variable ends the start with exit status 2 and its name', async () => {
  const run = await sipwhy(['486'], '', { SLACK_BOT_TOKEN: 'xoxp-wrong' });
  expect(run).toMatchObject({ status: 2 });
  expect(run.errors).toMatch(/SLACK_BOT_TOKEN/);
});

test('a broken overlay file is one warning, and the rest answers', async () => {
  writeFileSync(join(folder, 'interface.yaml'), 'labels: [');
  const run = await sipwhy(['486'], '', { CATALOG_OVERLAY: folder });
  expect(run.status).toBe(0);
  expect(run.errors.trim().split('\n')).toHaveLength(1);
});

const HOSTILE: readonly (readonly [string, string | Uint8Array])[] = [
  ['ten megabytes of one letter', 'a'.repeat(10_000_000)],
  ['ten megabytes of zeros', new Uint8Array(10_000_000)],
  ['ten megabytes of lines', 'SIP/2.0 \n'.repeat(1_100_000)],
  ['binary', Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 256)],
  ['a lone surrogate', Buffer.from([0xed, 0xa0, 0x80, 0x34, 0x38, 0x36])],
  ['control characters', '\u0000\u0007\u001b[31m486\u001b[0m\u0008'],
  ['right-to-left marks', '\u202e486\u202c \u200f'],
  ['ten thousand words', 'busy tone '.repeat(5_000)],
];
test.each(HOSTILE)('%s: an answer or a polite refusal, within seconds', { timeout: 60_000 }, async (_, input) => {
  const started = performance.now();
  const run = await sipwhy(['-'], input);
  expect([0, 1]).toContain(run.status);
  expect(run.output.length).toBeGreaterThan(20);
  expect(run.output.length).toBeLessThan(20_000);
  expect(run.errors).toBe('');
  // eslint-disable-next-line no-control-regex
  expect(run.output).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u202a-\u202e]/);
  expect(performance.now() - started).toBeLessThan(30_000);
});
