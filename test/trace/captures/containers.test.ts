import { expect, test } from 'vitest';
import { problems, read, startLines } from '../reading.ts';
import {
  START,
  TO_ALICE,
  TO_BOB,
  capture,
  ethernet,
  hep3,
  packet,
  pcap,
  pcapng,
  request,
  response,
} from '../writer.ts';
import type { Written } from '../writer.ts';

const INVITE = 'INVITE sip:bob@biloxi.example.com SIP/2.0';
const TRYING = 'SIP/2.0 100 Trying';

const two: Written[] = [
  { bytes: ethernet(packet(TO_BOB, request('INVITE', 'one'))), at: 0.25 },
  { bytes: ethernet(packet(TO_ALICE, response('100 Trying', 'one'))), at: 20.5 },
];

test.each([
  ['little endian, microseconds', {}],
  ['big endian, microseconds', { bigEndian: true }],
  ['little endian, nanoseconds', { nano: true }],
  ['big endian, nanoseconds', { bigEndian: true, nano: true }],
  ['with the longer record header', { modified: true }],
])('a pcap file %s is read with its times', (_name, fields) => {
  const { messages, summary } = read(pcap(two, fields));
  expect(messages.map(({ message }) => message.startLine)).toEqual([INVITE, TRYING]);
  expect(messages.map(({ at = 0 }) => at - START)).toEqual([expect.closeTo(0.25, 2), expect.closeTo(20.5, 2)]);
  expect(messages.map(({ place }) => place)).toEqual([
    { file: 'test', frame: 1 },
    { file: 'test', frame: 2 },
  ]);
  expect(messages[0]).toMatchObject({ clock: 'epoch', transport: 'UDP', format: 'pcap', sightings: [] });
  expect(messages[0]?.source).toEqual({ address: '192.0.2.1', port: 5060 });
  expect(messages[0]?.destination).toEqual({ address: '198.51.100.2', port: 5060 });
  expect(summary).toMatchObject({
    formats: ['pcap'],
    messages: 2,
    duplicates: 0,
    damaged: 0,
    skippedLines: 0,
    problems: [],
  });
});

test.each([
  ['little endian', {}],
  ['big endian', { bigEndian: true }],
  ['obsolete packet blocks', { block: 'obsolete' as const }],
  ['nanoseconds', { interfaces: [{ resolution: 9 }] }],
  ['units of a power of two', { interfaces: [{ resolution: 0x80 | 20 }] }],
  ['an offset of time', { interfaces: [{ resolution: 6, offsetSeconds: 1_000_000 }] }],
  ['big endian with an offset', { bigEndian: true, interfaces: [{ resolution: 9, offsetSeconds: 500 }] }],
])('a pcapng file with %s is read with its times', (_name, fields) => {
  const { messages, summary } = read(pcapng(two, fields));
  expect(messages.map(({ message }) => message.startLine)).toEqual([INVITE, TRYING]);
  expect(messages.map(({ at = 0 }) => at - START)).toEqual([expect.closeTo(0.25, 2), expect.closeTo(20.5, 2)]);
  expect(summary).toMatchObject({ formats: ['pcapng'], messages: 2, problems: [] });
});

test('packets of simple blocks have no time', () => {
  const { messages } = read(pcapng(two, { block: 'simple' }));
  expect(messages.map(({ message, at, clock }) => [message.startLine, at, clock])).toEqual([
    [INVITE, undefined, undefined],
    [TRYING, undefined, undefined],
  ]);
});

test('each interface of a pcapng file has its own link type and resolution', () => {
  const bare = packet(TO_BOB, request('BYE', 'two'));
  const file = pcapng(
    [
      { bytes: ethernet(packet(TO_BOB, request('INVITE', 'one'))), at: 1 },
      { bytes: bare, at: 2, interfaceIndex: 1 },
    ],
    { interfaces: [{ linkType: 1 }, { linkType: 101, resolution: 3 }] },
  );
  const { messages } = read(file);
  expect(messages.map(({ message, at = 0 }) => [message.kind === 'request' && message.method, at - START])).toEqual([
    ['INVITE', expect.closeTo(1, 2)],
    ['BYE', expect.closeTo(2, 2)],
  ]);
});

