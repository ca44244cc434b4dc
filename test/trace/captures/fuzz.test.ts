import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { read } from '../reading.ts';
import {
  ALICE_6,
  BOB_6,
  TO_ALICE,
  TO_BOB,
  capture,
  ethernet,
  fragments4,
  hep3,
  join,
  packet,
  pcap,
  pcapng,
  request,
  response,
  rtp,
  sdp,
  segment,
  sll,
  u16,
  u32,
  udp,
  webSocketFrame,
  zip,
} from '../writer.ts';

// A linear congruential generator: the same inputs in every run
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const invite = request('INVITE', 'one', sdp('192.0.2.1', 40_000));
const traffic = [
  packet(TO_BOB, invite),
  ...fragments4(TO_BOB, 17, udp(TO_BOB, request('INVITE', 'two', 'v=0\r\n'.repeat(300))), 800, 4),
  packet({ from: ALICE_6, to: BOB_6 }, request('BYE', 'three')),
  segment(TO_BOB, { seq: 1, flags: 'S' }),
  segment(TO_BOB, { seq: 2 }, invite.slice(0, 200)),
  segment(TO_BOB, { seq: 202 }, invite.slice(200)),
  segment({ ...TO_BOB, toPort: 8080 }, { seq: 1 }, webSocketFrame(request('OPTIONS', 'four'), { mask: 77 })),
  packet({ ...TO_BOB, toPort: 9060 }, hep3(TO_BOB, response('200 OK', 'one'))),
  packet(
    { ...TO_BOB, toPort: 4789 },
    join(u32(0x08000000), u32(0x100), ethernet(packet(TO_ALICE, response('180 Ringing', 'one')))),
  ),
  packet(
    { ...TO_BOB, toPort: 2152 },
    join(Buffer.from([0x34, 0xff]), u16(0), u32(1), u32(0), packet(TO_BOB, request('ACK', 'one'))),
  ),
  ...[1, 2, 3, 4].map((sequence) => packet({ ...TO_BOB, fromPort: 40_000, toPort: 42_000 }, rtp({ sequence }))),
];
const files = [
  capture(...traffic),
  pcapng(
    traffic.map((bytes) => ({ bytes: sll(bytes) })),
    { interfaces: [{ linkType: 113, resolution: 9, offsetSeconds: 7 }] },
  ),
  pcap(
    traffic.map((bytes) => ({ bytes })),
    { linkType: 101, bigEndian: true, nano: true },
  ),
  gzipSync(capture(...traffic)),
  zip([{ name: 'a.pcap', data: capture(...traffic), streamed: true }]),
  Buffer.concat([hep3(TO_BOB, invite), hep3(TO_ALICE, response('200 OK', 'one'))]),
];

function mutate(file: Buffer, random: (below: number) => number): Buffer {
  const hurt = Buffer.from(file);
  for (let flips = random(12); flips >= 0; flips--) hurt[random(hurt.length)] = random(256);
  if (random(3) === 0) return hurt.subarray(0, random(hurt.length));
  if (random(4) > 0) return hurt;
  // A piece of the file once more in another place
  const [from, at] = [random(hurt.length), random(hurt.length)];
  return Buffer.concat([hurt.subarray(0, at), hurt.subarray(from, from + random(400)), hurt.subarray(at)]);
}

test(
  'captures with flipped, cut and repeated bytes never make it throw, and no start line is invented',
  { timeout: 120_000 },
  () => {
    const random = createRandom(20_260);
    let messages = 0;
    for (let round = 0; round < 900; round++) {
      const file = mutate(files[round % files.length] ?? Buffer.alloc(0), random);
      const reading = read(file, 1 + random(3000));
      for (const { message, sightings } of reading.messages) {
        messages += 1 + sightings.length;
        expect(message.startLine).toMatch(/SIP/i);
      }
      expect(reading.summary.messages).toBe(
        reading.messages.reduce((sum, { sightings }) => sum + 1 + sightings.length, 0),
      );
    }
    expect(messages).toBeGreaterThan(1500);
  },
);

test('the size of the chunks makes no difference', () => {
  const random = createRandom(5);
  for (let round = 0; round < 200; round++) {
    const file = mutate(files[round % files.length] ?? Buffer.alloc(0), random);
    const whole = read(file, file.length + 1);
    const pieces = read(file, 1 + random(200));
    expect(pieces.messages.map(({ message, place }) => [message.startLine, place])).toEqual(
      whole.messages.map(({ message, place }) => [message.startLine, place]),
    );
    // Damage to its first bytes makes a file text; what is repaired there is counted by the piece.
    if (whole.summary.formats.some((format) => format.startsWith('pcap')))
      expect(pieces.summary).toEqual(whole.summary);
  }
});

const hostile: [string, (count: number) => Buffer][] = [
  [
    'segments that never complete a header',
    (count) =>
      capture(
        ...Array.from({ length: count }, (_, index) =>
          segment(
            TO_BOB,
            { seq: 1 + index * 1000 },
            index === 0 ? 'INVITE sip:a SIP/2.0\r\n'.padEnd(1000, 'x') : 'y'.repeat(1000),
          ),
        ),
      ),
  ],
  [
    'segments with a hole between any two',
    (count) =>
      capture(
        segment(TO_BOB, { seq: 0, flags: 'S' }),
        ...Array.from({ length: count }, (_, index) => segment(TO_BOB, { seq: 500 + index * 2000 }, 'z'.repeat(1000))),
      ),
  ],
  [
    'first fragments only',
    (count) =>
      capture(
        ...Array.from(
          { length: count },
          (_, id) => fragments4(TO_BOB, 17, udp(TO_BOB, 'x'.repeat(1600)), 800, id)[0] ?? Buffer.alloc(0),
        ),
      ),
  ],
  [
    'datagrams of empty lines and start lines',
    (count) =>
      capture(
        ...Array.from({ length: Math.ceil(count / 100) }, () => packet(TO_BOB, 'SIP/2.0 200 OK\r\n\r\n'.repeat(500))),
      ),
  ],
  [
    'text without a line end',
    (count) =>
      capture(
        ...Array.from({ length: count }, (_, index) => segment(TO_BOB, { seq: 1 + index * 1000 }, 'a'.repeat(1000))),
      ),
  ],
];

test.each(hostile)('time grows in line with the size: %s', (_name, build) => {
  const timeOf = (file: Buffer): number => {
    const started = process.cpuUsage();
    read(file);
    const { user, system } = process.cpuUsage(started);
    return user + system;
  };
  const [small, large] = [build(500), build(4000)];
  timeOf(small);
  const best = (file: Buffer): number => Math.min(timeOf(file), timeOf(file), timeOf(file));
  // Eight times the bytes: a quadratic reader would take 64 times as long.
  expect(best(large)).toBeLessThan(Math.max(best(small), 4000) * 30);
});
