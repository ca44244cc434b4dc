import type { TraceSink, TracedMessage } from './traced.ts';

/** Gives messages on in the order of their times, as far as they come out of order by little. */
export interface TimeOrder {
  /** `windowMs`: how much older a message may be that comes after this one; 0 where nothing is waited for. */
  message(message: TracedMessage, windowMs: number): void;
  /** Gives on what is still kept. */
  end(): void;
}

const MAX_KEPT = 2048;

/** Keeps messages as long as their window says, in their own time, and at most 2048. None waits past one without a time. */
export function createTimeOrder(sink: TraceSink): TimeOrder {
  let kept: TracedMessage[] = [];
  let latest = Number.NEGATIVE_INFINITY;

  function release(count: number): void {
    const leaving = count === kept.length ? kept : kept.slice(0, count);
    kept = count === kept.length ? [] : kept.slice(count);
    for (const message of leaving) sink.message(message);
  }

  function releaseReady(windowMs: number): void {
    let count = Math.max(0, kept.length - MAX_KEPT);
    while (count < kept.length && (kept[count]?.at ?? 0) < latest - windowMs) count++;
    // A few at a time would cost more shifting than they are worth.
    if (count > kept.length >> 2) release(count);
  }

  return {
    message(message, windowMs) {
      const { at } = message;
      if (at === undefined || (windowMs === 0 && kept.length === 0)) {
        release(kept.length);
        latest = Math.max(latest, at ?? latest);
        return sink.message(message);
      }
      // Further back than any window: another capture begins (or one message came very late), order ends here.
      if (at < latest - MAX_WINDOW_MS) {
        release(kept.length);
        latest = at;
      }
      let index = kept.length;
      while (index > 0 && (kept[index - 1]?.at ?? at) > at) index--;
      if (index === kept.length) kept.push(message);
      else kept.splice(index, 0, message);
      latest = Math.max(latest, at);
      if (windowMs === 0) release(kept.length);
      else releaseReady(windowMs);
    },
    end() {
      release(kept.length);
    },
  };
}

/** No window is longer. */
export const MAX_WINDOW_MS = 2500;
