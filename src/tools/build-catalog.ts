import { join } from 'node:path';
import { loadCatalog, openYamlCache } from '../catalog/index.ts';

/** The second half of `npm run build`: keeps the parsed catalog beside the compiled code, so that a start need not parse it. */
const cache = openYamlCache(join(import.meta.dirname, '../catalog-cache.json'));
const catalog = loadCatalog(join(import.meta.dirname, '../../catalog'), undefined, cache);
cache.save();
process.stdout.write(`catalog: ${catalog.ids.length} entries in ${catalog.languages.length} languages\n`);
