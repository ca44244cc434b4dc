import type { Arrow, LadderLayout } from './layout.ts';

const TIME_WIDTH = 64;
const LANE = 190;
const MARGIN = 90;
const HEAD = 64;
const ROW = 34;

/** Arrows of one picture; more go to the next, so that each stays legible on a phone. */
export const ARROWS_A_PAGE = 60;

/** The pictures that a ladder needs. */
export const pagesOf = (layout: LadderLayout): number => Math.max(1, Math.ceil(layout.arrows.length / ARROWS_A_PAGE));

/**
 * One page of a ladder as SVG. Dark on white with a frame, so that it reads in light and dark chats. Errors are thick with a cross,
 * repetitions dashed with a count: nothing is said by colour alone. `title` is the alternative text.
 */
export function svgLadder(layout: LadderLayout, title: string, page = 0): string {
  const arrows = layout.arrows.slice(page * ARROWS_A_PAGE, (page + 1) * ARROWS_A_PAGE);
  const last = page === pagesOf(layout) - 1;
  const width = TIME_WIDTH + MARGIN * 2 + LANE * Math.max(1, layout.columns.length - 1);
  const height = HEAD + ROW * arrows.length + 30 + (last && layout.omitted !== undefined ? ROW : 0);
  const x = (column: number): number => TIME_WIDTH + MARGIN + LANE * column;
  const heads = layout.columns.map((column, index) => {
    return `<text x="${x(index)}" y="24" class="role">${escape(column.role)}</text><text x="${x(index)}" y="44" class="host">${escape(column.address)}</text><line x1="${x(index)}" y1="${HEAD - 10}" x2="${x(index)}" y2="${height - 12}" class="lane"/>`;
  });
  const rows = arrows.map((arrow, index) => drawArrow(arrow, HEAD + ROW * index + 24, x));
  const rest =
    last && layout.omitted !== undefined
      ? `<text x="${width / 2}" y="${height - 20}" class="role">${escape(layout.omitted)}</text>`
      : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}"><title>${escape(title)}</title>${STYLE}<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" class="card"/>${heads.join('')}${rows.join('')}${rest}</svg>`;
}

const STYLE = `<style>text{font-family:'DejaVu Sans',sans-serif;font-size:14px;fill:#1b1f24}.card{fill:#fff;stroke:#8b949e}.role{font-weight:bold;text-anchor:middle}.host,.label{text-anchor:middle}.label{paint-order:stroke;stroke:#fff;stroke-width:4px}.host{font-size:13px;fill:#424a53}.time{text-anchor:end;font-size:12px;fill:#424a53}.lane{stroke:#8b949e;stroke-width:1}.normal{stroke:#1b1f24;stroke-width:1.5;fill:none}.failure{stroke:#a40e26;stroke-width:3.5;fill:none}.repeat{stroke:#57606a;stroke-width:1.5;stroke-dasharray:5 4;fill:none}.head{stroke-dasharray:none}.bad{font-weight:bold;fill:#a40e26}</style>`;

function drawArrow(arrow: Arrow, y: number, x: (column: number) => number): string {
  const from = x(arrow.from);
  const to = arrow.from === arrow.to ? from + 60 : x(arrow.to);
  const back = to > from ? -9 : 9;
  const middle = (from + to) / 2;
  const room = Math.max(10, Math.floor(Math.abs(to - from) / 8.2));
  const text = arrow.label.length <= room ? arrow.label : arrow.short;
  const label = `${arrow.mark === 'failure' ? '✗ ' : arrow.mark === 'repeat' ? '↻ ' : ''}${text}${arrow.folded === undefined ? '' : ` · ${arrow.folded}`}`;
  const time =
    arrow.seconds === undefined
      ? ''
      : `<text x="${TIME_WIDTH}" y="${y + 4}" class="time">${arrow.seconds.toFixed(arrow.seconds >= 1000 ? 0 : 2)}</text>`;
  return `${time}<line x1="${from}" y1="${y}" x2="${to + back * 0.4}" y2="${y}" class="${arrow.mark}"/><path d="M${to + back} ${y - 5}L${to} ${y}L${to + back} ${y + 5}" class="${arrow.mark} head"/><text x="${middle}" y="${y - 6}" class="label${arrow.mark === 'failure' ? ' bad' : ''}">${escape(label)}</text>`;
}

/** XML text: what XML cannot hold is dropped. */
const escape = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
