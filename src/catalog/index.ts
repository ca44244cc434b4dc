export { matchablesOf, patternsOf, type EntryText, type EntryTexts } from './matchables.ts';
export { HEADLINE_LENGTH, headlineOf, phraseKey, titleOf } from './entry.ts';
export type * from './entry.ts';
export { ConfigError } from './errors.ts';
export { loadCatalog, type Catalog, type Product } from './load.ts';
export type { Messages } from './messages.ts';
export type { AtFault, Retry } from './schema.ts';
