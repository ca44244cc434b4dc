/** What a message could set off in Slack: found in its mrkdwn `text` and in its blocks. */
export function entitiesOf(payload: {
  readonly text: string;
  readonly blocks?: readonly unknown[] | undefined;
}): string[] {
  return [...entitiesOfText(payload.text), ...entitiesOfBlocks(payload.blocks ?? [])];
}

/** Slack makes a token of everything between `<` and `>`; `&`, `<` and `>` of ours are entities. */
function entitiesOfText(text: string): string[] {
  return [...(text.match(/<[^>]*>?|>/g) ?? []), ...(text.match(/&(?!(?:amp|lt|gt);)/g) ?? [])];
}

const INERT = new Set([
  'rich_text',
  'rich_text_section',
  'rich_text_list',
  'rich_text_preformatted',
  'text',
  'actions',
  'button',
  'plain_text',
]);

/** Types of blocks and elements that could link, mention or ping. */
function entitiesOfBlocks(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(entitiesOfBlocks);
  if (typeof value !== 'object' || value === null) return [];
  const { type, emoji } = value as { readonly type?: unknown; readonly emoji?: unknown };
  const own = typeof type === 'string' && !INERT.has(type) ? [type] : [];
  return [
    ...own,
    ...(type === 'plain_text' && emoji !== false ? ['emoji'] : []),
    ...Object.values(value).flatMap(entitiesOfBlocks),
  ];
}

/** Every string that a reader sees in the blocks, in order. */
export function readable(blocks: readonly unknown[]): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) {
        if (key === 'text' && typeof one === 'string') texts.push(one);
        else walk(one);
      }
  };
  walk(blocks);
  return texts.join('');
}
