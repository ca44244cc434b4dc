import type { Action, Answer, Block, Item, Text, Value } from '../answers/index.ts';

/** How the parts of an answer that come from the input are changed. */
export interface Masking {
  /** A typed value. */
  value(value: Value): Value;
  /** Text of the input that has no kind of its own: a quote, a preformatted block. */
  raw(text: string): string;
  /** Words of ours with values of the input in them: a command. */
  mixed(text: string): string;
}

/** The answer with everything of the input passed through `masking`; our own words stay. */
export function maskAnswer(answer: Answer, masking: Masking): Answer {
  return {
    ...answer,
    headline: maskText(answer.headline, masking),
    blocks: answer.blocks.map((block) => maskBlock(block, masking)),
    actions: answer.actions.map((action): Action => action),
  };
}

const maskText = (text: Text, masking: Masking): Text =>
  text.map((part) => (typeof part === 'string' ? part : masking.value(part)));

function maskBlock(block: Block, masking: Masking): Block {
  switch (block.kind) {
    case 'paragraph':
      return { ...block, text: maskText(block.text, masking) };
    case 'list':
      return {
        ...block,
        items: block.items.map((item): Item => ({
          text: maskText(item.text, masking),
          lines: item.lines.map((line) => ({ ...line, text: maskText(line.text, masking) })),
        })),
      };
    case 'facts':
      return { ...block, rows: block.rows.map((row) => ({ ...row, text: maskText(row.text, masking) })) };
    case 'code':
      return { ...block, text: masking.raw(block.text) };
    case 'command':
      return { ...block, command: masking.mixed(block.command) };
    case 'section':
      return { ...block, blocks: block.blocks.map((inner) => maskBlock(inner, masking)) };
    case 'ladder':
      return {
        ...block,
        title: maskText(block.title, masking),
        layout: {
          ...block.layout,
          columns: block.layout.columns.map((column) => ({
            ...column,
            address: column.address === '' ? '' : masking.value({ value: 'address', text: column.address }).text,
          })),
          arrows: block.layout.arrows.map((arrow) => ({
            ...arrow,
            label: masking.raw(arrow.label),
            short: masking.raw(arrow.short),
          })),
        },
      };
    default:
      return block satisfies never;
  }
}
