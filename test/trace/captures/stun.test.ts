import { expect, test } from 'vitest';
import { read } from '../reading.ts';
import { capture, join, packet, request, TO_BOB, u16, u32 } from '../writer.ts';
import type { Flow } from '../writer.ts';

const CHECK: Flow = { from: '192.0.2.1', to: '198.51.100.2', fromPort: 40_000, toPort: 42_000 };
const BACK: Flow = { from: '198.51.100.2', to: '192.0.2.1', fromPort: 42_000, toPort: 40_000 };

const stun = (type: number, cookie = 0x2112a442): Buffer => join(u16(type), u16(0), u32(cookie), Buffer.alloc(12, 7));

test('connectivity checks are counted by flow, with the answers to them', () => {
  const { summary } = read(
    capture(
      packet(TO_BOB, request('INVITE', 'a')),
      packet(CHECK, stun(0x0001)),
      packet(CHECK, stun(0x0001)),
      packet(BACK, stun(0x0101)),
      packet(BACK, stun(0x0001)),
    ),
  );
  expect(summary.skippedLines).toBe(0);
  expect(summary.iceChecks).toMatchObject([
    { source: { address: '192.0.2.1', port: 40_000 }, requests: 2, responses: 1, firstFrame: 2 },
    { source: { address: '198.51.100.2', port: 42_000 }, requests: 1, responses: 0, firstFrame: 5 },
  ]);
});

test('what has no magic cookie, or is no binding, is none', () => {
  const { summary } = read(
    capture(packet(CHECK, stun(0x0001, 0x12345678)), packet(CHECK, stun(0x0003)), packet(CHECK, u16(1))),
  );
  expect(summary.iceChecks).toEqual([]);
  expect(summary.skippedLines).toBe(3);
});
