import { badRequest } from './errors.ts';

/** A button with exactly one of its actions, as the Bot API wants it. */
interface RawButton {
  readonly text?: unknown;
  readonly [field: string]: unknown;
}

const ACTIONS = [
  'callback_data',
  'url',
  'copy_text',
  'switch_inline_query',
  'web_app',
  'login_url',
  'pay',
  'callback_game',
];
const OTHERS = new Set(['text', 'style', 'icon_custom_emoji_id']);

/** Refuses a keyboard that Telegram refuses: empty or unknown buttons, callback_data over 64 bytes, copy_text over 256 characters. @throws ApiError */
export function checkMarkup(markup: unknown): void {
  if (markup === undefined) return;
  const keyboard = (markup as { inline_keyboard?: unknown }).inline_keyboard;
  const fields = Object.keys(markup as object);
  if (!Array.isArray(keyboard) || fields.length !== 1)
    throw badRequest('object expected as reply markup: only inline_keyboard is known here');
  const rows = keyboard as unknown[];
  if (rows.flat().length > 100) throw badRequest('reply markup is too long');
  for (const row of rows) {
    if (!Array.isArray(row) || row.length === 0 || row.length > 8)
      throw badRequest('a row of an inline keyboard must have 1 to 8 buttons');
    for (const button of row as RawButton[]) checkButton(button);
  }
}

function checkButton(button: RawButton): void {
  if (typeof button.text !== 'string' || button.text.trim() === '')
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  const unknown = Object.keys(button).filter((field) => !ACTIONS.includes(field) && !OTHERS.has(field));
  if (unknown.length > 0) throw badRequest(`unexpected field "${unknown[0]}" of an inline keyboard button`);
  const actions = ACTIONS.filter((action) => button[action] !== undefined);
  if (actions.length !== 1) throw badRequest('an inline keyboard button must have exactly one action');
  const data = button['callback_data'];
  if (data !== undefined && (typeof data !== 'string' || data === '' || Buffer.byteLength(data) > 64))
    throw badRequest('BUTTON_DATA_INVALID');
  if (button['copy_text'] !== undefined) {
    const copied = (button['copy_text'] as { text?: unknown }).text;
    if (typeof copied !== 'string' || copied.length < 1 || copied.length > 256)
      throw badRequest('BUTTON_COPY_TEXT_INVALID');
  }
}
