import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { own } from '../../src/text/own.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test('a piece is the same text', () => {
  for (const text of ['', 'a', 'sip:bob@biloxi.example.com', 'абонент недоступен, попробуйте позже', '\ud800 alone'])
    expect(own(text)).toBe(text);
});

test('a kept piece keeps nothing of the text that it was cut from', () => {
  const count = 5_000;
  const cut = (keep: (piece: string) => string): number => {
    collect();
    const before = process.memoryUsage().heapUsed;
    const kept = Array.from({ length: count }, (_, index) =>
      keep(
        Buffer.alloc(4_000, 65 + (index % 20))
          .toString('latin1')
          .slice(100, 140),
      ),
    );
    collect();
    return (process.memoryUsage().heapUsed - before) / kept.length;
  };
  // The first shows that the measure can tell.
  expect(cut((piece) => piece)).toBeGreaterThan(3_000);
  expect(cut(own)).toBeLessThan(500);
});
