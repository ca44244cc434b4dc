import { afterAll, beforeAll, expect, test } from 'vitest';
import { Telegraf } from 'telegraf';
import { createApi } from '../../../src/adapters/telegram/api.ts';
import { createFiles, type Files } from '../../../src/adapters/telegram/files.ts';
import { startTelegramServer, type TelegramServer } from '../../servers/telegram.ts';

let server: TelegramServer;
let files: Files;
beforeAll(async () => {
  server = await startTelegramServer();
  const stopped = new AbortController().signal;
  const api = createApi(
    new Telegraf(server.token, { telegram: { apiRoot: `${server.root}/` } }).telegram,
    stopped,
    async () => undefined,
  );
  files = createFiles(api, { token: server.token, apiRoot: server.root, mostBytes: 1_000, stopped });
});
afterAll(() => server.stop());

test('a document is read whole', async () => {
  server.file('log', Buffer.from('SIP/2.0 486 Busy Here'));
  const read = await files.download({ file_id: 'log', file_name: 'full.log', file_size: 21 });
  expect(read).toMatchObject({ got: 'file', name: 'full.log' });
  expect(read.got === 'file' && Buffer.from(read.bytes).toString()).toBe('SIP/2.0 486 Busy Here');
});

test('one that says it is too big is not asked for (T34)', async () => {
  const before = server.calls.length;
  expect(await files.download({ file_id: 'log', file_size: 1_001 })).toEqual({
    got: 'too-big',
    size: 1_001,
    most: 1_000,
  });
  expect(server.calls).toHaveLength(before);
});

test('one that is bigger than it says is given up', async () => {
  server.file('liar', Buffer.alloc(5_000));
  expect(await files.download({ file_id: 'liar', file_size: 10 })).toMatchObject({ got: 'too-big' });
});

test("over the server's own limit", async () => {
  server.file('huge', Buffer.alloc(10), 21 * 1024 * 1024);
  expect(await files.download({ file_id: 'huge', file_size: 10 })).toMatchObject({ got: 'too-big' });
});

test('an error has neither the token nor the address in it (trap 40)', async () => {
  const unknown: unknown = await files.download({ file_id: 'lost' }).catch((error: unknown) => error);
  expect(unknown).toMatchObject({ name: 'CallError' });
  server.fail('getFile', { code: 502, times: 10 });
  const down: unknown = await files.download({ file_id: 'log' }).catch((error: unknown) => error);
  for (const error of [unknown, down])
    expect(`${String(error)} ${(error as Error).stack} ${JSON.stringify(error)}`).not.toMatch(/TEST-token|documents/);
});
