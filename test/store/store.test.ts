import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openFileStore } from '../../src/store/libsql.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'sipwhy-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** One contract for every store. */
const KINDS: readonly (readonly [string, (now: () => number) => Store])[] = [
  ['memory', createMemoryStore],
  ['file', (now) => openFileStore(join(folder, `store-${(files += 1)}.db`), now)],
];

describe.each(KINDS)('the %s store', (_, open) => {
  test('gives back what was set, and the newest of two', async () => {
    const store = open(Date.now);
    expect(await store.get('language:alice')).toBeUndefined();
    await store.set('language:alice', 'ru');
    await store.set('language:alice', 'en');
    expect(await store.get('language:alice')).toBe('en');
    await store.close();
  });

  test('forgets a value when its life has ended', async () => {
    let now = 1_000;
    const store = open(() => now);
    await store.set('result', 'x', 500);
    now = 1_499;
    expect(await store.get('result')).toBe('x');
    now = 1_500;
    expect(await store.get('result')).toBeUndefined();
    await store.close();
  });

  test('a key is claimed once while its claim lives', async () => {
    let now = 0;
    const store = open(() => now);
    const claims = await Promise.all([
      store.claim('update:1', 100),
      store.claim('update:1', 100),
      store.claim('update:2', 100),
    ]);
    expect(claims).toEqual([true, false, true]);
    now = 100;
    expect(await store.claim('update:1', 100)).toBe(true);
    await store.close();
  });

  test('a deleted key is gone and can be claimed', async () => {
    const store = open(Date.now);
    await store.set('a', '1');
    await store.delete('a');
    expect(await store.get('a')).toBeUndefined();
    expect(await store.claim('a', 10)).toBe(true);
    await store.close();
  });
});

test('the file store still has its values when it is opened again', async () => {
  const path = join(folder, 'again.db');
  const first = openFileStore(path);
  await first.set('language:alice', 'ru');
  await first.close();
  const second = openFileStore(path);
  expect(await second.get('language:alice')).toBe('ru');
  await second.close();
});
