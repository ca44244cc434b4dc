import type { TraceSink, TracedMessage } from './traced.ts';

/** Gives messages on in the order of their times, as far as they come out of order by little. */
export interface TimeOrder {
  message(message: TracedMessage): void;
  /** Gives on what is still kept. */
  end(): void;
}

/** Interfaces of one capture, segments that came late and fragments are out of order by no more than this. */
const WINDOW_MS = 2500;
const MAX_KEPT = 4096;
/** How many are given on at once, so that keeping them costs no shifting for each. */
const BATCH = 256;

/** Keeps messages for two and a half seconds of their own time, at most 4096 of them. Messages without a time go with the one before. */
export function createTimeOrder(sink: TraceSink): TimeOrder {
  let kept: TracedMessage[] = [];
  let latest = Number.NEGATIVE_INFINITY;

  function release(count: number): void {
    for (let index = 0; index < count; index++) {
      const message = kept[index];
      if (message !== undefined) sink.message(message);
    }
    kept = kept.slice(count);
  }

  function ready(): number {
    let count = Math.max(0, kept.length - MAX_KEPT);
    while (count < kept.length && (kept[count]?.at ?? 0) < latest - WINDOW_MS) count++;
    return count;
  }

  return {
    message(message) {
      const at = message.at ?? latest;
      // Further back than the window: another capture begins (or one message came very late), order ends here.
      if (at < latest - WINDOW_MS) {
        release(kept.length);
        latest = at;
      }
      let index = kept.length;
      while (index > 0 && (kept[index - 1]?.at ?? latest) > at) index--;
      if (index === kept.length) kept.push(message);
      else kept.splice(index, 0, message);
      if (at > latest) latest = at;
      const first = kept[0]?.at ?? latest;
      if (kept.length >= MAX_KEPT + BATCH || (kept.length >= BATCH && first < latest - WINDOW_MS)) release(ready());
    },
    end() {
      release(kept.length);
    },
  };
}
