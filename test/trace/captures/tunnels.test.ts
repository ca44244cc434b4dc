import { expect, test } from 'vitest';
import { read } from '../reading.ts';
import {
  TO_BOB,
  START,
  address,
  capture,
  ethernet,
  hep3,
  ip4,
  join,
  packet,
  request,
  segment,
  u16,
  u32,
  u8,
} from '../writer.ts';
import type { Flow } from '../writer.ts';

const inner = packet(TO_BOB, request('INVITE', 'one'));
const OUTER: Flow = { from: '203.0.113.1', to: '203.0.113.2' };
const over = (toPort: number, payload: Buffer): Buffer => packet({ ...OUTER, fromPort: 55_555, toPort }, payload);
const gre = (flags: number, protocol: number, ...rest: Buffer[]): Buffer =>
  ip4(OUTER, 47, join(u16(flags), u16(protocol), ...rest));
const ppp = join(u16(0xff03), u16(0x21), inner);

/** The UDP of `inner` in ESP with NULL encryption and a check value of some bytes. */
function esp(checkBytes: number, text: string): Buffer {
  const udp = packet(TO_BOB, text).subarray(20);
  const padding = Buffer.from(Array.from({ length: (4 - ((udp.length + 2) & 3)) & 3 }, (_, at) => at + 1));
  return join(u32(0x1001), u32(1), udp, padding, u8(padding.length, 17), Buffer.alloc(checkBytes, 0xcc));
}

test.each<[string, Buffer]>([
  ['GRE', gre(0, 0x0800, inner)],
  ['GRE with check sum, key and sequence', gre(0xb000, 0x0800, u32(0), u32(9), u32(1), inner)],
  ['GRE of PPTP', gre(0x3081, 0x880b, u16(ppp.length), u16(3), u32(1), u32(1), ppp)],
  ['Ethernet in GRE', gre(0, 0x6558, ethernet(inner))],
  ['ERSPAN without a header', gre(0, 0x88be, ethernet(inner))],
  ['ERSPAN II', gre(0x1000, 0x88be, u32(1), Buffer.alloc(8), ethernet(inner, 0x8100))],
  ['ERSPAN III', gre(0x1000, 0x22eb, u32(1), Buffer.alloc(12), ethernet(inner))],
  ['VXLAN', over(4789, join(u32(0x08000000), u32(0x00007b00), ethernet(inner)))],
  ['Geneve with options', over(6081, join(u8(1, 0), u16(0x6558), u32(0x100), u32(0), ethernet(inner)))],
  ['GTP-U', over(2152, join(u8(0x30, 0xff), u16(inner.length), u32(7), inner))],
  [
    'GTP-U with sequence and an extension',
    over(2152, join(u8(0x34, 0xff), u16(0), u32(7), u16(1), u8(0, 0x85), u8(1, 0, 0, 0), inner)),
  ],
  ['TZSP', over(37_008, join(u8(1, 0), u16(1), u8(0, 10, 1, 0, 1), ethernet(inner)))],
  ['L2TP', over(1701, join(u16(0x0002), u16(1), u16(2), ppp))],
  ['MPLS in UDP', over(6635, join(u8(0, 1, 1, 64), inner))],
  ['ESP with NULL encryption', ip4(TO_BOB, 50, esp(12, request('INVITE', 'one')))],
  ['ESP with NULL encryption and a longer check value', ip4(TO_BOB, 50, esp(16, request('INVITE', 'one')))],
  ['ESP in UDP', packet({ ...TO_BOB, fromPort: 4500, toPort: 4500 }, esp(12, request('INVITE', 'one')))],
])('SIP in %s is read with its inner addresses', (_name, bytes) => {
  const { messages } = read(capture(bytes));
  expect(messages.map(({ message, source, destination }) => [message.startLine, source, destination])).toEqual([
    [
      'INVITE sip:bob@biloxi.example.com SIP/2.0',
      { address: '192.0.2.1', port: 5060 },
      { address: '198.51.100.2', port: 5060 },
    ],
  ]);
});

test('ESP that is encrypted is counted', () => {
  const bytes = ip4(
    TO_BOB,
    50,
    join(u32(1), u32(1), Buffer.from(Array.from({ length: 200 }, (_, at) => (at * 89 + 41) & 255))),
  );
  expect(read(capture(bytes)).summary).toMatchObject({ messages: 0, encryptedPackets: 1, skippedLines: 0 });
});

test('SIP on the port of a tunnel is SIP', () => {
  const { messages } = read(capture(packet({ ...TO_BOB, toPort: 2152 }, request('INVITE', 'one'))));
  expect(messages[0]?.destination?.port).toBe(2152);
});

test('HEP in UDP gives the addresses and the time that the agent saw', () => {
  const { messages, summary } = read(capture(over(9060, hep3(TO_BOB, request('INVITE', 'one'), 777))));
  expect(messages.map(({ source, at = 0, format, place }) => [source?.address, at - START, format, place])).toEqual([
    ['192.0.2.1', 777, 'hep', { file: 'test', frame: 1 }],
  ]);
  expect(summary.formats).toEqual(['pcap', 'hep']);
});

test('HEP in UDP knows IPv6 and what ran over TLS', () => {
  const flow = { from: '2001:db8::1', to: '2001:db8::2', toPort: 5061 };
  const { messages } = read(capture(over(9060, hep3(flow, request('INVITE', 'one'), 0, 22))));
  expect(messages[0]).toMatchObject({
    transport: 'TLS',
    source: { address: '2001:db8::1', port: 5060 },
    destination: { port: 5061 },
  });
});

test('HEP over TCP is cut by its lengths', () => {
  const bytes = join(hep3(TO_BOB, request('INVITE', 'one'), 1), hep3(TO_BOB, request('BYE', 'two'), 2));
  const flow = { ...OUTER, toPort: 9060 };
  const packets = [0, 100, 900].map((at, index, all) =>
    segment(flow, { seq: 1 + at }, bytes.subarray(at, all[index + 1] ?? bytes.length)),
  );
  expect(read(capture(...packets)).messages.map(({ message }) => message.startLine.split(' ')[0])).toEqual([
    'INVITE',
    'BYE',
  ]);
});

test.each([1, 2])('HEP version %i is read', (version) => {
  const time =
    version === 2 ? join(u32(1_700_000_000).reverse(), u32(5000).reverse(), u16(1), u16(0)) : Buffer.alloc(0);
  const bytes = join(
    u8(version, 16, 2, 17),
    u16(5060),
    u16(5080),
    address('192.0.2.1'),
    address('198.51.100.2'),
    time,
    request('INVITE', 'one'),
  );
  const { messages } = read(capture(over(9060, bytes)));
  expect(messages[0]).toMatchObject({
    source: { address: '192.0.2.1', port: 5060 },
    destination: { address: '198.51.100.2', port: 5080 },
  });
  expect(messages[0]?.at).toBe(version === 2 ? START + 5 : START);
});
