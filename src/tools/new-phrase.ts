import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parse, parseDocument } from 'yaml';
import { ConfigError, phraseKey } from '../catalog/index.ts';
import { listLocales } from '../catalog/files.ts';
import { AT_FAULT, RETRY } from '../catalog/schema.ts';

/**
 * `npm run new:phrase -- 403 "Account Suspended"`: asks for the words in every language and adds the phrase to the code's
 * files. Answers may be piped in, one a line, in the order of the questions.
 */
const root = join(import.meta.dirname, '../../catalog');
const [code = '', phrase = ''] = process.argv.slice(2);

try {
  await run();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function run(): Promise<void> {
  const file = `responses/${code}.yaml`;
  const key = phraseKey(phrase);
  if (key === '')
    throw new ConfigError(
      'Unexpected arguments, expected a code and a phrase: npm run new:phrase -- 403 "Account Suspended"',
    );
  if (!existsSync(join(root, file)))
    throw new ConfigError(`Unexpected code ${code}, expected one that has catalog/${file}`);
  const known = parse(readFileSync(join(root, file), 'utf8')) as { phrases?: Record<string, unknown> };
  if (known.phrases?.[key] !== undefined)
    throw new ConfigError(`Unexpected phrase "${phrase}", expected one that catalog/${file} does not have`);
  const languages = listLocales(root);
  const questions = [
    `Who must act (${AT_FAULT.join(', ')})`,
    `Retry (${RETRY.join(', ')})`,
    ...['en', ...languages].flatMap((language) => [
      `Summary, at most 50 characters (${language})`,
      `Meaning, two sentences (${language})`,
    ]),
  ];
  const [atFault = '', retry = '', short = '', meaning = '', ...translated] = await askAll(questions);
  if (!AT_FAULT.some((value) => value === atFault))
    throw new ConfigError(`Unexpected "${atFault}", expected one of ${AT_FAULT.join(', ')}`);
  if (!RETRY.some((value) => value === retry))
    throw new ConfigError(`Unexpected "${retry}", expected one of ${RETRY.join(', ')}`);
  if ([short, meaning, ...translated].some((words) => words.trim() === ''))
    throw new ConfigError('Unexpected empty words, expected an answer to each question');
  add(join(root, file), key, { reason: phrase, atFault, retry, short, meaning });
  for (const [index, language] of languages.entries()) {
    add(join(root, 'locales', language, file), key, {
      short: translated[index * 2] ?? '',
      meaning: translated[index * 2 + 1] ?? '',
    });
  }
  process.stdout.write(
    `response/${code}/${key} added; npm run fix stamps the translations, npm run check:catalog checks them\n`,
  );
}

async function askAll(questions: readonly string[]): Promise<readonly string[]> {
  const terminal = createInterface({ input: process.stdin, output: process.stdin.isTTY ? process.stdout : undefined });
  const lines = terminal[Symbol.asyncIterator]();
  const answers: string[] = [];
  for (const question of questions) {
    if (process.stdin.isTTY) process.stdout.write(`${question}: `);
    const line = await lines.next();
    if (line.done === true) throw new ConfigError(`Unexpected end of input, expected an answer to: ${question}`);
    answers.push(line.value.trim());
  }
  terminal.close();
  return answers;
}

/** Adds one phrase to a file, leaving the rest of it as it is. */
function add(path: string, key: string, words: Readonly<Record<string, string>>): void {
  const source = readFileSync(path, 'utf8');
  const block = [
    `  ${key}:`,
    ...Object.entries(words).map(([name, value]) => `    ${name}: ${JSON.stringify(value)}`),
  ].join('\n');
  const hasPhrases = parseDocument(source).has('phrases');
  const emptyMap = /^phrases: *\{ *\}.*$/m;
  if (emptyMap.test(source)) writeFileSync(path, source.replace(emptyMap, `phrases:\n${block}`));
  else if (hasPhrases)
    writeFileSync(
      path,
      source.replace(/^phrases:.*$/m, (line) => `${line}\n${block}`),
    );
  else writeFileSync(path, `${source.trimEnd()}\nphrases:\n${block}\n`);
}
