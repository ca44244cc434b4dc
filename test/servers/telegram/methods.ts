import type { BotCommand } from '@grammyjs/types';
import type { Parameters } from './body.ts';
import { ApiError, badRequest } from './errors.ts';
import { checkFields, isMethod } from './fields.ts';
import { editMessageReplyMarkup, editMessageText, sendFile, sendMessage } from './sending.ts';
import { webhookSettings, type Updates } from './updates.ts';
import { chatOf, keyOf, type World } from './world.ts';

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'record_video_note',
  'upload_video_note',
]);
const REACTIONS = new Set(['👍', '👎', '❤', '🔥', '🎉', '🤔', '👀', '🙏', '👌', '✍', '🤷']);
const SCOPES = new Set([
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
]);

/** Carries out one call of the Bot API. `gone` fires where the caller hangs up. @throws ApiError */
export async function callMethod(
  world: World,
  updates: Updates,
  method: string,
  parameters: Parameters,
  gone: AbortSignal,
): Promise<unknown> {
  if (!isMethod(method)) throw new ApiError(404, 'Not Found: method not found');
  checkFields(method, parameters);
  switch (method) {
    case 'getMe':
      return {
        ...world.bot,
        can_join_groups: true,
        can_read_all_group_messages: false,
        supports_inline_queries: false,
      };
    case 'getUpdates':
      if (Array.isArray(parameters['allowed_updates'])) updates.setAllowed(parameters['allowed_updates'] as string[]);
      return updates.poll(
        Number(parameters['offset'] ?? 0),
        Number(parameters['limit'] ?? 100),
        Number(parameters['timeout'] ?? 0) * 1000,
        gone,
      );
    case 'setWebhook':
      if (Array.isArray(parameters['allowed_updates'])) updates.setAllowed(parameters['allowed_updates'] as string[]);
      updates.setWebhook(webhookSettings(String(parameters['url']), parameters['secret_token'] as string | undefined));
      return true;
    case 'deleteWebhook':
      updates.setWebhook(undefined);
      return true;
    case 'getWebhookInfo':
      return {
        url: updates.webhook?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: updates.pending,
        allowed_updates: updates.allowed,
      };
    case 'sendMessage':
      return sendMessage(world, parameters);
    case 'sendDocument':
      return sendFile(world, parameters, 'document', 50 * 1024 * 1024);
    case 'sendPhoto':
      return sendFile(world, parameters, 'photo', 10 * 1024 * 1024);
    case 'editMessageText':
      return editMessageText(world, parameters);
    case 'editMessageReplyMarkup':
      return editMessageReplyMarkup(world, parameters);
    default:
      return smallMethod(world, method, parameters);
  }
}

function smallMethod(world: World, method: string, parameters: Parameters): unknown {
  switch (method) {
    case 'answerCallbackQuery':
      return answerPress(world, String(parameters['callback_query_id']), parameters['text']);
    case 'sendChatAction':
      chatOf(world, parameters['chat_id']);
      if (!ACTIONS.has(String(parameters['action']))) throw badRequest('wrong parameter action in request');
      return true;
    case 'setMessageReaction':
      return react(world, parameters);
    case 'getFile':
      return fileOf(world, String(parameters['file_id']));
    case 'setMyCommands':
      return setCommands(world, parameters);
    case 'getMyCommands':
      return world.commands.get(commandsKey(parameters)) ?? [];
    case 'deleteMyCommands':
      world.commands.delete(commandsKey(parameters));
      return true;
    default:
      throw new ApiError(404, 'Not Found: method not found');
  }
}

function answerPress(world: World, id: string, text: unknown): true {
  if (world.presses.get(id) !== false)
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  if (typeof text === 'string' && text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  world.presses.set(id, true);
  return true;
}

function react(world: World, parameters: Parameters): true {
  const chat = chatOf(world, parameters['chat_id']);
  if (!world.messages.has(keyOf(chat.id, Number(parameters['message_id']))))
    throw badRequest('message to react not found');
  const reactions = (parameters['reaction'] ?? []) as { readonly type?: unknown; readonly emoji?: unknown }[];
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  if (reactions.some(({ type, emoji }) => type !== 'emoji' || !REACTIONS.has(String(emoji))))
    throw badRequest('REACTION_INVALID');
  return true;
}

function fileOf(world: World, id: string): unknown {
  const file = world.files.get(id);
  if (file === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.size > 20 * 1024 * 1024) throw badRequest('file is too big');
  return { file_id: id, file_unique_id: `u-${id}`, file_size: file.size, file_path: file.path };
}

function setCommands(world: World, parameters: Parameters): true {
  const commands = parameters['commands'] as readonly BotCommand[];
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description, ...rest } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (typeof description !== 'string' || description.length < 1 || description.length > 256)
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    if (Object.keys(rest).length > 0) throw badRequest(`unexpected field "${Object.keys(rest)[0]}" of a command`);
  }
  world.commands.set(commandsKey(parameters), commands);
  return true;
}

function commandsKey(parameters: Parameters): string {
  const scope = (parameters['scope'] as { readonly type?: string } | undefined)?.type ?? 'default';
  const language = (parameters['language_code'] ?? '') as string;
  if (!SCOPES.has(scope)) throw badRequest('unsupported scope specified');
  if (!/^(?:[a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  return `${scope}:${language}`;
}
