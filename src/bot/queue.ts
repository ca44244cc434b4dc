import PQueue from 'p-queue';

/** Jobs in order within a chat; chats do not wait for each other. */
export interface Queue {
  /** Takes a job. What it throws goes to `onError`; nothing is thrown here. */
  add(chat: string, job: () => Promise<void>): void;
  /** Resolves once every job taken so far has ended, or `limitMs` have passed; true for the former. */
  drain(limitMs: number): Promise<boolean>;
  readonly waiting: number;
}

/** `onError` must not throw. */
export function createQueue(onError: (error: unknown) => void): Queue {
  const chats = new Map<string, PQueue>();
  let waiting = 0;
  let idle: (() => void)[] = [];
  const ended = (chat: string, queue: PQueue): void => {
    waiting -= 1;
    if (queue.size === 0 && queue.pending <= 1) chats.delete(chat);
    if (waiting === 0) {
      for (const resolve of idle) resolve();
      idle = [];
    }
  };
  return {
    get waiting() {
      return waiting;
    },
    add(chat, job) {
      const queue = chats.get(chat) ?? new PQueue({ concurrency: 1 });
      chats.set(chat, queue);
      waiting += 1;
      void queue.add(() =>
        job()
          .catch(onError)
          .finally(() => ended(chat, queue)),
      );
    },
    async drain(limitMs) {
      if (waiting === 0) return true;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), limitMs)));
      const done = new Promise<boolean>((resolve) => idle.push(() => resolve(true)));
      return Promise.race([done, late]).finally(() => clearTimeout(timer));
    },
  };
}
