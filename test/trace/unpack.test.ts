import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createInflater } from '../../src/trace/inflate.ts';
import { problems, read, startLines } from './reading.ts';
import { TO_BOB, capture, packet, request, zip } from './writer.ts';

const INVITE = 'INVITE sip:bob@biloxi.example.com SIP/2.0';
const one = capture(packet(TO_BOB, request('INVITE', 'one')));
const two = capture(packet(TO_BOB, request('BYE', 'two')), packet(TO_BOB, request('OPTIONS', 'three')));

function inflate(packed: Buffer, chunkBytes: number): { bytes: Buffer; state: string } {
  const pieces: Buffer[] = [];
  const inflater = createInflater((piece) => void pieces.push(Buffer.from(piece)));
  let held = Buffer.alloc(0);
  for (let at = 0; at < packed.length; at += chunkBytes) {
    held = Buffer.concat([held, packed.subarray(at, at + chunkBytes)]);
    held = held.subarray(inflater.push(held, at + chunkBytes >= packed.length));
  }
  return { bytes: Buffer.concat(pieces), state: inflater.state() };
}

function noise(size: number, letters: number): Buffer {
  let seed = 7;
  return Buffer.from(
    Array.from({ length: size }, () => ((seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 16) % letters),
  );
}

test.each<[string, Buffer, number]>([
  ['stored blocks', noise(200_000, 256), 0],
  ['fixed codes', Buffer.from('INVITE'), 9],
  ['own codes', Buffer.from(request('INVITE', 'one').repeat(800)), 9],
  ['fast codes', noise(300_000, 40), 1],
  ['copies from far back', Buffer.concat([noise(32_000, 200), noise(32_000, 200), noise(32_000, 200)]), 9],
  ['one letter many times', Buffer.alloc(500_000, 65), 9],
  ['nothing', Buffer.alloc(0), 6],
])('DEFLATE with %s is undone in pieces of any size', (_name, bytes, level) => {
  const packed = deflateRawSync(bytes, { level });
  for (const chunkBytes of [packed.length + 1, 1000, 61]) {
    const undone = inflate(packed, chunkBytes);
    expect(undone.state).toBe('done');
    expect(undone.bytes.equals(bytes)).toBe(true);
  }
});

test('damaged DEFLATE ends without an exception, what was good before is given', () => {
  const bytes = Buffer.from(request('INVITE', 'one').repeat(300));
  const packed = deflateRawSync(bytes);
  for (let at = 0; at < packed.length; at += 3) {
    const hurt = Buffer.from(packed);
    hurt[at] = (hurt[at] ?? 0) ^ 0x55;
    expect(['done', 'damaged', 'reading']).toContain(inflate(hurt, 500).state);
  }
});

test.each([1, 17, 65_536])('a gzipped capture is read in chunks of %i bytes', (chunkBytes) => {
  const { messages, summary } = read(gzipSync(one), chunkBytes);
  expect(messages.map(({ message, place }) => [message.startLine, place])).toEqual([
    [INVITE, { file: 'test', frame: 1 }],
  ]);
  expect(summary).toMatchObject({ formats: ['pcap'], problems: [] });
});

test('a gzip file with a name, an extra field and several members is one input', () => {
  const plain = gzipSync(one.subarray(0, 100));
  const named = Buffer.concat([
    plain.subarray(0, 3),
    Buffer.from([4 | 8]),
    plain.subarray(4, 10),
    Buffer.from([2, 0, 9, 9]),
    Buffer.from('call.pcap\0'),
    plain.subarray(10),
  ]);
  expect(startLines(Buffer.concat([named, gzipSync(one.subarray(100)), Buffer.alloc(64)]))).toEqual([INVITE]);
});

test('a gzip file that was cut is read as far as it goes, and that is said', () => {
  const packed = gzipSync(Buffer.concat([one, two.subarray(24)]), { level: 0 });
  const { messages, summary } = read(packed.subarray(0, packed.length - 300));
  expect(messages[0]?.message.startLine).toBe(INVITE);
  expect(problems(summary)).toHaveProperty('truncated');
});

test('a zip archive gives each of its files its own name', () => {
  const archive = zip([
    { name: 'a/first.pcap', data: one },
    { name: 'a/', data: Buffer.alloc(0), stored: true },
    { name: '__MACOSX/a/._first.pcap', data: Buffer.from('xx') },
    { name: 'second.pcap', data: two, stored: true },
  ]);
  const { messages, summary } = read(archive, 50);
  expect(messages.map(({ place }) => place)).toEqual([
    { file: 'test/a/first.pcap', frame: 1 },
    { file: 'test/second.pcap', frame: 1 },
    { file: 'test/second.pcap', frame: 2 },
  ]);
  expect(summary).toMatchObject({ formats: ['pcap'], messages: 3, problems: [] });
});

test('entries whose sizes stand behind their data are read', () => {
  const archive = zip([
    { name: 'one.pcap', data: one, streamed: true },
    { name: 'two.pcap', data: two, streamed: true },
  ]);
  for (const chunkBytes of [1, 100, 65_536]) expect(startLines(archive, chunkBytes)).toHaveLength(3);
});

test('encrypted entries are named, the others are read', () => {
  const archive = zip([
    { name: 'secret.pcap', data: one, encrypted: true },
    { name: 'two.pcap', data: two },
  ]);
  const { summary } = read(archive);
  expect(summary.messages).toBe(2);
  expect(summary.problems).toEqual([{ kind: 'encrypted-archive', count: 1, detail: 'secret.pcap' }]);
});

test('a zip archive without its end is read as far as it goes', () => {
  const archive = zip([{ name: 'one.pcap', data: one }]);
  const { messages, summary } = read(archive.subarray(0, archive.length - 68));
  expect(messages).toHaveLength(1);
  expect(problems(summary)).toEqual({ truncated: 1 });
});

test('gzip in zip, and a log beside a capture', () => {
  const archive = zip([
    { name: 'one.pcap.gz', data: gzipSync(one) },
    { name: 'log.txt', data: Buffer.from(request('OPTIONS', 'log')) },
  ]);
  expect(startLines(archive)).toEqual([INVITE, 'OPTIONS sip:bob@biloxi.example.com SIP/2.0']);
});

test('an archive that expands beyond the limit is cut there, and that is said', () => {
  const bomb = gzipSync(Buffer.concat([one, Buffer.alloc(5_000_000, 32)]));
  const { messages, summary } = read(bomb, 65_536, { maxExpandedBytes: 100_000 });
  expect(messages).toHaveLength(1);
  expect(problems(summary)).toHaveProperty('expanded-too-large');
});

test('archives nested deeper than anybody packs them are not opened', () => {
  let nested = one;
  for (let depth = 0; depth < 6; depth++) nested = gzipSync(nested);
  expect(read(nested).messages).toEqual([]);
});
