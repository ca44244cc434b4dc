import type { CatalogEntry } from './entry.ts';
import type { FileKind } from './files.ts';
import type { CauseFile, ClassFile, FindingFile, GuideFile, PhraseFile, ProductFile, ResponseFile, WarningFile } from './schema.ts';

/** What is known of a file besides its content. */
export interface FileFacts {
  readonly path: string;
  readonly kind: FileKind;
  readonly origin: 'core' | 'overlay';
  readonly overlaid: readonly string[];
  /** Whether words under this dotted path stand in English for want of a translation. */
  readonly untranslated: (prefix: string) => boolean;
}

/** The entries of one file in one language. `content` has passed the schema of the file's kind. */
export function entriesOf(facts: FileFacts, content: unknown): readonly CatalogEntry[] {
  const name = facts.path.replace(/^.*\//, '').replace(/\.yaml$/, '');
  const base = { origin: facts.origin, overlaid: facts.overlaid, untranslated: facts.untranslated('') };
  switch (facts.kind) {
    case 'response':
      return responseEntries(facts, Number(name), content as ResponseFile);
    case 'cause':
      return [{ ...base, ...(content as CauseFile), kind: 'cause', id: `cause/${name}`, cause: Number(name) }];
    case 'guide':
      return [{ ...base, ...(content as GuideFile), kind: 'guide', id: `guide/${name}` }];
    case 'finding':
      return [{ ...base, ...(content as FindingFile), kind: 'finding', id: `finding/${name}`, rule: name }];
    case 'classes':
      return Object.entries(content as Record<string, ClassFile>).map(([key, file]) => ({
        ...base,
        untranslated: facts.untranslated(key),
        ...file,
        kind: 'class' as const,
        id: `class/${key}`,
      }));
    case 'warnings':
      return Object.entries(content as Record<string, WarningFile>).map(([key, file]) => ({
        ...base,
        untranslated: facts.untranslated(key),
        ...file,
        kind: 'warning' as const,
        id: `warning/${key}`,
        warnCode: Number(key),
      }));
    case 'product':
      return productEntries(facts, name, content as ProductFile);
    case 'interface':
    case 'asked':
      return [];
    default:
      return facts.kind satisfies never;
  }
}

function responseEntries(facts: FileFacts, code: number, file: ResponseFile): readonly CatalogEntry[] {
  const { phrases = {}, ...own } = file;
  const id = `response/${code}`;
  const base = { origin: facts.origin, overlaid: facts.overlaid };
  const phraseEntries = Object.entries<PhraseFile>(phrases).map(([key, phrase]) => ({
    ...base,
    untranslated: facts.untranslated(`phrases.${key}`),
    ...phrase,
    kind: 'phrase' as const,
    id: `${id}/${key}`,
    code,
  }));
  const response = { ...base, untranslated: facts.untranslated(''), ...own, kind: 'response' as const, id, code, phrases: phraseEntries.map((entry) => entry.id) };
  return [response, ...phraseEntries];
}

function productEntries(facts: FileFacts, product: string, file: ProductFile): readonly CatalogEntry[] {
  const base = { origin: facts.origin, overlaid: facts.overlaid, product };
  const logs = Object.entries(file.logs ?? {}).map(([key, log]) => ({
    ...base,
    untranslated: facts.untranslated(`logs.${key}`),
    ...log,
    kind: 'log' as const,
    id: `product/${product}/${key}`,
  }));
  const outputs = Object.entries(file.outputs ?? {}).map(([key, output]) => ({
    ...base,
    untranslated: facts.untranslated(`outputs.${key}`),
    ...output,
    kind: 'output' as const,
    id: `product/${product}/${key}`,
  }));
  return [...logs, ...outputs];
}
