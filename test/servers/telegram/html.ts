import type { Entity, EntityType } from './entities.ts';
import { badRequest, type ApiError } from './errors.ts';

const TYPES: Readonly<Record<string, EntityType>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  code: 'code',
  pre: 'pre',
  a: 'text_link',
  blockquote: 'blockquote',
};

interface Open {
  readonly tag: string;
  readonly attributes: string;
  readonly offset: number;
}

const refuse = (what: string): ApiError => badRequest(`can't parse entities: ${what}`);

/**
 * Telegram's HTML to text and entities (UTF-16 offsets). Stricter than the real server in one point: what that one silently drops
 * (code inside or around another entity, nested quotations) is refused.
 * @throws ApiError where the markup is broken.
 */
export function parseHtml(html: string): { readonly text: string; readonly entities: readonly Entity[] } {
  let text = '';
  const open: Open[] = [];
  const entities: Entity[] = [];
  for (const match of html.matchAll(
    /<(\/?)([a-zA-Z-]*)([^<>]*)>|&(lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});|([^<&]+|[<&])/g,
  )) {
    const [whole, slash, tag = '', attributes = '', reference, plain] = match;
    if (plain === '<')
      throw refuse(`Unclosed start tag at byte offset ${Buffer.byteLength(html.slice(0, match.index))}`);
    if (plain !== undefined) text += plain;
    else if (reference !== undefined) text += character(reference);
    else if (slash === '') open.push(opened(tag.toLowerCase(), attributes, text.length, open));
    else close(open.pop(), tag.toLowerCase(), whole, text, entities);
  }
  const left = open.at(-1);
  if (left !== undefined) throw refuse(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return trimmed(text, entities);
}

function opened(tag: string, attributes: string, offset: number, open: readonly Open[]): Open {
  if (TYPES[tag] === undefined) throw refuse(`Unsupported start tag "${tag}"`);
  const around = open.at(-1)?.tag;
  const languageOfPre = tag === 'code' && around === 'pre' && /^ class="language-[\w.+-]+"$/.test(attributes);
  const inCode = open.some((other) => other.tag === 'code' || other.tag === 'pre');
  if (inCode && !languageOfPre && !(tag === 'code' && around === 'pre' && attributes === ''))
    throw refuse(`"${tag}" inside of code`);
  const containers = open.filter((other) => other.tag !== 'blockquote' || tag === 'pre' || tag === 'blockquote');
  if ((tag === 'code' || tag === 'pre') && around !== 'pre' && containers.length > 0)
    throw refuse(`"${tag}" inside of "${around}"`);
  if (tag === 'blockquote' && open.length > 0) throw refuse('a quotation inside of another entity');
  const allowed =
    tag === 'a' ? /^ href="[^"<>]+"$/ : tag === 'blockquote' ? /^(?: expandable)?$/ : languageOfPre ? /./ : /^$/;
  if (!allowed.test(attributes)) throw refuse(`unexpected attributes of "${tag}"`);
  return { tag, attributes, offset };
}

function close(open: Open | undefined, tag: string, whole: string, text: string, entities: Entity[]): void {
  if (open === undefined) throw refuse(`Unexpected end tag "${whole}"`);
  if (tag !== '' && open.tag !== tag) throw refuse(`Unmatched end tag, expected "</${open.tag}>", found "${whole}"`);
  const length = text.length - open.offset;
  const type = open.attributes === ' expandable' ? 'expandable_blockquote' : TYPES[open.tag];
  if (length === 0 || type === undefined || open.attributes.startsWith(' class=')) return;
  const url = /href="([^"]+)"/.exec(open.attributes)?.[1];
  entities.push({ type, offset: open.offset, length, ...(url !== undefined && { url }) });
}

function character(reference: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return (
    named[reference] ??
    String.fromCodePoint(
      reference.startsWith('#x') ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1)),
    )
  );
}

/** White space at both ends goes away, entities move along. */
export function trimmed(
  text: string,
  entities: readonly Entity[],
): { readonly text: string; readonly entities: readonly Entity[] } {
  const shift = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const moved = entities.map((entity) => {
    const start = Math.max(entity.offset, shift);
    const stop = Math.min(entity.offset + entity.length, end);
    return { ...entity, offset: start - shift, length: stop - start };
  });
  const order = moved
    .filter((entity) => entity.length > 0)
    .sort((one, other) => one.offset - other.offset || other.length - one.length);
  return { text: text.trim(), entities: order };
}
