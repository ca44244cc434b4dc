import type { CatalogEntry } from './entry.ts';
import type { Catalog } from './load.ts';

/** One text by which an entry is found. `language` is empty for codes, phrases and constants. */
export interface EntryText {
  readonly text: string;
  readonly language: string;
  readonly weight: 'phrase' | 'asked' | 'title' | 'meaning' | 'constant' | 'sample';
}

/** An entry as a matcher wants it: everything by which people may ask for it. `code` is a status code, or the number of a cause or warning. */
export interface EntryTexts {
  readonly id: string;
  readonly kind: 'response' | 'phrase' | 'class' | 'cause' | 'warning' | 'product' | 'finding' | 'guide';
  readonly code?: number;
  readonly texts: readonly EntryText[];
  /** Log lines and outputs: what a pasted line must match. */
  readonly patterns?: readonly RegExp[];
}

/** Every entry with its texts of all languages. */
export function matchablesOf(catalog: Catalog): readonly EntryTexts[] {
  return catalog.ids.map((id) => {
    const texts: EntryText[] = [];
    let first: CatalogEntry | undefined;
    for (const language of catalog.languages) {
      const entry = catalog.entry(id, language);
      if (entry === undefined) continue;
      first ??= entry;
      texts.push(...wordTexts(entry, language));
    }
    if (first === undefined) throw new Error(`Unexpected id ${id}, expected an entry`);
    return { id, ...factTexts(first, texts) };
  });
}

function wordTexts(entry: CatalogEntry, language: string): EntryText[] {
  const asked = (entry.asked ?? []).map((text): EntryText => ({ text, language, weight: 'asked' }));
  const short = entry.short === undefined ? [] : [{ text: entry.short, language, weight: 'meaning' as const }];
  const title = 'title' in entry && entry.title !== undefined ? [{ text: entry.title, language, weight: 'title' as const }] : [];
  const what = entry.kind === 'finding' ? [{ text: entry.what, language, weight: 'meaning' as const }] : [];
  return [...asked, ...short, ...title, ...what];
}

function factTexts(entry: CatalogEntry, words: readonly EntryText[]): Omit<EntryTexts, 'id'> {
  const fact = (weight: EntryText['weight'], ...texts: readonly string[]): EntryText[] => texts.map((text) => ({ text, language: '', weight }));
  switch (entry.kind) {
    case 'response':
    case 'phrase':
      return { kind: entry.kind, code: entry.code, texts: [...fact('phrase', entry.reason, ...(entry.spellings ?? [])), ...words] };
    case 'class':
      return { kind: 'class', texts: [...fact('phrase', entry.id.slice('class/'.length)), ...words] };
    case 'cause':
      return { kind: 'cause', code: entry.cause, texts: [...fact('title', entry.name), ...fact('constant', ...entry.constants), ...words] };
    case 'warning':
      return { kind: 'warning', code: entry.warnCode, texts: [...fact('title', entry.text), ...words] };
    case 'log':
      return { kind: 'product', texts: [...fact('sample', ...entry.samples), ...words], patterns: patternsOf(entry.pattern) };
    case 'output':
      return { kind: 'product', texts: [...fact('title', entry.command), ...words], patterns: [new RegExp(entry.header, 'im')] };
    case 'guide':
      return { kind: 'guide', texts: words };
    case 'finding':
      return { kind: 'finding', texts: [...fact('title', entry.rule.replaceAll('-', ' ')), ...words] };
    default:
      return entry satisfies never;
  }
}

/** The compiled patterns of a log line. */
export const patternsOf = (pattern: string | readonly string[]): readonly RegExp[] => [pattern].flat().map((source) => new RegExp(source, 'i'));
