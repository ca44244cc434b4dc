import { lineOf } from '../read-yaml.ts';
import { suggest } from '../suggest.ts';
import { homeOf, type Check } from './check.ts';

/** Every id in `see` is an entry, and every capability in `run` has a title. */
export const references: Check = ({ catalog, full }) => {
  const messages = catalog.messages('en');
  return catalog.entries('en').flatMap((entry) => {
    const { path, keys } = homeOf(entry.id);
    const lost = (entry.see ?? []).filter((id) => catalog.entry(id, 'en') === undefined || id === entry.id);
    const runs = [...('run' in entry ? (entry.run ?? []) : []), ...Object.values(('likely' in entry && entry.likely) || {}).flatMap((item) => item.run ?? [])];
    const unknown = runs.filter((capability) => !messages.has(`capabilities.${capability}`));
    return [
      ...lost.map((id) => ({ file: full(path), line: lineOf(full(path), [...keys, 'see']), text: `Unexpected "${id}" in see of ${entry.id}, expected ${suggest(id, catalog.ids.filter((known) => known !== entry.id && known.split('/')[0] === id.split('/')[0]))}` })),
      ...unknown.map((capability) => ({ file: full(path), line: lineOf(full(path), [...keys, 'likely']), text: `Unexpected capability "${capability}" in run of ${entry.id}, expected a key of capabilities in interface.yaml` })),
    ];
  });
};

/** A product's `commands` name capabilities that have a title. */
export const capabilities: Check = ({ catalog, full }) => {
  const messages = catalog.messages('en');
  return catalog.products.flatMap((product) =>
    Object.keys(product.commands)
      .filter((key) => !messages.has(`capabilities.${key}`))
      .map((key) => ({ file: full(`products/${product.key}.yaml`), line: lineOf(full(`products/${product.key}.yaml`), ['commands', key]), text: `Unexpected capability "${key}", expected a key of capabilities in interface.yaml` })),
  );
};
