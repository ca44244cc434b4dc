import { randomBytes } from 'node:crypto';
import type { TraceResult, View } from '../explain/index.ts';

/** What an answer is about, so that it can be shown again in another language. */
export type Subject =
  | { readonly about: 'entry'; readonly id: string }
  | { readonly about: 'words'; readonly words: string }
  | { readonly about: 'help' }
  | { readonly about: 'trace'; readonly result: TraceResult; readonly view?: View };

/** Keeps what stands behind buttons: in memory, for 30 minutes at most. */
export interface Session {
  keep(subject: Subject): string;
  find(ref: string): Subject | undefined;
}

const LIFE_MS = 30 * 60_000;
const MOST = 10_000;

/** `now` gives milliseconds. */
export function createSession(now: () => number = Date.now): Session {
  const kept = new Map<string, { readonly subject: Subject; readonly until: number }>();
  return {
    keep(subject) {
      const ref = randomBytes(8).toString('base64url');
      kept.set(ref, { subject, until: now() + LIFE_MS });
      for (const [old, { until }] of kept) {
        if (until > now() && kept.size <= MOST) break;
        kept.delete(old);
      }
      return ref;
    },
    find(ref) {
      const found = kept.get(ref);
      return found !== undefined && found.until > now() ? found.subject : undefined;
    },
  };
}
