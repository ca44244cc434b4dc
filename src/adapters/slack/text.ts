/** What a person wrote, undone from Slack's markup. */

interface Element {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly url?: unknown;
  readonly name?: unknown;
  readonly range?: unknown;
  readonly user_id?: unknown;
  readonly usergroup_id?: unknown;
  readonly channel_id?: unknown;
  readonly fallback?: unknown;
  readonly value?: unknown;
  readonly elements?: unknown;
}

/** An event's or message's text: from its rich text where it has any, because that is raw, else from the marked-up `text`. */
export function decodeMessage(
  message: { readonly text?: unknown; readonly blocks?: unknown },
  botUser?: string,
): string {
  const rich = decodeBlocks(message.blocks, botUser);
  return rich ?? decodeText(typeof message.text === 'string' ? message.text : '', botUser);
}

/** The text of `rich_text` blocks as it was typed; undefined where there is none. */
export function decodeBlocks(blocks: unknown, botUser?: string): string | undefined {
  const rich = elementsOf(blocks).filter((block) => block.type === 'rich_text');
  if (rich.length === 0) return undefined;
  const parts = rich.flatMap((block) => elementsOf(block.elements)).flatMap(linesOf);
  return withoutLeadingMention(joined(parts), `@${botUser ?? ''}`).trim();
}

/** Marked-up text: tokens first, entities once and last, so that a pasted `&lt;sip:...&gt;` is not taken for a token. */
export function decodeText(text: string, botUser?: string): string {
  const body = botUser === undefined ? text : text.replace(new RegExp(`^\\s*<@${botUser}(?:\\|[^<>]*)?>[,:]?`), '');
  return body
    .replace(TOKEN, (token, target: string, label: string | undefined) => readToken(token, target, label))
    .replace(/&(lt|gt|amp);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name])
    .trim();
}

const ENTITIES = { lt: '<', gt: '>', amp: '&' } as const;

const TOKEN = /<([^<>|\n]{1,3000})(?:\|([^<>\n]{0,3000}))?>/g;

/** Only shapes that Slack makes; a raw `<sip:bob@biloxi.example.com>` is a header's text. */
function readToken(token: string, target: string, label: string | undefined): string {
  if (/^@[UW][A-Z0-9]+$/.test(target))
    return label === undefined || label === '' ? target : `@${label.replace(/^@/, '')}`;
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return label === undefined || label === '' ? target : `#${label}`;
  if (/^!(?:here|channel|everyone)$/.test(target)) return `@${target.slice(1)}`;
  if (/^!(?:subteam|date)\^/.test(target)) return label ?? '';
  if (/^(?:mailto|tel):/i.test(target)) return label ?? target.replace(/^[a-z]+:/i, '');
  if (/^https?:\/\//i.test(target)) return label ?? target;
  if (/^sips?:/i.test(target) && label !== undefined) return label;
  return token;
}

const elementsOf = (value: unknown): readonly Element[] =>
  Array.isArray(value) ? value.filter((one): one is Element => typeof one === 'object' && one !== null) : [];

/** One part of rich text as lines: a list gives one an item. */
function linesOf(part: Element): string[] {
  return part.type === 'rich_text_list' ? elementsOf(part.elements).map((item) => inlineOf(item)) : [inlineOf(part)];
}

const inlineOf = (part: Element): string => elementsOf(part.elements).map(wordOf).join('');

const words = (value: unknown): string => (typeof value === 'string' ? value : '');

function wordOf(element: Element): string {
  switch (element.type) {
    case 'text':
      return words(element.text);
    case 'link':
      return words(element.text) || words(element.url).replace(/^(?:mailto|tel):/i, '');
    // `Via: 192.0.2.1:100:` shows as an emoji; its name between colons is what was typed
    case 'emoji':
      return `:${words(element.name)}:`;
    case 'user':
      return `@${words(element.user_id)}`;
    case 'usergroup':
      return `@${words(element.usergroup_id)}`;
    case 'channel':
      return `#${words(element.channel_id)}`;
    case 'broadcast':
      return `@${words(element.range)}`;
    case 'date':
      return words(element.fallback);
    case 'color':
      return words(element.value);
    default:
      return '';
  }
}

/** Parts below each other, with one line end between two. */
const joined = (parts: readonly string[]): string =>
  parts.reduce((all, part) => (all === '' || all.endsWith('\n') ? all + part : `${all}\n${part}`), '');

function withoutLeadingMention(text: string, mention: string): string {
  const start = text.trimStart();
  if (mention === '@' || !start.startsWith(mention) || /^[A-Z0-9]/.test(start.slice(mention.length))) return text;
  return start.slice(mention.length).replace(/^[,:]/, '');
}
