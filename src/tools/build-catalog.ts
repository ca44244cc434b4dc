import { join } from 'node:path';
import { loadCatalog } from '../catalog/index.ts';
import { cachePathOf, openYamlCache } from '../catalog/yaml-cache.ts';

/** The second half of `npm run build`: keeps the parsed catalog beside the compiled code, so that a start need not parse it. */
const root = join(import.meta.dirname, '../../catalog');
const cache = openYamlCache(cachePathOf(root));
const catalog = loadCatalog(root, undefined, cache);
cache.save();
process.stdout.write(`catalog: ${catalog.ids.length} entries in ${catalog.languages.length} languages\n`);
