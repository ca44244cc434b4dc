import type { Chat, Message } from '@grammyjs/types';
import type { Parameters, Upload } from './body.ts';
import { detectEntities, type Entity } from './entities.ts';
import { badRequest } from './errors.ts';
import { parseHtml, trimmed } from './html.ts';
import { checkMarkup } from './markup.ts';
import { chatOf, keyOf, ownMessage, publicMessage, type Stored, type World } from './world.ts';

const MOST_ENTITIES = 100;

/** sendMessage. @throws ApiError */
export function sendMessage(world: World, parameters: Parameters): Message {
  const chat = chatOf(world, parameters['chat_id']);
  checkPreview(parameters['link_preview_options']);
  const { text, entities } = formatted(parameters['text'], parameters, 4096, 'message');
  return store(world, chat, parameters, { text, entities });
}

/** sendDocument and sendPhoto of an upload. @throws ApiError */
export function sendFile(
  world: World,
  parameters: Parameters,
  field: 'document' | 'photo',
  mostBytes: number,
): Message {
  const chat = chatOf(world, parameters['chat_id']);
  const upload = parameters[field] as Upload | string;
  if (typeof upload === 'string') throw badRequest('wrong remote file identifier specified');
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
  if (upload.bytes.length > mostBytes) throw badRequest('file is too big');
  const caption = parameters['caption'] === undefined ? { entities: [] } : captioned(parameters);
  return store(world, chat, parameters, { ...caption, upload });
}

function captioned(parameters: Parameters): { readonly caption: string; readonly entities: readonly Entity[] } {
  const { text, entities } = formatted(parameters['caption'], parameters, 1024, 'caption');
  return { caption: text, entities };
}

/** editMessageText: the bot's own message, and something must change. @throws ApiError */
export function editMessageText(world: World, parameters: Parameters): Message {
  const stored = ownMessage(world, chatOf(world, parameters['chat_id']), parameters['message_id']);
  if (stored.text === undefined) throw badRequest('there is no text in the message to edit');
  checkPreview(parameters['link_preview_options']);
  checkMarkup(parameters['reply_markup']);
  const { text, entities } = formatted(parameters['text'], parameters, 4096, 'message');
  const same =
    JSON.stringify([stored.text, stored.entities, stored.markup]) ===
    JSON.stringify([text, entities, parameters['reply_markup']]);
  if (same) throw notModified();
  stored.text = text;
  stored.entities = entities;
  stored.markup = parameters['reply_markup'];
  return publicMessage(world, stored);
}

/** editMessageReplyMarkup. @throws ApiError */
export function editMessageReplyMarkup(world: World, parameters: Parameters): Message {
  const stored = ownMessage(world, chatOf(world, parameters['chat_id']), parameters['message_id']);
  checkMarkup(parameters['reply_markup']);
  if (JSON.stringify(stored.markup) === JSON.stringify(parameters['reply_markup'])) throw notModified();
  stored.markup = parameters['reply_markup'];
  return publicMessage(world, stored);
}

const notModified = (): Error =>
  badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  );

/** Text after its entities were read, with those that the server finds by itself. @throws ApiError */
function formatted(
  given: unknown,
  parameters: Parameters,
  most: number,
  what: 'message' | 'caption',
): { readonly text: string; readonly entities: readonly Entity[] } {
  const mode = parameters['parse_mode'];
  if (mode !== undefined && mode !== 'HTML') throw badRequest('unsupported parse_mode');
  const listed = (parameters['entities'] ?? parameters['caption_entities'] ?? []) as readonly Entity[];
  const parsed = mode === 'HTML' ? parseHtml(String(given)) : trimmed(String(given), listed);
  if (what === 'message' && parsed.text === '') throw badRequest('message text is empty');
  if (parsed.text.length > most) throw badRequest(`${what} is too long`);
  const entities = [...parsed.entities, ...detectEntities(parsed.text, parsed.entities)];
  if (parsed.entities.length > MOST_ENTITIES)
    throw badRequest('too many entities: the real server drops those over 100');
  return { text: parsed.text, entities };
}

function checkPreview(options: unknown): void {
  const unknown = Object.keys(options ?? {}).filter(
    (field) => !['is_disabled', 'url', 'prefer_small_media', 'prefer_large_media', 'show_above_text'].includes(field),
  );
  if (unknown.length > 0) throw badRequest(`unexpected field "${unknown[0]}" of link_preview_options`);
}

function store(
  world: World,
  chat: Chat,
  parameters: Parameters,
  content: Pick<Stored, 'entities'> & Partial<Stored>,
): Message {
  checkMarkup(parameters['reply_markup']);
  const replyTo = repliedMessage(world, chat, parameters['reply_parameters']);
  const thread = parameters['message_thread_id'];
  if (thread !== undefined && !('is_forum' in chat)) throw badRequest('message thread not found');
  const stored: Stored = {
    message_id: world.nextMessageId(),
    chat,
    from: world.bot,
    markup: parameters['reply_markup'],
    ...content,
    ...(replyTo !== undefined && { replyTo }),
    ...(thread !== undefined && { thread: Number(thread) }),
  };
  world.messages.set(keyOf(chat.id, stored.message_id), stored);
  return publicMessage(world, stored);
}

function repliedMessage(world: World, chat: Chat, given: unknown): number | undefined {
  if (given === undefined) return undefined;
  const {
    message_id: id,
    allow_sending_without_reply: optional,
    ...rest
  } = given as { message_id?: unknown; allow_sending_without_reply?: unknown };
  const unknown = Object.keys(rest).filter(
    (field) => !['chat_id', 'quote', 'quote_parse_mode', 'quote_entities', 'quote_position'].includes(field),
  );
  if (unknown.length > 0) throw badRequest(`unexpected field "${unknown[0]}" of reply_parameters`);
  if (world.messages.has(keyOf(chat.id, Number(id)))) return Number(id);
  if (optional === true) return undefined;
  throw badRequest('message to be replied not found');
}
