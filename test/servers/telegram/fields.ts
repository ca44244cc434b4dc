import type { Parameters } from './body.ts';
import { badRequest } from './errors.ts';

type Kind = 'chat' | 'integer' | 'string' | 'boolean' | 'object' | 'array' | 'file';

const SEND =
  'chat_id:chat! message_thread_id:integer disable_notification:boolean protect_content:boolean reply_parameters:object reply_markup:object';

/** Every field of the methods a bot like ours calls (`!` = required). The real server ignores what it does not know; this one refuses it. */
const METHODS: Readonly<Record<string, string>> = {
  getMe: '',
  getUpdates: 'offset:integer limit:integer timeout:integer allowed_updates:array',
  setWebhook:
    'url:string! secret_token:string max_connections:integer allowed_updates:array drop_pending_updates:boolean ip_address:string',
  deleteWebhook: 'drop_pending_updates:boolean',
  getWebhookInfo: '',
  sendMessage: `${SEND} text:string! parse_mode:string entities:array link_preview_options:object`,
  sendDocument: `${SEND} document:file! caption:string parse_mode:string caption_entities:array disable_content_type_detection:boolean`,
  sendPhoto: `${SEND} photo:file! caption:string parse_mode:string caption_entities:array`,
  editMessageText:
    'chat_id:chat! message_id:integer! text:string! parse_mode:string entities:array link_preview_options:object reply_markup:object',
  editMessageReplyMarkup: 'chat_id:chat! message_id:integer! reply_markup:object',
  answerCallbackQuery: 'callback_query_id:string! text:string show_alert:boolean url:string cache_time:integer',
  setMyCommands: 'commands:array! scope:object language_code:string',
  getMyCommands: 'scope:object language_code:string',
  deleteMyCommands: 'scope:object language_code:string',
  sendChatAction: 'chat_id:chat! message_thread_id:integer action:string!',
  setMessageReaction: 'chat_id:chat! message_id:integer! reaction:array is_big:boolean',
  getFile: 'file_id:string!',
};

export const isMethod = (method: string): boolean => method in METHODS;

/** Refuses unknown fields, missing ones and wrong types. @throws ApiError */
export function checkFields(method: string, parameters: Parameters): void {
  const known = new Map(
    (METHODS[method] ?? '')
      .split(' ')
      .filter(Boolean)
      .map((field) => {
        const [name = '', kind = ''] = field.split(':');
        return [name, { kind: kind.replace('!', '') as Kind, required: kind.endsWith('!') }] as const;
      }),
  );
  for (const [name, value] of Object.entries(parameters)) {
    const field = name === 'method' ? { kind: 'string' as const } : known.get(name);
    if (field === undefined) throw badRequest(`unexpected field "${name}" of ${method}`);
    if (!fits(field.kind, value)) throw badRequest(`field "${name}" of ${method} must be of type ${field.kind}`);
    if (typeof value === 'string' && /\p{Cs}/u.test(value)) throw badRequest('strings must be encoded in UTF-8');
  }
  for (const [name, field] of known) {
    if (field.required && parameters[name] === undefined)
      throw badRequest(name === 'text' ? 'message text is empty' : `field "${name}" is required`);
  }
}

function fits(kind: Kind, value: unknown): boolean {
  switch (kind) {
    case 'chat':
      return Number.isSafeInteger(Number(value)) || /^@\w+$/.test(String(value));
    case 'integer':
      return value !== '' && Number.isSafeInteger(Number(value));
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'file':
      return typeof value === 'string' || (typeof value === 'object' && value !== null && 'bytes' in value);
    case 'string':
    case 'boolean':
      return typeof value === kind;
    default:
      return kind satisfies never;
  }
}
