import { join } from 'node:path';
import { loadCatalog } from '../../src/catalog/index.ts';
import { packageFolder, readConfig } from '../../src/config.ts';
import { createExplainer } from '../../src/explain/index.ts';
import { run, table } from './measure.ts';

/** How long the catalog takes to load, with and without the build's cache, and a whole start with one answer. */
export async function benchStart(): Promise<void> {
  const { catalogFolder } = readConfig({}, 'bench');
  const none = { find: () => undefined, keep: () => undefined };
  const time = (work: () => unknown): number => {
    const started = performance.now();
    work();
    return performance.now() - started;
  };
  const fromYaml = time(() => loadCatalog(catalogFolder, undefined, none));
  const fromCache = time(() => loadCatalog(catalogFolder));
  const catalog = loadCatalog(catalogFolder);
  const explainer = time(() => createExplainer(catalog));
  const whole = await run(process.execPath, [join(packageFolder, 'dist/main.js'), '486']);
  process.stdout.write(
    table([
      ['', 'ms'],
      [`catalog of ${catalog.ids.length} entries from YAML`, fromYaml],
      ['catalog with the cache of the build', fromCache],
      ['index of the matcher', explainer],
      ['process start to one answer', whole?.wallMs ?? 0],
    ]),
  );
}
