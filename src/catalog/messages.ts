import { IntlMessageFormat } from 'intl-messageformat';
import type { InterfaceTree } from './schema.ts';

/** Fills an interface string, e.g. `message('errors.too-large', { size: 20 })`. An unknown key is our bug and throws. */
export interface Messages {
  readonly language: string;
  message(key: string, values?: Readonly<Record<string, string | number>>): string;
  has(key: string): boolean;
}

/** Compiles ICU messages on first use (plurals by CLDR rules of the language). */
export function createMessages(tree: InterfaceTree, language: string): Messages {
  const compiled = new Map<string, IntlMessageFormat>();
  const find = (key: string): string | undefined => {
    let here: string | InterfaceTree | undefined = tree;
    for (const part of key.split('.')) here = typeof here === 'object' ? here[part] : undefined;
    return typeof here === 'string' ? here : undefined;
  };
  return {
    language,
    has: (key) => find(key) !== undefined,
    message(key, values = {}) {
      let format = compiled.get(key);
      if (format === undefined) {
        const source = find(key);
        if (source === undefined) throw new Error(`Unexpected interface key "${key}", expected one of interface.yaml`);
        format = new IntlMessageFormat(source, language, undefined, { ignoreTag: true });
        compiled.set(key, format);
      }
      return String(format.format(values));
    },
  };
}

/** What is wrong with an ICU message; undefined where it can be read. */
export function messageProblem(source: string): string | undefined {
  if (!source.includes('{') && !source.includes("'")) return undefined;
  try {
    const parts = new IntlMessageFormat(source, 'en', undefined, { ignoreTag: true }).getAst();
    return parts.length > 0 ? undefined : 'empty';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
