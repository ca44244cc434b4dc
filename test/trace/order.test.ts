import { expect, test } from 'vitest';
import { createTimeOrder } from '../../src/trace/order.ts';
import { parseMessage } from '../../src/sip/parse.ts';
import { request } from './writer.ts';

const message = parseMessage(request('INVITE', 'one'));

/** Gives messages with these times to an order of a window, answers the times in the order they came out. */
function ordered(times: readonly (number | undefined)[], windowMs: number, atEnd = true): (number | undefined)[] {
  const given: (number | undefined)[] = [];
  const order = createTimeOrder({ message: ({ at }) => void given.push(at), logLine: () => undefined });
  for (const at of times) {
    if (message === undefined) throw new Error('Unexpected text, expected a message');
    const traced = { message, place: { file: 'f', frame: 1 }, sightings: [], format: 'pcap' };
    order.message(at === undefined ? traced : { ...traced, at }, windowMs);
  }
  if (atEnd) order.end();
  return given;
}

test('messages within the window are put in order', () => {
  expect(ordered([100, 50, 75, 200, 150], 250)).toEqual([50, 75, 100, 150, 200]);
});

test('without a window messages are given on as they come', () => {
  expect(ordered([100, 50, 75], 0, false)).toEqual([100, 50, 75]);
});

test('messages older than the window are given on before the end', () => {
  expect(ordered([0, 100, 1000, 2000], 250, false)).toEqual([0, 100, 1000]);
});

test('a second capture that begins earlier keeps its own order', () => {
  expect(ordered([100_000, 100_100, 10, 5, 20], 250)).toEqual([100_000, 100_100, 5, 10, 20]);
});

test('messages without a time stay behind the one before them', () => {
  expect(ordered([10, undefined, 30, 20], 250)).toEqual([10, undefined, 20, 30]);
});

test('no more than a few thousand messages are kept, however close they are', () => {
  const times = Array.from({ length: 20_000 }, (_, index) => index / 1000);
  expect(ordered(times, 250, false).length).toBeGreaterThan(20_000 - 4096);
});
