import type { Logger } from 'pino';
import type { CallbackQuery } from 'telegraf/types';
import type { Delivery } from '../../bot/delivery.ts';
import { createParts, type Timers } from '../../bot/parts.ts';
import type { Question } from '../../bot/question.ts';
import type { Queue } from '../../bot/queue.ts';
import { CallError } from './call-error.ts';
import { COMMAND, deepLinkWords, readCommand, type Command } from './command.ts';
import { attachmentOf, fromOf, isFromBot, repliedText, targetOf, textOf, type AnyMessage } from './message.ts';
import type { Replies } from './replies.ts';

/** What takes updates. Both only enqueue: a slow handler would stop the polling for every chat. */
export interface Handlers {
  message(updateId: number, message: AnyMessage): void;
  press(updateId: number, query: CallbackQuery): void;
  /** Answers what is held back as a possible part of a paste. */
  flush(): void;
}

export interface HandlersOptions {
  readonly me: { readonly id: number; readonly username: string };
  readonly queue: Queue;
  readonly delivery: Delivery;
  readonly replies: Replies;
  readonly timers: Timers;
  readonly log: Logger;
}

interface Taken {
  readonly updateId: number;
  readonly message: AnyMessage;
}

export function createHandlers({ me, queue, delivery, replies, timers, log }: HandlersOptions): Handlers {
  const mention = new RegExp(`@${me.username}(?!\\w)`, 'gi');

  /** Runs a job in the chat's order, once for each of these updates. Where it fails by a mistake of ours, the person is told. */
  const enqueue = (taken: readonly Taken[], job: () => Promise<void>): void => {
    const first = taken[0];
    if (first === undefined) return;
    const told = async (): Promise<void> => {
      try {
        await job();
      } catch (error) {
        if (!(error instanceof CallError))
          await replies.say(targetOf(first.message), questionOf(first.message, ''), 'telegram.failed');
        throw error;
      }
    };
    const once = taken.reduceRight<() => Promise<void>>(
      (inner, { updateId }) =>
        async () =>
          void (await delivery.once(`telegram:${me.id}:${updateId}`, inner)),
      told,
    );
    queue.add(`telegram:${first.message.chat.id}`, once);
  };

  const ask = (taken: readonly Taken[], words: string): void => {
    const first = taken[0];
    if (first === undefined) return;
    log.debug({ updates: taken.map(({ updateId }) => updateId), characters: words.length }, 'telegram: question');
    enqueue(taken, () => replies.ask(targetOf(first.message), questionOf(first.message, words)));
  };

  const parts = createParts<Taken>({ timers, deliver: (text, taken) => ask(taken, text) });

  const command = (taken: Taken, { name, bot, payload }: Command): boolean => {
    const { message } = taken;
    const target = targetOf(message);
    const asker = questionOf(message, '');
    switch (name) {
      case 'sip':
        askAbout(taken, payload);
        return true;
      case 'start':
        if (deepLinkWords(payload) === undefined) enqueue([taken], () => replies.help(target, asker));
        else ask([taken], deepLinkWords(payload) ?? '');
        return true;
      case 'help':
        enqueue([taken], () => replies.help(target, asker));
        return true;
      case 'lang':
      case 'settings':
        enqueue([taken], () => replies.language(target, asker, payload));
        return true;
      case 'privacy':
        enqueue([taken], () => replies.say(target, asker, 'help.privacy'));
        return true;
      default:
        if (!asker.from.private && bot === undefined) return false;
        ask([taken], `${name} ${payload}`.trim());
        return true;
    }
  };

  /** Given words, else what the message replies to, else what it carries, else the help. */
  const askAbout = (taken: Taken, words: string): void => {
    const { message } = taken;
    const key = pasteKey(message);
    const text = words === '' ? repliedText(message) : words;
    if (text !== '') return parts.take(key, message.message_id, text, taken) ? undefined : ask([taken], text);
    const attachment = attachmentOf(message) ?? attachmentOf(message.reply_to_message as AnyMessage | undefined);
    const asker = questionOf(message, '');
    enqueue([taken], () =>
      attachment === undefined
        ? replies.help(targetOf(message), asker)
        : replies.say(targetOf(message), asker, `telegram.${attachment}`),
    );
  };

  /** Whether a message without a command is for us: always in private, in a group by mention, reply, or as the rest of a paste. */
  const addressed = (message: AnyMessage, text: string): boolean =>
    message.chat.type === 'private' ||
    text.search(mention) >= 0 ||
    message.reply_to_message?.from?.id === me.id ||
    parts.open(pasteKey(message));

  return {
    message(updateId, message) {
      if (isFromBot(message)) return;
      const taken = { updateId, message };
      const text = textOf(message);
      const read = readCommand(text);
      if (read?.bot !== undefined && read.bot.toLowerCase() !== me.username.toLowerCase()) return;
      if (read !== undefined) parts.flush(pasteKey(message));
      if (read !== undefined && command(taken, read)) return;
      if ((text === '' && attachmentOf(message) === undefined) || !addressed(message, text)) return;
      askAbout(taken, message.chat.type === 'private' ? text : text.replace(mention, ' ').trim());
    },
    press(updateId, query) {
      const once = async (): Promise<void> =>
        void (await delivery.once(`telegram:${me.id}:${updateId}`, () => replies.press(query)));
      // Not in the chat's order: the button waits for its answer. The edit that follows is.
      queue.add(`telegram:press:${query.id}`, once);
    },
    flush: () => parts.flush(),
  };
}

const pasteKey = (message: AnyMessage): string =>
  `${message.chat.id}:${message.sender_chat?.id ?? message.from?.id ?? 0}:${message.message_thread_id ?? 0}`;

/** The question of a message. `words` may stand in another place than its text. */
function questionOf(message: AnyMessage, words: string): Question {
  const platformLanguage = message.from?.language_code;
  return {
    words,
    from: fromOf(message),
    command: COMMAND,
    ...(platformLanguage !== undefined && { platformLanguage }),
  };
}
