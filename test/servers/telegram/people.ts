import type { Chat, Message, Update, User } from '@grammyjs/types';
import { detectEntities, type Entity } from './entities.ts';
import type { Updates } from './updates.ts';
import { keyOf, publicMessage, type World } from './world.ts';

/** Somebody who writes to the bot. */
export interface Person {
  readonly id: number;
  readonly first_name: string;
  readonly language_code?: string;
  readonly is_bot?: boolean;
}

/** A message besides its text. `extra` goes into the message as it is (forward_origin, quote, document, photo ...). */
export interface Said {
  /** The private chat with the person where absent. */
  readonly chat?: Chat;
  readonly replyTo?: number;
  readonly thread?: number;
  readonly entities?: readonly Entity[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface People {
  /** A message to the bot, as the update it becomes. */
  say(person: Person, text: string | undefined, said?: Said): Update & { message: Message };
  /** A pressed button under a message of the bot. */
  press(person: Person, chat: number, messageId: number, data: string): Update;
  /** Any other update. */
  push(update: Omit<Update, 'update_id'>, updateId?: number): Update;
  group(id: number, forum?: boolean): Chat;
  /** A file that can be downloaded. `size` is what Telegram says, where it is to differ. */
  file(id: string, bytes: Uint8Array, size?: number): void;
}

export function createPeople(world: World, updates: Updates): People {
  let lastUpdateId = 5000;
  const push = (update: Omit<Update, 'update_id'>, updateId = (lastUpdateId += 1)): Update => {
    const whole = { update_id: updateId, ...update };
    updates.push(whole);
    return whole;
  };
  const userOf = ({ is_bot = false, ...person }: Person): User => ({ ...person, is_bot });
  return {
    push,
    say(person, text, said = {}) {
      const chat = said.chat ?? { id: person.id, type: 'private', first_name: person.first_name };
      world.chats.set(chat.id, chat);
      const stored = {
        message_id: world.nextMessageId(),
        chat,
        from: userOf(person),
        ...(text !== undefined && { text }),
        entities: said.entities ?? (text === undefined ? [] : detectEntities(text)),
        markup: undefined,
        ...(said.replyTo !== undefined && { replyTo: said.replyTo }),
        ...(said.thread !== undefined && { thread: said.thread }),
      };
      world.messages.set(keyOf(chat.id, stored.message_id), stored);
      const message = { ...publicMessage(world, stored), ...said.extra };
      return push({ message } as Omit<Update, 'update_id'>) as Update & { message: Message };
    },
    press(person, chat, messageId, data) {
      const stored = world.messages.get(keyOf(chat, messageId));
      const id = `press-${world.presses.size + 1}`;
      world.presses.set(id, false);
      const message =
        stored === undefined
          ? { chat: world.chats.get(chat), message_id: messageId, date: 0 }
          : publicMessage(world, stored);
      return push({ callback_query: { id, from: userOf(person), chat_instance: '1', data, message } } as Omit<
        Update,
        'update_id'
      >);
    },
    group(id, forum = false) {
      const chat = { id, type: 'supergroup', title: 'On call', ...(forum && { is_forum: true }) } as Chat;
      world.chats.set(id, chat);
      return chat;
    },
    file: (id, bytes, size = bytes.length) => void world.files.set(id, { path: `documents/${id}`, bytes, size }),
  };
}
