import type { Logger } from 'pino';
import type { Delivery } from '../../bot/delivery.ts';
import { createParts, type Timers } from '../../bot/parts.ts';
import type { Question } from '../../bot/question.ts';
import type { Queue } from '../../bot/queue.ts';
import { CallError } from './call-error.ts';
import { COMMAND } from './command.ts';
import { attachmentOf, documentOf, fromOf, repliedText, targetOf, type AnyMessage } from './message.ts';
import type { Replies } from './replies.ts';

/** A message and the update it came in. */
export interface Taken {
  readonly updateId: number;
  readonly message: AnyMessage;
}

/** From a message to its place in the chat's queue. Nothing here waits. */
export interface Asking {
  /** Runs a job in the chat's order, once for each of these updates. Where it fails by a mistake of ours, the person is told. */
  enqueue(taken: readonly [Taken, ...Taken[]], job: () => Promise<void>): void;
  ask(taken: readonly [Taken, ...Taken[]], words: string): void;
  /** Asks the file of the message, else these words (held back while they may be part of a paste), else what the message replies to; else tells what it carries, or helps. */
  askAbout(taken: Taken, words: string): void;
  /** Whether a paste of this person is still coming in here. */
  pasting(message: AnyMessage): boolean;
  /** Asks what is held back: of one person, or everything. */
  flush(message?: AnyMessage): void;
}

export interface AskingOptions {
  /** The bot's own id: marks of answered updates carry it. */
  readonly botId: number;
  readonly queue: Queue;
  readonly delivery: Delivery;
  readonly replies: Replies;
  readonly timers: Timers;
  readonly log: Logger;
}

export function createAsking({ botId, queue, delivery, replies, timers, log }: AskingOptions): Asking {
  const enqueue: Asking['enqueue'] = (taken, job) => {
    const { message } = taken[0];
    const told = async (): Promise<void> => {
      try {
        await job();
      } catch (error) {
        if (!(error instanceof CallError)) await replies.say(targetOf(message), questionOf(message), 'telegram.failed');
        throw error;
      }
    };
    const once = taken.reduceRight<() => Promise<void>>(
      (inner, { updateId }) =>
        async () =>
          void (await delivery.once(`telegram:${botId}:${updateId}`, inner)),
      told,
    );
    queue.add(`telegram:${message.chat.id}`, once);
  };

  const ask: Asking['ask'] = (taken, words) => {
    const { message } = taken[0];
    log.debug({ updates: taken.map(({ updateId }) => updateId), characters: words.length }, 'telegram: question');
    enqueue(taken, () => replies.ask(targetOf(message), questionOf(message, words)));
  };

  const parts = createParts<Taken>({
    timers,
    deliver: (text, [first, ...rest]) => void (first !== undefined && ask([first, ...rest], text)),
  });

  return {
    enqueue,
    ask,
    askAbout(taken, words) {
      const { message } = taken;
      const replied = message.reply_to_message as AnyMessage | undefined;
      const document = documentOf(message) ?? (words === '' ? documentOf(replied) : undefined);
      if (document !== undefined) {
        log.debug({ update: taken.updateId, octets: document.file_size }, 'telegram: file');
        return enqueue([taken], () => replies.file(targetOf(message), questionOf(message, words), document));
      }
      const text = words === '' ? repliedText(message) : words;
      if (text !== '')
        return parts.take(pasteKey(message), message.message_id, text, taken) ? undefined : ask([taken], text);
      const attachment = attachmentOf(message) ?? attachmentOf(replied);
      const [target, asker] = [targetOf(message), questionOf(message)];
      enqueue([taken], () =>
        attachment === undefined ? replies.help(target, asker) : replies.say(target, asker, `telegram.${attachment}`),
      );
    },
    pasting: (message) => parts.open(pasteKey(message)),
    flush: (message) => parts.flush(message && pasteKey(message)),
  };
}

const pasteKey = (message: AnyMessage): string =>
  `${message.chat.id}:${message.sender_chat?.id ?? message.from?.id ?? 0}:${message.message_thread_id ?? 0}`;

/** The question of a message; `words` may stand in another place than its text. */
export function questionOf(message: AnyMessage, words = ''): Question {
  const platformLanguage = message.from?.language_code;
  return {
    words,
    from: fromOf(message),
    command: COMMAND,
    ...(platformLanguage !== undefined && { platformLanguage }),
  };
}
