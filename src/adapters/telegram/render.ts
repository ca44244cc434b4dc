import { textLadder, type LadderLayout } from '../../ladder/index.ts';
import { plain, type Answer, type Block, type Item } from '../../answers/index.ts';
import type { Button } from '../../bot/question.ts';
import { inlineRuns, proseRuns, shown, UNSHOWABLE, valueText } from './inline.ts';
import { keyboardOf, type Keyboard } from './keyboard.ts';
import { pack } from './pack.ts';
import { toText, type Run } from './runs.ts';

/** Our own words that a rendered answer needs, in its language. */
export interface RenderWords {
  /** "The whole answer is in the file below." */
  readonly restInFile: string;
  /** "Copy" on a button, and what: the command, or its label where it is long. */
  copy(what: string): string;
}

/** An answer as Telegram takes it: one or two messages, or one and a file with the whole text. */
export interface Rendered {
  readonly messages: readonly (readonly Run[])[];
  readonly keyboard: Keyboard | undefined;
  readonly documents?: readonly Document[];
  /** Drawn and sent below. */
  readonly pictures?: readonly Picture[];
}

export interface Document {
  readonly fileName: string;
  readonly text: string;
}

/** A ladder to draw; the caption is the answer's headline. */
export interface Picture {
  readonly layout: LadderLayout;
  readonly title: string;
  readonly caption: string;
}

/** More messages than this become a file. */
const MOST_MESSAGES = 2;
/** Characters of a caption. */
const MOST_CAPTION = 1_024;

/** Pure: the answer with every limit of Telegram kept and nothing cut without saying so. */
export function renderAnswer(answer: Answer, buttons: readonly Button[], words: RenderWords): Rendered {
  const parts = [inlineRuns(answer.headline, 'bold'), ...answer.blocks.map(blockRuns)];
  const gaps = parts.map((_, index) => gapBefore(answer.blocks, index - 1));
  const messages = pack(parts, gaps);
  const keyboard = keyboardOf(buttons, answer.blocks, words);
  const own = answer.file === undefined ? [] : [{ fileName: answer.file.name, text: answer.file.text }];
  const pictures = answer.blocks.flatMap((block): Picture[] =>
    block.kind === 'ladder'
      ? [{ layout: block.layout, title: plain(block.title), caption: plain(answer.headline).slice(0, MOST_CAPTION) }]
      : [],
  );
  const further = { ...(own.length > 0 && { documents: own }), ...(pictures.length > 0 && { pictures }) };
  if (messages.length <= MOST_MESSAGES) return { messages, keyboard, ...further };
  const rest: Run[] = [{ text: `\n\n${words.restInFile}` }];
  const first = pack(parts, gaps, rest)[0] ?? [];
  const whole = parts.map((part, index) => (index === 0 ? '' : gaps[index]) + toText(part)).join('');
  return {
    messages: [[...first, ...rest]],
    keyboard,
    ...further,
    documents: [{ fileName: 'answer.txt', text: `${whole}\n` }, ...own],
  };
}

/** The act line stands right below the headline, commands and facts close together, everything else apart. */
function gapBefore(blocks: readonly Block[], index: number): string {
  const [block, before] = [blocks[index], blocks[index - 1]];
  if (index === 0 && block?.kind === 'paragraph') return '\n';
  return block !== undefined && block.kind === before?.kind && (block.kind === 'command' || block.kind === 'facts')
    ? '\n'
    : '\n\n';
}

function blockRuns(block: Block): Run[] {
  switch (block.kind) {
    case 'paragraph':
      return inlineRuns(block.text);
    case 'list':
      return joined([
        ...(block.title === undefined ? [] : [proseRuns(block.title, 'bold')]),
        ...block.items.map((item, index) => itemRuns(item, block.ordered ? `${index + 1}. ` : '• ')),
      ]);
    case 'facts':
      return joined(block.rows.map((row) => [...proseRuns(`${row.label}: `), ...inlineRuns(row.text)]));
    case 'code':
      return [preformatted(block.text)];
    case 'command':
      return [...proseRuns(`${block.label}: `), { text: valueText(block.command), style: 'code' }];
    case 'ladder':
      return [...inlineRuns(block.title), { text: '\n' }, preformatted(textLadder(block.layout))];
    case 'section':
      return sectionRuns(block.title, block.blocks, block.folded);
    default:
      return block satisfies never;
  }
}

const preformatted = (text: string): Run => ({ text: shown(text).replace(/\n+$/, '') || UNSHOWABLE, style: 'pre' });

const itemRuns = (item: Item, mark: string): Run[] =>
  joined([
    [{ text: mark }, ...inlineRuns(item.text)],
    ...item.lines.map((line): Run[] => [...proseRuns(`   ${line.label}: `), ...inlineRuns(line.text)]),
  ]);

/** A folded section is a foldable quotation; preformatted text may not stand in one and is put between two. */
function sectionRuns(title: string, blocks: readonly Block[], folded: boolean): Run[] {
  const body = blocks.flatMap((block, index): Run[] => [...(index === 0 ? [] : [{ text: '\n' }]), ...blockRuns(block)]);
  const quoted = folded ? body.map((run): Run => (run.style === 'pre' ? run : { ...run, quoted: true })) : body;
  return [...proseRuns(title, 'bold'), { text: '\n' }, ...quoted];
}

const joined = (lines: readonly (readonly Run[])[]): Run[] =>
  lines.flatMap((line, index): Run[] => [...(index === 0 ? [] : [{ text: '\n' }]), ...line]);
