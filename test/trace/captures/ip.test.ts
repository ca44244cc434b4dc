import { expect, test } from 'vitest';
import { problems, read, startLines } from '../reading.ts';
import {
  ALICE_6,
  BOB_6,
  START,
  TO_ALICE,
  TO_BOB,
  capture,
  ethernet,
  fragments4,
  fragments6,
  ip4,
  ip6,
  join,
  packet,
  pcap,
  request,
  response,
  sdp,
  u16,
  u32,
  u8,
  udp,
} from '../writer.ts';

const INVITE = 'INVITE sip:bob@biloxi.example.com SIP/2.0';
const SIX = { from: ALICE_6, to: BOB_6 };
const body = sdp('192.0.2.1', 40_000).repeat(20);
const long = udp(TO_BOB, request('INVITE', 'long', body));

test('fragments of IPv4 are put together', () => {
  const { messages, summary } = read(capture(...fragments4(TO_BOB, 17, long, 800, 7)));
  expect(messages.map(({ message, place }) => [message.startLine, message.body, place])).toEqual([
    [INVITE, body, { file: 'test', frame: 3 }],
  ]);
  expect(summary).toMatchObject({ problems: [], skippedLines: 0 });
});

test('fragments may come in any order and twice', () => {
  const [one, two, three] = fragments4(TO_BOB, 17, long, 800, 7) as [Buffer, Buffer, Buffer];
  expect(read(capture(three, one, one, two)).messages.map(({ message }) => message.body)).toEqual([body]);
});

test('fragments of two packets do not mix', () => {
  const other = udp(TO_BOB, request('INVITE', 'other', body));
  const [a1, a2, a3] = fragments4(TO_BOB, 17, long, 800, 7) as [Buffer, Buffer, Buffer];
  const [b1, b2, b3] = fragments4(TO_BOB, 17, other, 800, 8) as [Buffer, Buffer, Buffer];
  const { messages } = read(capture(a1, b1, b2, a2, a3, b3));
  expect(messages.map(({ message }) => message.headerFields.find(({ name }) => name === 'Call-ID')?.value)).toEqual([
    'long',
    'other',
  ]);
});

test('fragments of IPv6 are put together', () => {
  const inner = udp(SIX, request('INVITE', 'long', body));
  const { messages } = read(capture(...fragments6(SIX, 17, inner, 1200, 99)));
  expect(messages.map(({ message }) => message.body)).toEqual([body]);
  expect(messages[0]?.source?.address).toBe(ALICE_6);
});

test('a message whose later fragments were not captured is kept with what there is of it', () => {
  const [first] = fragments4(TO_BOB, 17, long, 800, 7) as [Buffer];
  const later = packet(TO_ALICE, response('100 Trying', 'long'));
  const file = pcap([
    { bytes: ethernet(first), at: 0 },
    { bytes: ethernet(later), at: 5000 },
  ]);
  const { messages, summary } = read(file);
  expect(messages.map(({ message, at = 0 }) => [message.startLine, at - START])).toEqual([
    [INVITE, 0],
    ['SIP/2.0 100 Trying', 5000],
  ]);
  expect(problems(summary)).toMatchObject({ 'fragments-missing': 1, 'cut-packet': 1 });
});

test('a later fragment alone is no message', () => {
  const [, second] = fragments4(TO_BOB, 17, long, 800, 7) as [Buffer, Buffer];
  const { messages, summary } = read(capture(second));
  expect(messages).toEqual([]);
  expect(problems(summary)).toEqual({ 'fragments-missing': 1 });
});

test('a thousand packets whose rest never comes are bounded and counted', () => {
  const all = Array.from({ length: 3000 }, (_, id) => fragments4(TO_BOB, 17, long, 800, id)[1] as Buffer);
  const { summary } = read(pcap(all.map((bytes) => ({ bytes: ethernet(bytes) }))));
  expect(problems(summary)).toEqual({ 'fragments-missing': 3000 });
});

test('options of IPv4 and extension headers of IPv6 are stepped over', () => {
  const inner = udp(TO_BOB, request('INVITE', 'one'));
  const hopByHop = join(u8(43, 0, 1, 4), u32(0));
  const routing = join(u8(60, 0, 0, 0), u32(0));
  const destination = join(u8(17, 1, 1, 12), Buffer.alloc(12));
  const six = ip6(SIX, 0, join(hopByHop, routing, destination, udp(SIX, request('INVITE', 'two'))));
  expect(startLines(capture(ip4(TO_BOB, 17, inner, { options: Buffer.alloc(8, 1) }), six))).toEqual([INVITE, INVITE]);
});

