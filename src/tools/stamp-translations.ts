import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTranslations } from '../catalog/checks/index.ts';
import { at, placesOf } from '../catalog/checks/translations.ts';
import { shapeOf } from '../catalog/files.ts';
import { readCore } from '../catalog/load.ts';
import { lineOf } from '../catalog/read-yaml.ts';
import { hashOfWords } from '../catalog/words.ts';

/**
 * Writes the missing `of:` of new translations, leaving the rest of each file as it is. With `--all`, outdated ones are
 * renewed too: to be called after the translation has been read against the new English.
 */
const root = join(import.meta.dirname, '../../catalog');
const all = process.argv.includes('--all');
const { files } = readCore(root);
let stamped = 0;
for (const translation of readTranslations(root).translations) {
  const english = files.find((file) => file.path === translation.path);
  if (english === undefined) continue;
  for (const keys of placesOf(english.tree, shapeOf(english.kind)).toReversed()) {
    const here = at(translation.tree, keys);
    const written = at(here, ['of']);
    const hash = hashOfWords(at(english.tree, keys) ?? {});
    if (here === undefined || written === hash || (written !== undefined && !all)) continue;
    stamp(translation.full, keys, hash, written !== undefined);
    stamped += 1;
  }
}
process.stdout.write(`translations: ${stamped} stamped\n`);

/** Sets one `of:` line by text, so that comments and layout of the file stay. */
function stamp(path: string, keys: readonly string[], hash: string, exists: boolean): void {
  const lines = readFileSync(path, 'utf8').split('\n');
  if (exists) {
    const index = lineOf(path, [...keys, 'of']) - 1;
    lines[index] = (lines[index] ?? '').replace(/\bof:\s*['"]?\w*['"]?/, `of: '${hash}'`);
  } else if (keys.length === 0) {
    lines.splice(
      lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#') && line !== '---'),
      0,
      `of: '${hash}'`,
    );
  } else {
    const index = lineOf(path, keys) - 1;
    const line = lines[index] ?? '';
    const flow = line.indexOf('{');
    const indent = `${/^\s*/.exec(line)?.[0] ?? ''}  `;
    if (flow >= 0) lines[index] = `${line.slice(0, flow + 1)} of: '${hash}',${line.slice(flow + 1)}`;
    else lines.splice(index + 1, 0, `${indent}of: '${hash}'`);
  }
  writeFileSync(path, lines.join('\n'));
}
