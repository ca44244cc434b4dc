import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';

test('1,500 damaged traces: nothing throws, no message is invented, time stays linear', { timeout: 60_000 }, () => {
  const report = fuzz(join(import.meta.dirname, '..'), 1_500, 20_261_126);
  process.stdout.write(
    `fuzz: ${report.inputs} inputs, ${report.messages} messages, slowest ${report.slowestMs.toFixed(0)} ms, ${report.slowestPerKb.toFixed(1)} ms/KB\n`,
  );
  expect(report.thrown).toEqual([]);
  expect(report.invented).toEqual([]);
  expect(report.messages).toBeGreaterThan(1_000);
  expect(report.slowestPerKb).toBeLessThan(60);
});
