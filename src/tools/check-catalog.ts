import { join, relative } from 'node:path';
import { checkCatalog, checkOverlay } from '../catalog/checks/index.ts';
import { printMistake } from '../catalog/read-yaml.ts';

/** `npm run check:catalog [-- overlay]`: every mistake with file and line; exit status 1 where there is one. */
const root = join(import.meta.dirname, '../../catalog');
const overlay = process.argv[2];
const found =
  overlay === undefined
    ? checkCatalog(root).map((mistake) => printMistake({ ...mistake, file: relative(process.cwd(), mistake.file) }))
    : checkOverlay(root, overlay);
process.stdout.write(
  found.length === 0 ? 'catalog: no mistakes\n' : `${found.join('\n')}\ncatalog: ${found.length} mistakes\n`,
);
process.exitCode = found.length === 0 ? 0 : 1;
