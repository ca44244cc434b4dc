import type { MessageEntity } from '@grammyjs/types';

export type EntityType = MessageEntity['type'];

/** An entity as the server stores it; offset and length are UTF-16 code units. */
export interface Entity {
  readonly type: EntityType;
  readonly offset: number;
  readonly length: number;
  readonly language?: string;
  readonly url?: string;
}

/** Top-level domains that the clients link without a scheme; some of them look like file names. */
const LINKED =
  'com|net|org|ru|io|de|info|biz|me|tv|co|uk|app|dev|py|pl|sh|md|zip|mov|ml|rs|cc|so|to|us|eu|fr|in|it|su|xyz|cloud|рф';

/** What Telegram makes of plain text by itself, the most specific first. */
const DETECTED: readonly { readonly type: EntityType; readonly pattern: RegExp }[] = [
  {
    type: 'url',
    pattern: new RegExp(
      `(?:https?|ftp|tg|ton)://[^\\s<>"]+|(?<![\\w@.-])(?:[\\p{L}\\p{N}_-]+\\.)+(?:${LINKED})(?![\\p{L}\\p{N}_-])(?::\\d+)?(?:/[^\\s<>"]*)?|(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?:[:/]\\S+)`,
      'giu',
    ),
  },
  { type: 'email', pattern: /(?<![\w.])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/gu },
  { type: 'mention', pattern: /(?<![\w@])@\w{2,32}(?!\w)/gu },
  { type: 'bot_command', pattern: /(?<![\w/<>])\/\w{1,64}(?:@\w{3,32})?(?![\w/<>])/gu },
  { type: 'hashtag', pattern: /(?<![\p{L}\p{N}_&#])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu },
  { type: 'cashtag', pattern: /(?<![\p{L}\p{N}_])\$[A-Z]{1,8}(?![\p{L}\p{N}_])/gu },
  { type: 'phone_number', pattern: /(?<![\w.+-])\+?\d[\d ()-]{6,18}\d(?![\w.-])/gu },
];

/** Entities that nobody asked for: links, mentions, commands, tags and phone numbers in plain text outside `taken` (code, links). */
export function detectEntities(text: string, taken: readonly Entity[] = []): Entity[] {
  const found: Entity[] = taken.filter((entity) => ['code', 'pre', 'text_link'].includes(entity.type));
  const own = found.length;
  for (const { type, pattern } of DETECTED) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (
        !found.some(
          (other) => entity.offset < other.offset + other.length && other.offset < entity.offset + entity.length,
        )
      )
        found.push(entity);
    }
  }
  return found.slice(own).sort((one, other) => one.offset - other.offset);
}
