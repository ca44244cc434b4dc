import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Bot } from '../../bot/bot.ts';
import type { Reply } from '../../bot/question.ts';
import { plain } from '../../answers/index.ts';
import { pagesOf, svgLadder, textLadder } from '../../ladder/index.ts';
import type { Arguments, UsageError } from './arguments.ts';
import type { ConsoleHost } from './console.ts';
import { FROM } from './from.ts';

/** One more look at the trace of a reply: the call of `--call`, else the worst one. Undefined where there is no such call. */
export async function lookAt(
  bot: Bot,
  reply: Reply,
  show: 'call' | 'ladder',
  args: Arguments,
): Promise<Reply | undefined> {
  if (reply.explanation?.input !== 'trace') return undefined;
  const { result } = reply.explanation;
  const call = args.call === undefined ? result.lines.find((line) => result.calls.has(line.id))?.id : String(args.call);
  if (call === undefined) return undefined;
  return bot.look(
    result,
    { show, call },
    {
      from: FROM,
      redact: args.redact,
      ...(args.language !== undefined && { language: args.language }),
      ...(args.product !== undefined && { product: args.product }),
    },
  );
}

/** Draws to a file of that ending, or as text to the output for `-`. A call of several pages becomes several files. */
export async function writeLadder(
  reply: Reply | undefined,
  target: string,
  host: ConsoleHost,
  columns: number,
): Promise<UsageError | undefined> {
  const block = reply?.answer.blocks.find((candidate) => candidate.kind === 'ladder');
  if (block === undefined) return { what: `--ladder ${target}`, expected: 'an input with a call in it' };
  if (target === '-') {
    host.output.write(`${textLadder(block.layout, Math.min(80, columns))}\n`);
    return undefined;
  }
  const ending = /\.(svg|png)$/i.exec(target)?.[1]?.toLowerCase();
  if (ending === undefined)
    return { what: `--ladder ${target}`, expected: 'a name that ends in .svg or .png, or - for text' };
  // The drawing library is loaded by whoever asks for a picture.
  const { pngOf } = await import('../../ladder/png.ts');
  for (let page = 0; page < pagesOf(block.layout); page += 1) {
    const svg = svgLadder(block.layout, plain(block.title), page);
    const name = page === 0 ? target : target.replace(/(\.\w+)$/, `-${page + 1}$1`);
    writeFileSync(resolve(host.folder, name), ending === 'svg' ? svg : await pngOf(svg));
  }
  return undefined;
}