test('IP in IP, IPv6 in IPv4 and the authentication header are read through', () => {
  const inner = packet(TO_BOB, request('INVITE', 'one'));
  const outer = { from: '203.0.113.1', to: '203.0.113.2' };
  const authentication = join(
    u8(17, 4),
    u16(0),
    u32(1),
    u32(1),
    Buffer.alloc(12),
    udp(TO_BOB, request('INVITE', 'three')),
  );
  const { messages } = read(
    capture(
      ip4(outer, 4, inner),
      ip4(outer, 41, packet(SIX, request('INVITE', 'two'))),
      ip4(TO_BOB, 51, authentication),
    ),
  );
  expect(messages.map(({ source }) => source?.address)).toEqual(['192.0.2.1', ALICE_6, '192.0.2.1']);
});

test('tunnels in tunnels end at some depth', () => {
  let nested = packet(TO_BOB, request('INVITE', 'one'));
  for (let depth = 0; depth < 40; depth++) nested = ip4(TO_BOB, 4, nested);
  expect(read(capture(nested)).summary).toMatchObject({ messages: 0, skippedLines: 1 });
});

test('a packet without a length is what a network card has put together', () => {
  const bytes = packet(TO_BOB, request('INVITE', 'one'));
  bytes.writeUInt16BE(0, 2);
  expect(startLines(capture(bytes))).toEqual([INVITE]);
});

test('several messages in one datagram are several', () => {
  const bare = 'SIP/2.0 100 Trying\r\n\r\nSIP/2.0 180 Ringing\r\n\r\nSIP/2.0 200 OK\r\n\r\n';
  const framed = `${response('200 OK', 'a', 'INVITE', sdp('198.51.100.2', 4000))}\r\n${request('ACK', 'a')}`;
  expect(startLines(capture(packet(TO_ALICE, bare), packet(TO_ALICE, framed)))).toEqual([
    'SIP/2.0 100 Trying',
    'SIP/2.0 180 Ringing',
    'SIP/2.0 200 OK',
    'SIP/2.0 200 OK',
    'ACK sip:bob@biloxi.example.com SIP/2.0',
  ]);
});

test('a start line in a body is no message', () => {
  const { messages } = read(
    capture(packet(TO_BOB, request('NOTIFY', 'a', 'SIP/2.0 200 OK\r\n', 'Content-Type: message/sipfrag\r\n'))),
  );
  expect(messages.map(({ message }) => message.body)).toEqual(['SIP/2.0 200 OK\r\n']);
});

test('keep-alives and STUN are no messages, line ends before a message are stepped over', () => {
  const stun = join(u16(1), u16(0), u32(0x2112a442), Buffer.alloc(12));
  const all = ['\r\n\r\n', '\0\0\0\0', stun, 'jaK', `\r\n\r\n${request('INVITE', 'a')}`];
  expect(startLines(capture(...all.map((payload) => packet(TO_BOB, payload))))).toEqual([INVITE]);
});

test('HTTP and other text are no messages', () => {
  const all = [
    'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
    'HTTP/1.1 200 OK\r\n\r\n',
    'INVITE people to SIP',
    'SIP/2.0',
    'SIP/2.0 abc',
  ];
  expect(startLines(capture(...all.map((payload) => packet(TO_BOB, payload))))).toEqual([]);
});

test('messages in DATA chunks of SCTP are read, its other chunks are not', () => {
  const chunk = (type: number, flags: number, body: Buffer): Buffer =>
    join(u8(type, flags), u16(4 + body.length), body, Buffer.alloc((4 - (body.length & 3)) & 3));
  const data = (text: string): Buffer => chunk(0, 3, join(u32(1), u16(0), u16(0), u32(0), text));
  const sctp = join(
    u16(5060),
    u16(5060),
    u32(7),
    u32(0),
    chunk(3, 0, Buffer.alloc(12)),
    data(request('INVITE', 'a')),
    data(request('BYE', 'b')),
  );
  const { messages } = read(capture(ip4(TO_BOB, 132, sctp)));
  expect(
    messages.map(({ message, transport, source }) => [message.startLine.slice(0, 3), transport, source?.port]),
  ).toEqual([
    ['INV', 'SCTP', 5060],
    ['BYE', 'SCTP', 5060],
  ]);
});
