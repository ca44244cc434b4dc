export { inline, plain } from './answer.ts';
export type * from './answer.ts';
export { candidatesAnswer } from './candidates.ts';
export { entryAnswer } from './entry.ts';
export { helpAnswer } from './help.ts';
export { noMatchAnswer } from './no-match.ts';
