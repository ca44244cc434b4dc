import type { Catalog, LogEntry, Messages } from '../catalog/index.ts';
import { isSamePlace } from '../diagnosis/evidence.ts';
import type { Finding } from '../diagnosis/rule.ts';
import type { LogLine } from '../trace/traced.ts';

/** What the box itself logged of the refusal, where the catalog calls it a failure. */
export function loggedReason(
  { logged = [], evidence }: Finding,
  { catalog, messages }: { readonly catalog: Catalog; readonly messages: Messages },
): { readonly line: LogLine; readonly entry: LogEntry; readonly isQuoted: boolean } | undefined {
  for (const line of logged) {
    const entry = line.entry === undefined ? undefined : catalog.entry(line.entry, messages.language);
    if (entry?.kind !== 'log' || entry.severity !== 'failure') continue;
    return { line, entry, isQuoted: evidence.some(({ place }) => isSamePlace(place, line.place)) };
  }
  return undefined;
}
