import type { Arrow, LadderLayout } from './layout.ts';

/** Columns of a phone. */
export const PHONE_COLUMNS = 32;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const TIME = 5;

/**
 * A ladder in text, every line at most `width` columns. A legend names the elements; two or three of them are drawn, more are written.
 *
 *     A 192.0.2.10 caller
 *     B 198.51.100.7 callee
 *           A             B
 *       0.0 |---INVITE--->|
 *       0.2 |<----480!----|
 */
export function textLadder(layout: LadderLayout, width: number = PHONE_COLUMNS): string {
  const legend = layout.columns.map((column, index) =>
    clip([LETTERS[index] ?? '?', column.address, column.role].filter((part) => part !== '').join(' '), width),
  );
  const lanes = layout.columns.length;
  const lane = Math.min(24, Math.floor((width - TIME - 1 - lanes) / Math.max(1, lanes - 1)));
  const drawn = lanes <= LETTERS.length && lane >= 9;
  const body = drawn
    ? [header(lanes, lane), ...layout.arrows.flatMap((arrow) => drawArrow(arrow, lanes, lane, width))]
    : layout.arrows.flatMap((arrow) => writeArrow(arrow, width));
  return [...legend, ...body, ...(layout.omitted === undefined ? [] : [clip(layout.omitted, width)])]
    .map((line) => line.trimEnd())
    .join('\n');
}

const header = (lanes: number, lane: number): string =>
  `${' '.repeat(TIME + 1)}${Array.from({ length: lanes }, (_, index) => LETTERS[index]).join(' '.repeat(lane))}`;

function drawArrow(arrow: Arrow, lanes: number, lane: number, width: number): string[] {
  const left = Math.min(arrow.from, arrow.to);
  const right = Math.max(arrow.from, arrow.to);
  if (left === right) return [clip(`${time(arrow)} ${LETTERS[left]} ${labelOf(arrow, width)}`, width)];
  const span = (right - left) * (lane + 1) - 1;
  const label = labelOf(arrow, span - 3);
  const room = span - label.length - 1;
  const dash = arrow.mark === 'repeat' ? '.' : arrow.mark === 'failure' ? '=' : '-';
  const before = dash.repeat(Math.max(0, Math.floor(room / 2)));
  const after = dash.repeat(Math.max(0, Math.ceil(room / 2)));
  const shaft = arrow.from < arrow.to ? `${before}${label}${after}>` : `<${after}${label}${before}`;
  const line = `${'|'.padEnd(lane + 1).repeat(left)}|${shaft}|${' '
    .repeat(lane)
    .concat('|')
    .repeat(lanes - 1 - right)}`;
  const folded = arrow.folded === undefined ? [] : [clip(`${' '.repeat(TIME + 1)}${arrow.folded}`, width)];
  return [`${time(arrow)} ${line}`, ...folded];
}

function writeArrow(arrow: Arrow, width: number): string[] {
  const ends = `${LETTERS[arrow.from] ?? '?'}>${LETTERS[arrow.to] ?? '?'}`;
  return [
    clip(`${time(arrow)} ${ends} ${labelOf(arrow, width - TIME - 5)}`, width),
    ...(arrow.folded === undefined ? [] : [clip(`${' '.repeat(TIME + 5)}${arrow.folded}`, width)]),
  ];
}

/** The whole label where it fits, else the short one; `!` marks an error, `~` a repetition. */
function labelOf(arrow: Arrow, room: number): string {
  const mark = arrow.mark === 'failure' ? '!' : arrow.mark === 'repeat' ? '~' : '';
  const whole = `${arrow.label}${mark}`;
  return whole.length <= room ? whole : clip(`${arrow.short}${mark}`, room);
}

const time = ({ seconds }: Arrow): string =>
  (seconds === undefined ? '' : seconds >= 1000 ? seconds.toFixed(0) : seconds.toFixed(1)).padStart(TIME);

const clip = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
