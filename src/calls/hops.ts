import type { OpenTransaction } from './state.ts';
import type { Hop } from './types.ts';

/** The hops of the INVITE, from the caller on, each once; forks in the order in which they were sent. */
export function hopsOf(attempts: readonly OpenTransaction[]): readonly Hop[] {
  const hops = new Map<string, Hop>();
  const waiting = [...attempts];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { uac, uas } = next;
    if (uac !== undefined || uas !== undefined) {
      const key = `${uac?.address} ${uac?.port} ${uas?.address} ${uas?.port}`;
      if (!hops.has(key)) {
        hops.set(key, {
          ...(uac === undefined ? {} : { source: uac }),
          ...(uas === undefined ? {} : { destination: uas }),
        });
      }
    }
    waiting.push(...next.passedOnTo);
  }
  return [...hops.values()];
}
