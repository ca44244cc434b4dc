import { expect, test } from 'vitest';
import { createDelivery } from '../../src/bot/delivery.ts';
import { createQueue } from '../../src/bot/queue.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const gate = (): { readonly open: () => void; readonly passed: Promise<void> } => {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
};

test('jobs of one chat run in order, other chats do not wait', async () => {
  const queue = createQueue(() => undefined);
  const slow = gate();
  const order: string[] = [];
  queue.add('a', async () => {
    await slow.passed;
    order.push('a1');
  });
  queue.add('a', async () => void order.push('a2'));
  const other = gate();
  queue.add('b', async () => {
    order.push('b1');
    other.open();
  });
  await other.passed;
  expect(order).toEqual(['b1']);
  slow.open();
  expect(await queue.drain(5_000)).toBe(true);
  expect(order).toEqual(['b1', 'a1', 'a2']);
});

test('a job that throws is told and does not stop its chat', async () => {
  const errors: unknown[] = [];
  const queue = createQueue((error) => void errors.push(error));
  const order: number[] = [];
  queue.add('a', () => Promise.reject(new Error('boom')));
  queue.add('a', async () => void order.push(2));
  expect(await queue.drain(5_000)).toBe(true);
  expect(errors).toHaveLength(1);
  expect(order).toEqual([2]);
});

test('drain gives up at its limit', async () => {
  const queue = createQueue(() => undefined);
  const never = gate();
  queue.add('a', () => never.passed);
  expect(await queue.drain(20)).toBe(false);
  never.open();
});

test('an update is answered once, at the same time and later', async () => {
  const delivery = createDelivery(createMemoryStore());
  let answers = 0;
  const slow = gate();
  const first = delivery.once('telegram:7', async () => {
    answers += 1;
    await slow.passed;
  });
  expect(await delivery.once('telegram:7', async () => void (answers += 1))).toBe(false);
  slow.open();
  expect(await first).toBe(true);
  expect(await delivery.once('telegram:7', async () => void (answers += 1))).toBe(false);
  expect(answers).toBe(1);
});

test('an update whose answer failed may be answered when it comes again', async () => {
  const delivery = createDelivery(createMemoryStore());
  await expect(delivery.once('telegram:8', () => Promise.reject(new Error('429')))).rejects.toThrow('429');
  let answers = 0;
  expect(await delivery.once('telegram:8', async () => void (answers += 1))).toBe(true);
  expect(answers).toBe(1);
});
