/** A clock that tests can turn. */
export interface Timers {
  readonly now: () => number;
  /** Runs once after `ms`; the returned function calls it off. */
  readonly after: (ms: number, run: () => void) => () => void;
}

export const realTimers: Timers = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Joins what a client has cut: one long paste arrives as several messages without any mark that they belong together. */
export interface Parts<Context> {
  /** Takes a message's text where it is, or may be, part of a paste; false: it stands alone, answer it now. `id` ascends within a chat. */
  take(key: string, id: number, text: string, context: Context): boolean;
  /** Whether a paste of this key is still coming in. */
  open(key: string): boolean;
  /** Delivers what is held: of one key, or everything. */
  flush(key?: string): void;
}

export interface PartsOptions<Context> {
  readonly timers: Timers;
  /** Gets the joined text and the contexts of all its parts, in order. */
  readonly deliver: (text: string, contexts: readonly Context[]) => void;
}

/** A message this long may have been cut by the client (Telegram cuts at 4,096). */
const NEAR_LIMIT = 3_900;
const NEXT_PART_MS = 2_000;
const AFTER_TAIL_MS = 600;
const MOST_MS = 10_000;
const MOST_PARTS = 20;
/** Other people's messages may stand between two parts. */
const MOST_ID_GAP = 10;

interface Held<Context> {
  readonly since: number;
  readonly parts: { readonly id: number; readonly text: string; readonly context: Context }[];
  callOff(): void;
}

export function createParts<Context>({ timers, deliver }: PartsOptions<Context>): Parts<Context> {
  const held = new Map<string, Held<Context>>();

  const flushOne = (key: string): void => {
    const paste = held.get(key);
    if (paste === undefined) return;
    held.delete(key);
    paste.callOff();
    deliver(
      joinParts(paste.parts.map((part) => part.text)),
      paste.parts.map((part) => part.context),
    );
  };

  const arm = (key: string, paste: Held<Context>, text: string): void => {
    const pauseMs = text.length >= NEAR_LIMIT ? NEXT_PART_MS : AFTER_TAIL_MS;
    const leftMs = paste.since + MOST_MS - timers.now();
    if (paste.parts.length >= MOST_PARTS || leftMs <= 0) return flushOne(key);
    paste.callOff();
    paste.callOff = timers.after(Math.min(pauseMs, leftMs), () => flushOne(key));
  };

  return {
    take(key, id, text, context) {
      const paste = held.get(key);
      const last = paste?.parts.at(-1)?.id ?? 0;
      if (paste?.parts.some((part) => part.id === id)) return true;
      if (paste !== undefined && id > last && id - last <= MOST_ID_GAP) {
        paste.parts.push({ id, text, context });
        arm(key, paste, text);
        return true;
      }
      flushOne(key);
      if (text.length < NEAR_LIMIT) return false;
      const fresh: Held<Context> = { since: timers.now(), parts: [{ id, text, context }], callOff: () => undefined };
      held.set(key, fresh);
      arm(key, fresh, text);
      return true;
    },
    open: (key) => held.has(key),
    flush(key) {
      for (const one of key === undefined ? [...held.keys()] : [key]) flushOne(one);
    },
  };
}

/** What begins a line of its own: a header field, a start line, the time stamp of a log, a line of SDP. */
const LINE_START =
  /^(?:[A-Za-z][\w-]*[ \t]*:|SIP\/2\.0 |[A-Z]{3,9} sips?:|\[|<?-{3,}|\d{4}[-/]\d\d[-/]\d\d|\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:|[a-z]=)/;

/** Clients trim both ends of each message, so the line break at a cut is lost: it comes back where the next part begins a line. */
export function joinParts(texts: readonly string[]): string {
  return texts.reduce((joined, text) => (LINE_START.test(text) ? `${joined}\n${text}` : joined + text));
}
