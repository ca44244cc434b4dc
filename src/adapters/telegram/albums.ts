import type { AnyMessage } from './message.ts';

/** Files sent together arrive as messages of their own; only one of them carries the caption that speaks to the bot. */
export interface Albums<Taken extends { readonly message: AnyMessage }> {
  /** Whether the message belongs to an album that spoke to the bot; else it is kept in case the album does so later. */
  belongs(taken: Taken): boolean;
  /** The message speaks to the bot: gives what came of its album before. */
  open(taken: Taken): readonly Taken[];
}

const MOST_ALBUMS = 200;
/** What one album of Telegram holds. */
const MOST_FILES = 10;

/** Remembers the last albums of all chats. */
export function createAlbums<Taken extends { readonly message: AnyMessage }>(): Albums<Taken> {
  const albums = new Map<string, Taken[] | 'open'>();
  const put = (id: string, held: Taken[] | 'open'): void => {
    albums.set(id, held);
    const [oldest] = albums.keys();
    if (albums.size > MOST_ALBUMS && oldest !== undefined) albums.delete(oldest);
  };
  return {
    belongs(taken) {
      const id = idOf(taken.message);
      if (id === undefined) return false;
      const held = albums.get(id);
      if (held === 'open') return true;
      if (held === undefined) put(id, [taken]);
      else if (held.length < MOST_FILES) held.push(taken);
      return false;
    },
    open(taken) {
      const id = idOf(taken.message);
      if (id === undefined) return [];
      const held = albums.get(id);
      put(id, 'open');
      return held === undefined || held === 'open' ? [] : held;
    },
  };
}

const idOf = (message: AnyMessage): string | undefined => {
  const id = (message as { readonly media_group_id?: string }).media_group_id;
  return id === undefined || message.document === undefined ? undefined : `${message.chat.id}:${id}`;
};
