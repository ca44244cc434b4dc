import type { Store } from '../store/store.ts';

/** How long a delivered update is remembered; platforms repeat for minutes, Telegram for up to 24 hours. */
const MARK_MS = 24 * 60 * 60_000;

/** Delivery is claim, answer, mark: an update is answered once, and again only where no answer was marked. */
export interface Delivery {
  /**
   * Runs `answer` for an update id unless it is being answered or has been. Resolves to whether it ran. Where `answer`
   * throws there is no mark, so that the platform's repetition is a second chance.
   */
  once(updateId: string, answer: () => Promise<void>): Promise<boolean>;
}

/** Claims live in this process alone: after a crash an unmarked update is free again. */
export function createDelivery(store: Store): Delivery {
  const claimed = new Set<string>();
  return {
    async once(updateId, answer) {
      const key = `answered:${updateId}`;
      if (claimed.has(key)) return false;
      claimed.add(key);
      try {
        if ((await store.get(key)) !== undefined) return false;
        await answer();
        await store.set(key, '1', MARK_MS);
        return true;
      } finally {
        claimed.delete(key);
      }
    },
  };
}
