import type { SourceFile } from '../load.ts';
import type { Catalog } from '../load.ts';
import type { Mistake } from '../read-yaml.ts';
import type { Tree } from '../words.ts';

/** One translated file, as it stands. */
export interface Translation {
  readonly language: string;
  /** As in the English tree, e.g. `responses/403.yaml`. */
  readonly path: string;
  readonly full: string;
  readonly tree: Tree;
}

/** Everything a check may look at. */
export interface CheckContext {
  readonly root: string;
  readonly files: readonly SourceFile[];
  readonly translations: readonly Translation[];
  readonly catalog: Catalog;
  /** Languages that have a folder. */
  readonly locales: readonly string[];
  /** Full path of a file of the English tree. */
  readonly full: (path: string) => string;
}

/** Looks at the whole catalog for one kind of mistake. */
export type Check = (context: CheckContext) => readonly Mistake[];

/** The file that an entry stands in and the path of keys to it. */
export function homeOf(id: string): { readonly path: string; readonly keys: readonly string[] } {
  const [folder = '', name = '', key] = id.split('/');
  if (folder === 'class') return { path: 'classes.yaml', keys: [name] };
  if (folder === 'warning') return { path: 'warnings.yaml', keys: [name] };
  const path = `${folder}s/${name}.yaml`;
  if (key === undefined) return { path, keys: [] };
  return { path, keys: [folder === 'product' ? 'logs' : 'phrases', key] };
}
