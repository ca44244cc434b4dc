import { expect, test } from 'vitest';
import { read, startLines } from '../reading.ts';
import {
  ALICE_6,
  BOB_6,
  TO_BOB,
  address,
  ethernet,
  ethernetOf,
  join,
  packet,
  pcap,
  request,
  sll,
  sll2,
  u16,
  u32,
  u8,
} from '../writer.ts';

const INVITE = 'INVITE sip:bob@biloxi.example.com SIP/2.0';
const four = packet(TO_BOB, request('INVITE', 'one'));
const six = packet({ from: ALICE_6, to: BOB_6 }, request('INVITE', 'one'));
const llc = join(Buffer.from('aaaa03000000', 'hex'), u16(0x0800), four);
const wifi = join(u8(0x08, 0x01), u16(0), Buffer.alloc(18), u16(0), llc);
const qosWifi = join(u8(0x88, 0x01), u16(0), Buffer.alloc(18), u16(0), u16(0), llc);
const ppp = join(u16(0x0021), four);
const label = (last: number): Buffer => u8(0, 1, last, 64);

test.each<[string, number, Buffer]>([
  ['Ethernet', 1, ethernet(four)],
  ['Ethernet with IPv6', 1, ethernet(six)],
  ['one VLAN tag', 1, ethernet(four, 0x8100)],
  ['QinQ', 1, ethernet(four, 0x88a8, 0x8100)],
  ['old QinQ', 1, ethernet(six, 0x9100, 0x8100)],
  ['802.3 with LLC and SNAP', 1, ethernetOf(llc.length, llc)],
  ['PPPoE', 1, ethernetOf(0x8864, join(u8(0x11, 0), u16(7), u16(ppp.length), ppp))],
  ['two MPLS labels', 1, ethernetOf(0x8847, join(label(0), label(1), four))],
  ['an MPLS pseudowire', 1, ethernetOf(0x8847, join(label(1), u32(0), ethernet(four)))],
  ['Linux cooked', 113, sll(four)],
  ['Linux cooked with IPv6', 113, sll(six)],
  ['Linux cooked with a VLAN tag', 113, join(Buffer.alloc(14), u16(0x8100), u16(5), u16(0x0800), four)],
  ['Linux cooked, version 2', 276, sll2(four)],
  ['Linux cooked, version 2, IPv6', 276, sll2(six)],
  ['raw IP (12)', 12, four],
  ['raw IP (14)', 14, four],
  ['raw IP (101)', 101, six],
  ['raw IPv4 (228)', 228, four],
  ['raw IPv6 (229)', 229, six],
  ['BSD loopback, little endian', 0, join(u32(2).reverse(), four)],
  ['BSD loopback, big endian', 0, join(u32(24), six)],
  ['OpenBSD loopback', 108, join(u32(2), four)],
  ['PPP', 9, ppp],
  ['PPP with HDLC bytes', 50, join(u16(0xff03), ppp)],
  ['PPP with its protocol in one byte', 9, join(u8(0x21), four)],
  ['PPPoE as link type', 51, join(u8(0x11, 0), u16(7), u16(ppp.length), ppp)],
  ['Cisco HDLC', 104, join(u16(0x0f00), u16(0x0800), four)],
  ['802.11', 105, wifi],
  ['802.11 with QoS', 105, qosWifi],
  ['802.11 behind radiotap', 127, join(u8(0, 0), u16(8).reverse(), u32(0), qosWifi)],
  [
    'NFLOG',
    239,
    join(
      u8(2, 0, 0, 1),
      u16(8).reverse(),
      u16(1).reverse(),
      u32(0),
      u16(4 + four.length).reverse(),
      u16(9).reverse(),
      four,
    ),
  ],
  ['pflog', 117, join(u8(61), Buffer.alloc(63), four)],
  ['Apple PKTAP', 258, join(u32(108).reverse(), u32(1).reverse(), u32(1).reverse(), Buffer.alloc(96), ethernet(four))],
])('%s is read', (_name, linkType, bytes) => {
  const { messages, summary } = read(pcap([{ bytes }], { linkType }));
  expect(messages.map(({ message }) => message.startLine)).toEqual([INVITE]);
  expect(messages[0]?.source?.port).toBe(5060);
  expect(summary).toMatchObject({ problems: [], skippedLines: 0 });
});

test('the padding of a short Ethernet frame is no part of the message', () => {
  const options = 'OPTIONS sip:b SIP/2.0\r\n\r\n';
  const bytes = join(ethernet(packet(TO_BOB, options)), Buffer.alloc(20));
  const { messages } = read(pcap([{ bytes }]));
  expect(messages.map(({ message }) => [message.startLine, message.body])).toEqual([['OPTIONS sip:b SIP/2.0', '']]);
});

test('exported application data has its addresses in tags', () => {
  const tag = (type: number, value: Buffer): Buffer => join(u16(type), u16(value.length), value);
  const bytes = join(
    tag(12, Buffer.from('sip\0')),
    tag(20, address('192.0.2.1')),
    tag(21, address('198.51.100.2')),
    tag(24, u32(2)),
    tag(25, u32(40_000)),
    tag(26, u32(5061)),
    u32(0),
    request('INVITE', 'one'),
  );
  const { messages } = read(pcap([{ bytes }], { linkType: 252 }));
  expect(messages[0]).toMatchObject({
    source: { address: '192.0.2.1', port: 40_000 },
    destination: { address: '198.51.100.2', port: 5061 },
    transport: 'TCP',
  });
});

test('encrypted 802.11 frames are counted as encrypted', () => {
  const bytes = join(u8(0x08, 0x41), u16(0), Buffer.alloc(18), u16(0), Buffer.alloc(60, 0x5a));
  expect(read(pcap([{ bytes }], { linkType: 105 })).summary).toMatchObject({ messages: 0, encryptedPackets: 1 });
});

test('IPv6 addresses are written as RFC 5952 has it', () => {
  const addresses = ['2001:db8:0:0:1::1', '::1', '2001:db8:1:2:3:4:5:6', 'fe80::'];
  const written = addresses.map((from) =>
    read(pcap([{ bytes: packet({ from, to: BOB_6 }, request('INVITE', 'x')) }], { linkType: 101 })),
  );
  expect(written.map(({ messages }) => messages[0]?.source?.address)).toEqual([
    '2001:db8::1:0:0:1',
    '::1',
    '2001:db8:1:2:3:4:5:6',
    'fe80::',
  ]);
});

test('a message on any port is found by its content', () => {
  const bytes = ethernet(packet({ ...TO_BOB, fromPort: 33_333, toPort: 53 }, request('INVITE', 'one')));
  expect(startLines(pcap([{ bytes }]))).toEqual([INVITE]);
});
