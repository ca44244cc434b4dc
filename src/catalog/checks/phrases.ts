import { phraseKey } from '../entry.ts';
import { lineOf, type Mistake } from '../read-yaml.ts';
import type { Check } from './check.ts';

/** A phrase's key follows from its reason, and no spelling of a code stands twice. */
export const phrases: Check = ({ catalog, full }) => {
  const owners = new Map<string, string>();
  return catalog.entries('en').flatMap((entry): Mistake[] => {
    if (entry.kind !== 'response' && entry.kind !== 'phrase') return [];
    const file = full(`responses/${entry.code}.yaml`);
    const key = entry.id.split('/')[2];
    const at = key === undefined ? ['reason'] : ['phrases', key];
    const wrongKey = key !== undefined && key !== phraseKey(entry.reason);
    const twice = [entry.reason, ...(entry.spellings ?? [])].filter((spelling) => {
      const name = `${entry.code} ${spelling.toLowerCase()}`;
      const owner = owners.get(name);
      owners.set(name, entry.id);
      return owner !== undefined;
    });
    return [
      ...(wrongKey ? [{ file, line: lineOf(file, at), text: `Unexpected key "${key}" of "${entry.reason}", expected "${phraseKey(entry.reason)}"` }] : []),
      ...twice.map((spelling) => ({ file, line: lineOf(file, at), text: `Unexpected second "${spelling}" under ${entry.code}, expected each spelling once` })),
    ];
  });
};
