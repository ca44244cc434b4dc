import type { BotCommand, Chat, Message, User } from '@grammyjs/types';
import type { Entity } from './entities.ts';
import { ApiError, badRequest } from './errors.ts';
import type { Upload } from './body.ts';

/** A message as it stands in a chat, with what the checks of edits compare. */
export interface Stored {
  readonly message_id: number;
  readonly chat: Chat;
  readonly from?: User;
  text?: string;
  caption?: string;
  entities: readonly Entity[];
  markup: unknown;
  readonly replyTo?: number;
  readonly thread?: number;
  readonly upload?: Upload;
}

/** All that the server knows: chats, messages, buttons that were pressed, files, commands. */
export interface World {
  readonly bot: User & { username: string };
  readonly chats: Map<number, Chat>;
  /** Chats whose people have blocked the bot, or thrown it out. */
  readonly blocked: Set<number>;
  /** Groups that have become supergroups: old id to new id. */
  readonly migrated: Map<number, number>;
  readonly messages: Map<string, Stored>;
  /** Ids of button presses; true once answered. */
  readonly presses: Map<string, boolean>;
  readonly files: Map<string, { readonly path: string; readonly bytes: Uint8Array; readonly size: number }>;
  readonly commands: Map<string, readonly BotCommand[]>;
  nextMessageId(): number;
}

export function createWorld(bot: World['bot']): World {
  let lastMessageId = 1000;
  return {
    bot,
    chats: new Map(),
    blocked: new Set(),
    migrated: new Map(),
    messages: new Map(),
    presses: new Map(),
    files: new Map(),
    commands: new Map(),
    nextMessageId: () => (lastMessageId += 1),
  };
}

/** The chat of a call. @throws ApiError where the bot does not know it, was blocked, or the group has moved. */
export function chatOf(world: World, given: unknown): Chat {
  const id = Number(given);
  const moved = world.migrated.get(id);
  if (moved !== undefined)
    throw new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: moved });
  const chat = world.chats.get(id);
  if (chat === undefined) throw badRequest('chat not found');
  if (world.blocked.has(id))
    throw new ApiError(
      403,
      chat.type === 'private'
        ? 'Forbidden: bot was blocked by the user'
        : 'Forbidden: bot was kicked from the group chat',
    );
  return chat;
}

export const keyOf = (chat: number, message: number): string => `${chat}/${message}`;

/** A message of the bot that may be edited. @throws ApiError */
export function ownMessage(world: World, chat: Chat, given: unknown): Stored {
  const found = world.messages.get(keyOf(chat.id, Number(given)));
  if (found === undefined) throw badRequest('message to edit not found');
  if (found.from?.id !== world.bot.id) throw badRequest("message can't be edited");
  return found;
}

/** The message as the API returns it, without what its reply points at beyond one step. */
export function publicMessage(world: World, stored: Stored, deep = true): Message {
  const replied = stored.replyTo === undefined ? undefined : world.messages.get(keyOf(stored.chat.id, stored.replyTo));
  return {
    message_id: stored.message_id,
    date: 1_700_000_000,
    chat: stored.chat,
    ...(stored.from !== undefined && { from: stored.from }),
    ...(stored.text !== undefined && { text: stored.text }),
    ...(stored.caption !== undefined && { caption: stored.caption }),
    ...(stored.entities.length > 0 && {
      [stored.text === undefined ? 'caption_entities' : 'entities']: stored.entities,
    }),
    ...(stored.markup !== undefined && { reply_markup: stored.markup }),
    ...(stored.thread !== undefined && { message_thread_id: stored.thread, is_topic_message: true }),
    ...(stored.upload !== undefined && {
      document: {
        file_id: `file-${stored.message_id}`,
        file_unique_id: `${stored.message_id}`,
        file_name: stored.upload.fileName,
        file_size: stored.upload.bytes.length,
      },
    }),
    ...(deep && replied !== undefined && { reply_to_message: publicMessage(world, replied, false) }),
  } as unknown as Message;
}
