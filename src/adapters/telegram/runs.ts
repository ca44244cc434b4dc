/** A stretch of text in one style. `quoted` runs in a row make one foldable quotation. */
export interface Run {
  readonly text: string;
  readonly style?: 'bold' | 'code' | 'pre';
  readonly quoted?: true;
}

/** How much one message holds: UTF-16 units after the markup was read, and entities (further ones are dropped by the server). */
export const MOST_CHARACTERS = 4096;
export const MOST_ENTITIES = 100;

/** An entity of the Bot API; offsets are UTF-16 units. */
export interface Entity {
  readonly type: 'bold' | 'code' | 'pre' | 'expandable_blockquote';
  readonly offset: number;
  readonly length: number;
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const TAGS = {
  bold: ['<b>', '</b>'],
  code: ['<code>', '</code>'],
  pre: ['<pre><code class="language-text">', '</code></pre>'],
} as const;

/** Runs as Telegram's HTML. */
export function toHtml(runs: readonly Run[]): string {
  let html = '';
  let quoted = false;
  for (const run of runs) {
    if (run.text === '') continue;
    if (quoted !== (run.quoted === true)) html += quoted ? '</blockquote>' : '<blockquote expandable>';
    quoted = run.quoted === true;
    const [open, close] = run.style === undefined ? ['', ''] : TAGS[run.style];
    html += open + escaped(run.text) + close;
  }
  return quoted ? `${html}</blockquote>` : html;
}

/** Runs as bare text. */
export const toText = (runs: readonly Run[]): string => runs.map((run) => run.text).join('');

/** What of the styles must stay where no markup is sent: code, so that a value never becomes a link, a mention or a command. */
export function codeEntities(runs: readonly Run[]): Entity[] {
  let offset = 0;
  return runs.flatMap((run): Entity[] => {
    const start = offset;
    offset += run.text.length;
    return run.style === 'code' || run.style === 'pre'
      ? [{ type: run.style, offset: start, length: run.text.length }]
      : [];
  });
}

export const lengthOf = (runs: readonly Run[]): number => runs.reduce((sum, run) => sum + run.text.length, 0);

/** Styled runs, and one for each quotation. */
export const entitiesOf = (runs: readonly Run[]): number =>
  runs.reduce(
    (sum, run, index) =>
      sum + (run.style === undefined ? 0 : 1) + (run.quoted === true && runs[index - 1]?.quoted !== true ? 1 : 0),
    0,
  );

/** Runs cut into lines; the line ends are dropped. */
export function linesOf(runs: readonly Run[]): Run[][] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    for (const [index, text] of run.text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ ...run, text });
    }
  }
  return lines;
}