test('interfaces whose packets stand out of order in the file are put in order', () => {
  const on = (interfaceIndex: number, at: number, callId: string): Written => ({
    bytes: ethernet(packet(TO_BOB, request('OPTIONS', callId))),
    at,
    interfaceIndex,
  });
  const file = pcapng([on(0, 10, 'a'), on(1, 12, 'b'), on(0, 11, 'c'), on(1, 14, 'd'), on(0, 13, 'e')], {
    interfaces: [{}, {}],
  });
  const frames = read(file).messages.map(({ place }) => ('frame' in place ? place.frame : 0));
  expect(frames).toEqual([1, 3, 2, 5, 4]);
});

test('several sections of either byte order follow each other in one file', () => {
  const file = Buffer.concat([pcapng(two.slice(0, 1)), pcapng(two.slice(1), { bigEndian: true })]);
  expect(startLines(file)).toEqual([INVITE, TRYING]);
});

test('pcap files written one after another are read as one', () => {
  const file = Buffer.concat([pcap(two.slice(0, 1)), pcap(two.slice(1), { bigEndian: true, nano: true })]);
  expect(startLines(file)).toEqual([INVITE, TRYING]);
});

test.each([1, 7, 100, 4096])('chunks of %i bytes give the same messages', (chunkBytes) => {
  expect(startLines(pcap(two), chunkBytes)).toEqual([INVITE, TRYING]);
  expect(startLines(pcapng(two), chunkBytes)).toEqual([INVITE, TRYING]);
});

test('a file that was cut is read as far as it goes, and that is said', () => {
  const whole = pcap(two);
  const last = two[1]?.bytes.length ?? 0;
  const { messages, summary } = read(whole.subarray(0, whole.length - last + 10));
  expect(messages.map(({ message }) => message.startLine)).toEqual([INVITE]);
  expect(problems(summary)).toEqual({ truncated: 1 });
});

test('what there is of the last packet of a cut file is a message too', () => {
  const whole = pcap(two);
  const { messages, summary } = read(whole.subarray(0, whole.length - 30));
  expect(messages.map(({ message }) => message.startLine)).toEqual([INVITE, TRYING]);
  expect(problems(summary)).toMatchObject({ truncated: 1, 'cut-packet': 1 });
  const ng = pcapng(two);
  expect(startLines(ng.subarray(0, ng.length - 40))).toEqual([INVITE, TRYING]);
});

test('a packet cut by the snap length is a message with what there is of it', () => {
  const bytes = ethernet(packet(TO_BOB, request('INVITE', 'one', 'v=0\r\n'.repeat(50))));
  const { messages, summary } = read(pcap([{ bytes: bytes.subarray(0, 300), original: bytes.length }]));
  expect(messages.map(({ message }) => message.startLine)).toEqual([INVITE]);
  expect(problems(summary)).toEqual({ 'cut-packet': 1 });
  expect(summary.problems[0]?.place).toEqual({ file: 'test', frame: 1 });
});

test('a record with an absurd length ends the reading, and that is said', () => {
  const first = pcap(two.slice(0, 1));
  const nonsense = Buffer.alloc(16, 0xee);
  const { messages, summary } = read(Buffer.concat([first, nonsense, Buffer.alloc(200, 0xee)]));
  expect(messages).toHaveLength(1);
  expect(problems(summary)).toEqual({ 'damaged-record': 1 });
});

test('a link type that nobody knows is named, its packets are counted', () => {
  const { messages, summary } = read(pcap(two, { linkType: 147 }));
  expect(messages).toEqual([]);
  expect(summary.problems).toEqual([
    { kind: 'unknown-link-type', count: 2, detail: '147', place: { file: 'test', frame: 1 } },
  ]);
  expect(summary.skippedLines).toBe(2);
});

test('a file of HEP packets is read with the addresses and times inside', () => {
  const file = Buffer.concat([
    hep3(TO_BOB, request('INVITE', 'one'), 5),
    hep3(TO_ALICE, response('100 Trying', 'one'), 9, 6),
  ]);
  const { messages, summary } = read(file, 10);
  expect(messages.map(({ message, at = 0, transport }) => [message.startLine, at - START, transport])).toEqual([
    [INVITE, 5, 'UDP'],
    [TRYING, 9, 'TCP'],
  ]);
  expect(messages[1]?.source).toEqual({ address: '198.51.100.2', port: 5060 });
  expect(summary.formats).toEqual(['hep']);
});

test('an empty capture has nothing to tell', () => {
  expect(read(capture()).summary).toMatchObject({ formats: ['pcap'], messages: 0, problems: [] });
});
