export { columnsOf, type Column, type Role } from './columns.ts';
export { layoutOf, type Arrow, type LadderLayout, type LadderWords } from './layout.ts';
export { pagesOf, svgLadder } from './svg.ts';
export { PHONE_COLUMNS, textLadder } from './text.ts';
