import type { CallbackQuery } from 'telegraf/types';
import { createAlbums } from './albums.ts';
import { createAsking, questionOf, type AskingOptions, type Taken } from './asking.ts';
import { deepLinkWords, readCommand, type Command } from './command.ts';
import { attachmentOf, documentOf, isFromBot, targetOf, textOf, type AnyMessage } from './message.ts';

/** What takes updates. Both only enqueue: a slow handler would stop the polling for every chat. */
export interface Handlers {
  message(updateId: number, message: AnyMessage): void;
  press(updateId: number, query: CallbackQuery): void;
  /** Answers what is held back as a possible part of a paste. */
  flush(): void;
}

export interface HandlersOptions extends Omit<AskingOptions, 'botId'> {
  readonly me: { readonly id: number; readonly username: string };
}

export function createHandlers({ me, ...options }: HandlersOptions): Handlers {
  const { queue, delivery, replies } = options;
  const asking = createAsking({ botId: me.id, ...options });
  const albums = createAlbums<Taken>();
  const mention = new RegExp(`@${me.username}(?!\\w)`, 'gi');

  /** Whether the command was for us. */
  const command = (taken: Taken, { name, bot, payload }: Command): boolean => {
    const target = targetOf(taken.message);
    const asker = questionOf(taken.message);
    switch (name) {
      case 'sip':
        asking.askAbout(taken, payload);
        return true;
      case 'start':
      case 'help': {
        const words = name === 'start' ? deepLinkWords(payload) : undefined;
        if (words === undefined) asking.enqueue([taken], () => replies.help(target, asker));
        else asking.ask([taken], words);
        return true;
      }
      case 'lang':
      case 'settings':
        asking.enqueue([taken], () => replies.language(target, asker, payload));
        return true;
      case 'privacy':
        asking.enqueue([taken], () => replies.say(target, asker, 'help.privacy'));
        return true;
      default:
        if (!asker.from.private && bot === undefined) return false;
        asking.ask([taken], `${name} ${payload}`.trim());
        return true;
    }
  };

  /** Whether a message without a command is for us: always in private, in a group by mention, reply, or as the rest of a paste. */
  const addressed = (message: AnyMessage, text: string): boolean =>
    message.chat.type === 'private' ||
    text.search(mention) >= 0 ||
    message.reply_to_message?.from?.id === me.id ||
    asking.pasting(message);

  return {
    message(updateId, message) {
      if (isFromBot(message)) return;
      const taken = { updateId, message };
      const text = textOf(message);
      const read = readCommand(text);
      if (read?.bot !== undefined && read.bot.toLowerCase() !== me.username.toLowerCase()) return;
      const rest = (): void => {
        for (const other of albums.open(taken)) asking.askAbout(other, '');
      };
      if (read !== undefined) asking.flush(message);
      if (read !== undefined && command(taken, read)) return rest();
      const carries = attachmentOf(message) !== undefined || documentOf(message) !== undefined;
      if ((text === '' && !carries) || !(addressed(message, text) || albums.belongs(taken))) return;
      asking.askAbout(taken, text.replace(mention, ' ').trim());
      rest();
    },
    press(updateId, query) {
      const once = async (): Promise<void> =>
        void (await delivery.once(`telegram:${me.id}:${updateId}`, () => replies.press(query)));
      // Not in the chat's order: the button waits for its answer. The edit that follows is.
      queue.add(`telegram:press:${query.id}`, once);
    },
    flush: () => asking.flush(),
  };
}
