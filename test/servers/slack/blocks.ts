import { z } from 'zod';
import { button, id, image, mrkdwn, oneSource, plainText, richTextPart, staticSelect, textObject } from './elements.ts';

const blockId = id.optional();
const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: blockId,
  elements: z.array(richTextPart).min(1),
});
const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  richText,
]);

const block = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('section'),
      block_id: blockId,
      text: textObject(3000).optional(),
      fields: z.array(textObject(2000)).min(1).max(10).optional(),
      accessory: z.discriminatedUnion('type', [button, staticSelect, image]).optional(),
      expand: z.boolean().optional(),
    })
    .refine((section) => section.text !== undefined || section.fields !== undefined, 'text or fields must be there'),
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [plainText(3000), mrkdwn(3000), image]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [button, staticSelect]))
      .min(1)
      .max(25),
  }),
  z
    .strictObject({
      type: z.literal('image'),
      block_id: blockId,
      alt_text: z.string().min(1).max(2000),
      title: plainText(2000).optional(),
      image_url: z
        .url({ protocol: /^https?$/ })
        .max(3000)
        .optional(),
      slack_file: z.strictObject({ id: z.string().min(1) }).optional(),
    })
    .refine(oneSource, 'exactly one of image_url and slack_file'),
  z.strictObject({
    type: z.literal('table'),
    block_id: blockId,
    rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  }),
  z.strictObject({ type: z.literal('markdown'), block_id: blockId, text: z.string().min(1).max(12_000) }),
  richText,
]);

/** What Slack says about blocks: an error code and where it lies; undefined where it takes them. */
export interface Refusal {
  readonly error: string;
  readonly messages: readonly string[];
}

/** All text of a message's blocks together. */
const MOST_TEXT = 13_200;

/** Checks the blocks of a message (50 at most) or of a home view (100). */
export function checkBlocks(blocks: unknown, most: 50 | 100 = 50): Refusal | undefined {
  const parsed = z.array(block).min(1).max(most).safeParse(blocks);
  if (!parsed.success)
    return refuse(
      parsed.error.issues.map((issue) => `${issue.message} [json-pointer:/blocks/${issue.path.join('/')}]`),
    );
  const blockIds = parsed.data.flatMap((one) => one.block_id ?? []);
  if (new Set(blockIds).size < blockIds.length) return refuse(['block_id already exists']);
  const actionIds = parsed.data.flatMap((one) =>
    one.type === 'actions' ? one.elements.flatMap((element) => element.action_id ?? []) : [],
  );
  if (new Set(actionIds).size < actionIds.length) return refuse(['action_id already exists']);
  if (parsed.data.filter((one) => one.type === 'table').length > 1) return refuse(['only one table allowed']);
  return textLength(parsed.data) > MOST_TEXT ? { error: 'msg_blocks_too_long', messages: [] } : undefined;
}

const refuse = (messages: readonly string[]): Refusal => ({
  error: 'invalid_blocks',
  messages: messages.map((message) => `[ERROR] ${message}`),
});

/** Characters of every `text` string, at any depth. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === 'text' && typeof one === 'string' ? one.length : textLength(one)),
    0,
  );
}
