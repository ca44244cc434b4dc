import { createReadStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { Bot } from '../../bot/bot.ts';
import type { QuestionFile, Reply } from '../../bot/question.ts';
import type { Catalog } from '../../catalog/index.ts';
import { knownLanguage, type ErrorExplanation } from '../../explain/index.ts';
import { readArguments, type Arguments } from './arguments.ts';
import { converse } from './conversation.ts';
import { FROM } from './from.ts';
import { readAll, readLines } from './input.ts';
import { toJson } from './json.ts';
import { lookAt, writeLadder } from './ladder.ts';
import { renderText } from './render.ts';

/** The process as the console adapter sees it. */
export interface ConsoleHost {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly columns?: number; readonly isTTY?: boolean };
  readonly errors: Writable;
  readonly version: string;
  readonly defaultLanguage: string;
  /** Whether standard input may be taken for a question where no words are given: not when started as a service. */
  readonly mayRead: boolean;
}

/** 0 answered, 1 nothing recognised, 2 bad usage or unreadable input. */
export type ExitStatus = 0 | 1 | 2;

/** Runs the command line once and gives its exit status. */
export async function runConsole(bot: Bot, catalog: Catalog, host: ConsoleHost): Promise<ExitStatus> {
  const read = readArguments(host.argv, host.folder);
  if ('what' in read) return fail(host, { what: read.what, expected: read.expected }, host.argv.includes('--json'));
  if (read.language !== undefined && knownLanguage(catalog, read.language) === undefined) {
    return fail(host, { what: `--lang ${read.language}`, expected: catalog.languages.join(', ') }, read.json);
  }
  if (read.product !== undefined && !catalog.products.some((product) => product.key === read.product)) {
    return fail(
      host,
      { what: `--platform ${read.product}`, expected: catalog.products.map((product) => product.key).join(', ') },
      read.json,
    );
  }
  const messages = catalog.messages(knownLanguage(catalog, read.language ?? host.defaultLanguage) ?? 'en');
  if (read.version) return say(host, `${host.version}\n`);
  if (read.help) return say(host, messages.message('console.usage'));
  return answerAll(
    bot,
    host,
    read,
    messages.message('console.prompt'),
    `${messages.message('console.connect')}\n${messages.message('console.welcome')}\n`,
  );
}

const NOTHING_TO_DO = {
  what: 'no words, no input and no token',
  expected: 'a question, or TELEGRAM_BOT_TOKEN, or SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET',
};

async function answerAll(
  bot: Bot,
  host: ConsoleHost,
  args: Arguments,
  prompt: string,
  welcome: string,
): Promise<ExitStatus> {
  const ask = (words: string, file?: QuestionFile): Promise<Reply> =>
    bot.ask({
      words,
      from: FROM,
      command: '',
      redact: args.redact,
      ...(file !== undefined && { file }),
      ...(args.language !== undefined && { language: args.language }),
      ...(args.product !== undefined && { product: args.product }),
    });
  const columns = host.output.columns ?? 80;
  const print = async (reply: Reply, file?: string): Promise<ExitStatus> => {
    const shown = args.call === undefined || args.json ? reply : await lookAt(bot, reply, 'call', args);
    if (shown === undefined)
      return fail(host, { what: `--call ${args.call}`, expected: 'the id of a call of this trace' }, args.json, file);
    if (args.ladder !== '-')
      host.output.write(args.json ? `${toJson(reply, file)}\n` : renderText(shown.answer, [], columns));
    if (args.ladder !== undefined) {
      const problem = await writeLadder(await lookAt(bot, reply, 'ladder', args), args.ladder, host, columns);
      if (problem !== undefined) return fail(host, problem, args.json, file);
    }
    return recognised(reply) ? 0 : 1;
  };
  const nothingGiven = args.words.length === 0 && args.files.length === 0;
  let status: ExitStatus = 0;
  const worse = (next: ExitStatus): void => void (status = Math.max(status, next) as ExitStatus);
  for (const { given, path } of args.files) worse(await answerFile(given, path));
  if (args.words.length > 0) worse(await print(await ask(args.words.join(' '))));
  if (args.lines) {
    for await (const line of readLines(host.input)) if (line.trim() !== '') worse(await print(await ask(line)));
  } else if (args.standardInput || (nothingGiven && host.input.isTTY !== true)) {
    const words = args.standardInput || host.mayRead ? await readAll(host.input) : '';
    if (words.trim() === '' && !args.standardInput) return fail(host, NOTHING_TO_DO, args.json);
    worse(await print(await ask(words)));
  } else if (nothingGiven) {
    host.output.write(welcome);
    await converse(
      bot,
      { input: host.input, output: host.output, columns: host.output.columns ?? 80 },
      FROM,
      ask,
      prompt,
      args.language,
    );
  }
  return status;

  async function answerFile(given: string, path: string): Promise<ExitStatus> {
    try {
      return await print(
        await ask('', { name: given, chunks: createReadStream(path, { highWaterMark: 1 << 20 }) }),
        given,
      );
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      return fail(host, { what: `${given}: ${error.message}`, expected: 'a readable file' }, args.json, given);
    }
  }
}

/** Whether anything in the input was understood. */
function recognised({ explanation }: Reply): boolean {
  if (explanation?.input === 'question') return explanation.matches.length > 0;
  return (
    explanation?.input === 'trace' &&
    (explanation.result.summary.messages > 0 ||
      explanation.matches.length > 0 ||
      explanation.result.diagnosis.findings.length > 0)
  );
}

function say(host: ConsoleHost, text: string): ExitStatus {
  host.output.write(text);
  return 0;
}

/** Bad usage or unreadable input: the same words on standard error, or as JSON on standard output. */
function fail(host: ConsoleHost, error: ErrorExplanation['error'], json: boolean, file?: string): ExitStatus {
  if (json) host.output.write(`${JSON.stringify({ input: 'error', ...(file !== undefined && { file }), error })}\n`);
  else host.errors.write(`Unexpected ${error.what}, expected ${error.expected}\n`);
  return 2;
}
