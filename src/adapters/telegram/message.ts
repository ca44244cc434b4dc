import type { Document, Message } from 'telegraf/types';
import type { From } from '../../bot/question.ts';
import { originalText } from './original-text.ts';

/** Where an answer goes. */
export interface Target {
  readonly chat: number;
  readonly thread?: number;
  readonly replyTo?: number;
}

/** The fields of a message that we look at, whatever kind it is; `quote` and `sender_chat` among them. */
export type AnyMessage = Message &
  Partial<Message.TextMessage & Message.CaptionableMessage & Message.DocumentMessage & Message.PhotoMessage>;

/** Who wrote. An anonymous administrator and a channel have no person: their settings are the chat's. */
export function fromOf(message: AnyMessage): From {
  const { chat } = message;
  return {
    person: `telegram:${message.sender_chat?.id ?? message.from?.id ?? chat.id}`,
    chat: `telegram:${chat.id}`,
    private: chat.type === 'private',
  };
}

/** Bots talk to bots no further; an anonymous administrator looks like a bot but has a `sender_chat`. */
export const isFromBot = (message: AnyMessage): boolean =>
  (message.from?.is_bot === true && message.sender_chat === undefined) || message.is_automatic_forward === true;

export function targetOf(message: AnyMessage): Target {
  const thread = message.is_topic_message === true ? message.message_thread_id : undefined;
  return { chat: message.chat.id, ...(thread !== undefined && { thread }), replyTo: message.message_id };
}

/** The text or caption as it was pasted; empty where there is none. */
export function textOf(message: AnyMessage): string {
  return message.text === undefined
    ? originalText(message.caption ?? '', message.caption_entities)
    : originalText(message.text, message.entities);
}

/** What a reply points at: the quoted piece, else the whole text or caption. */
export function repliedText(message: AnyMessage): string {
  if (message.quote !== undefined) return originalText(message.quote.text, message.quote.entities);
  return message.reply_to_message === undefined ? '' : textOf(message.reply_to_message as AnyMessage);
}

/** The file of a message; an animation is no log. */
export function documentOf(message: AnyMessage | undefined): Document | undefined {
  return message === undefined || 'animation' in message ? undefined : message.document;
}

/** What a message holds besides text and files; undefined for text and for notices of the chat itself (somebody joined). */
export type Attachment = 'photo' | 'other';

const OTHERS = [
  'video',
  'voice',
  'audio',
  'sticker',
  'animation',
  'video_note',
  'location',
  'contact',
  'poll',
  'dice',
  'venue',
  'story',
  'game',
];

export function attachmentOf(message: AnyMessage | undefined): Attachment | undefined {
  if (message === undefined) return undefined;
  if ('photo' in message) return 'photo';
  return OTHERS.some((kind) => kind in message) ? 'other' : undefined;
}
