import type { Messages, OutputEntry } from '../catalog/index.ts';
import { inline, type Block } from './answer.ts';

/** What the rows of a product's table can say, and what each asks for. */
export function outputBlocks(entry: OutputEntry, messages: Messages): Block[] {
  const items = Object.values(entry.rows).map((row) => ({
    text: inline(row.meaning),
    lines: row.fix === undefined ? [] : [{ label: messages.message('labels.fix'), text: inline(row.fix) }],
  }));
  return [{ kind: 'list', ordered: false, items }];
}
