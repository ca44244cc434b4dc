import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import type { Store } from './store.ts';

/** How often dead keys are swept out. */
const SWEEP_MS = 10 * 60_000;

/**
 * A store in one file, shared by the processes of one machine. What was written outlives `kill -9` (write-ahead log).
 * `now` gives milliseconds.
 */
export function openFileStore(path: string, now: () => number = Date.now): Store {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000;');
  database.exec(
    'create table if not exists kept (key text primary key, value text not null, until integer) without rowid',
  );
  database.exec('create index if not exists kept_until on kept (until) where until is not null');
  const select = database.prepare('select value, until from kept where key = ?');
  const upsert = database.prepare(
    'insert into kept (key, value, until) values (?, ?, ?) on conflict (key) do update set value = excluded.value, until = excluded.until',
  );
  const insert = database.prepare('insert into kept (key, value, until) values (?, ?, ?) on conflict (key) do nothing');
  const remove = database.prepare('delete from kept where key = ?');
  const dead = database.prepare('delete from kept where key = ? and until <= ?');
  const sweep = database.prepare('delete from kept where until <= ?');
  let swept = now();
  const sweepSometimes = (): void => {
    if (now() - swept < SWEEP_MS) return;
    swept = now();
    sweep.run(now());
  };
  return {
    async get(key) {
      const row = select.get(key) as { value: string; until: number | null } | undefined;
      return row === undefined || (row.until !== null && row.until <= now()) ? undefined : row.value;
    },
    async set(key, value, lifeMs) {
      upsert.run(key, value, lifeMs === undefined ? null : now() + lifeMs);
      sweepSometimes();
    },
    async claim(key, lifeMs) {
      dead.run(key, now());
      return insert.run(key, '', now() + lifeMs).changes === 1;
    },
    delete: async (key) => void remove.run(key),
    close: async () => void database.close(),
  };
}
