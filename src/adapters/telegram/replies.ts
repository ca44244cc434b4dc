import type { CallbackQuery, Document } from 'telegraf/types';
import type { Bot } from '../../bot/bot.ts';
import type { Question, Reply } from '../../bot/question.ts';
import type { Queue } from '../../bot/queue.ts';
import type { Api } from './api.ts';
import { callError } from './call-error.ts';
import type { Explanation } from '../../explain/index.ts';
import { COMMAND } from './command.ts';
import type { Files } from './files.ts';
import { proseRuns } from './inline.ts';
import { targetOf, type AnyMessage, type Target } from './message.ts';
import { renderAnswer, type Rendered, type RenderWords } from './render.ts';
import type { Run } from './runs.ts';
import type { Sender } from './send.ts';

/** What is said in a chat, each as a message of its own or, for a pressed button, in place of the old answer. */
export interface Replies {
  ask(target: Target, question: Question): Promise<void>;
  /** The words beside a file where they are a question that has an answer, then what is in the file. @throws CallError where Telegram does not give it */
  file(target: Target, question: Question, document: Document): Promise<void>;
  help(target: Target, asker: Question): Promise<void>;
  /** A string of interface.yaml. */
  say(target: Target, asker: Question, key: string, values?: Readonly<Record<string, string | number>>): Promise<void>;
  /** `/lang ru` sets the person's language, anything else lists the languages. */
  language(target: Target, asker: Question, tag: string): Promise<void>;
  /** Answers the press at once (a toast where there is something to tell) and edits the answer after. */
  press(query: CallbackQuery): Promise<void>;
}

export function createReplies(bot: Bot, api: Api, files: Files, sender: Sender, queue: Queue): Replies {
  const send = (target: Target, reply: Reply): Promise<void> => sender.answer(target, render(bot, reply));
  const sendRuns = (target: Target, runs: readonly Run[]): Promise<void> =>
    sender.answer(target, { messages: [runs], keyboard: undefined });

  const toast = async (query: CallbackQuery, text?: string): Promise<void> => {
    await api
      .call('answerCallbackQuery', {
        callback_query_id: query.id,
        ...(text !== undefined && { text: text.slice(0, 200) }),
      })
      .catch((error: unknown) => {
        // A press older than a minute cannot be answered any more; its edit still can be made.
        const failure = callError('answerCallbackQuery', error);
        if (failure.refusal !== 'missing' && failure.refusal !== 'gone') throw failure;
      });
  };

  /** The button waits for its answer, so it gets one even where ours fails. */
  const pressed = async (query: CallbackQuery, token: string): Promise<Reply> => {
    try {
      return await bot.press({ token, ...askerOf(query) });
    } catch (error) {
      await toast(query, await bot.say(askerOf(query), 'telegram.failed'));
      throw error;
    }
  };

  return {
    ask: async (target, question) => send(target, await bot.ask(question)),
    help: async (target, asker) => send(target, await bot.help(asker)),
    async file(target, question, document) {
      const said = question.words === '' ? undefined : await bot.ask(question);
      if (said?.explanation !== undefined && isAnswered(said.explanation)) await send(target, said);
      const read = await files.download(document).catch(async (error: unknown) => {
        await sendRuns(target, proseRuns(await bot.say(question, 'telegram.failed')));
        throw error;
      });
      if (read.got === 'too-big')
        return sendRuns(target, proseRuns(await bot.say(question, 'telegram.too-big', megabytesOf(read))));
      const file = { name: read.name === '' ? 'file' : read.name, chunks: piecesOf(read.bytes) };
      return send(target, await bot.ask({ ...question, words: '', file }));
    },
    say: async (target, asker, key, values) => sendRuns(target, proseRuns(await bot.say(asker, key, values))),
    async language(target, asker, tag) {
      const set = tag === '' ? undefined : await bot.setLanguage(asker.from, tag);
      if (set !== undefined) return sendRuns(target, proseRuns(bot.words(set)('language.set')));
      const title = await bot.say(asker, tag === '' ? 'telegram.language-usage' : 'telegram.language-unknown');
      const lines = bot.languages.flatMap((language): Run[] => [
        { text: '\n' },
        { text: `/lang ${language}`, style: 'code' },
        { text: ` ${bot.words(language)('language.name')}` },
      ]);
      return sendRuns(target, [...proseRuns(title), ...lines]);
    },
    async press(query) {
      const presser = askerOf(query);
      const reply = 'data' in query ? await pressed(query, query.data) : undefined;
      const { message } = query;
      if (reply === undefined || reply.expired === true || message === undefined)
        return toast(query, await bot.say(presser, 'telegram.expired'));
      if (reply.languageSet !== undefined && !mayChange(query))
        return toast(query, bot.words(reply.languageSet)('language.set'));
      await toast(query);
      queue.add(`telegram:${message.chat.id}`, () =>
        sender.edit(targetOf(message as AnyMessage), message.message_id, render(bot, reply)),
      );
    },
  };
}

const isAnswered = (explanation: Explanation): boolean =>
  explanation.input === 'trace' || (explanation.input === 'question' && explanation.matches.length > 0);

const megabytesOf = ({
  size,
  most,
}: {
  readonly size: number;
  readonly most: number;
}): Readonly<Record<string, number>> => ({
  size: Math.ceil(size / 1024 ** 2),
  most: Math.floor(most / 1024 ** 2),
});

const PIECE = 1 << 20;

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE) {
    yield bytes.subarray(from, from + PIECE);
    // Other chats are answered between the pieces of a large file.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const render = (bot: Bot, { answer, buttons }: Reply): Rendered =>
  renderAnswer(answer, buttons, wordsOf(bot, answer.language));

/** The renderer's own words in one language. */
export function wordsOf(bot: Pick<Bot, 'words'>, language: string): RenderWords {
  const words = bot.words(language);
  return { restInFile: words('telegram.rest-in-file'), copy: (what) => words('telegram.copy', { what }) };
}

function askerOf(query: CallbackQuery): Omit<Question, 'words'> {
  const { message, from } = query;
  const isPrivate = message === undefined || message.chat.type === 'private';
  return {
    from: { person: `telegram:${from.id}`, chat: `telegram:${message?.chat.id ?? from.id}`, private: isPrivate },
    command: COMMAND,
    ...(from.language_code !== undefined && { platformLanguage: from.language_code }),
  };
}

/** In a group the answer belongs to the person whose message it replies to; whoever else presses a language button changes it for himself only. */
function mayChange({ message, from }: CallbackQuery): boolean {
  if (message?.chat.type === 'private') return true;
  const asked = (message as AnyMessage | undefined)?.reply_to_message;
  return asked?.from?.id === from.id && asked.sender_chat === undefined;
}
