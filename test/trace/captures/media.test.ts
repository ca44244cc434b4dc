import { expect, test } from 'vitest';
import { read } from '../reading.ts';
import {
  START,
  TO_BOB,
  ethernet,
  ip4,
  join,
  packet,
  pcap,
  request,
  response,
  rtp,
  sdp,
  u16,
  u32,
  u8,
  udp,
} from '../writer.ts';
import type { Flow, Written } from '../writer.ts';

const MEDIA: Flow = { from: '192.0.2.1', to: '198.51.100.2', fromPort: 40_000, toPort: 42_000 };

function stream(
  sequences: readonly number[],
  { payloadType = 0, clock = 8, everyMs = 20, flow = MEDIA } = {},
): Written[] {
  const first = sequences[0] ?? 0;
  return sequences.map((sequence) => {
    const index = (sequence - first + 0x10000) & 0xffff;
    return {
      bytes: ethernet(packet(flow, rtp({ sequence, payloadType, timestamp: index * everyMs * clock }))),
      at: index * everyMs,
    };
  });
}

const range = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => (from + index) & 0xffff);

test('an RTP stream is counted, with its first and last time', () => {
  const { summary } = read(pcap(stream(range(100, 50))));
  expect(summary.streams).toEqual([
    {
      source: { address: '192.0.2.1', port: 40_000 },
      destination: { address: '198.51.100.2', port: 42_000 },
      ssrc: 0x1234abcd,
      payloadTypes: [0],
      packets: 50,
      bytes: 50 * 172,
      lost: 0,
      jitterMs: expect.closeTo(0, 1),
      firstAt: START,
      lastAt: START + 980,
      firstFrame: 1,
      rtcpPackets: 0,
    },
  ]);
  expect(summary.skippedLines).toBe(2);
});

test('lost packets are told by their numbers, across the wrap of 16 bits', () => {
  const sequences = range(65_500, 100).filter((_, index) => index % 10 !== 5);
  expect(read(pcap(stream(sequences))).summary.streams).toMatchObject([{ packets: 90, lost: 10 }]);
});

test('late packets are not lost, and packets seen twice count once', () => {
  const sequences = [1, 2, 3, 4, 7, 5, 6, 8, 9, 9, 10];
  expect(read(pcap(stream(sequences))).summary.streams).toMatchObject([{ packets: 10, lost: 0 }]);
});

test('a sender that starts its numbers anew loses nothing by that', () => {
  const sequences = [...range(10, 20), ...range(30_000, 20)];
  expect(read(pcap(stream(sequences))).summary.streams).toMatchObject([{ packets: 40, lost: 0 }]);
});

test('jitter follows RFC 3550 where the clock is known', () => {
  const packets = stream(range(1, 200)).map((one, index) => ({ ...one, at: (one.at ?? 0) + (index % 2) * 8 }));
  expect(read(pcap(packets)).summary.streams[0]?.jitterMs).toBeCloseTo(8, 0);
});

test('the clock of a dynamic payload type comes from the SDP', () => {
  const offer: Written = {
    bytes: ethernet(packet(TO_BOB, request('INVITE', 'a', sdp('192.0.2.1', 40_000, 96, 'opus/48000/2')))),
  };
  const packets = stream(range(1, 100), { payloadType: 96, clock: 48 });
  expect(read(pcap([offer, ...packets])).summary.streams[0]?.jitterMs).toBeCloseTo(0, 1);
  expect(read(pcap(packets)).summary.streams[0]).not.toHaveProperty('jitterMs');
});

test('one packet on an announced port is a stream, on any other port it is not', () => {
  const answer: Written = {
    bytes: ethernet(packet(TO_BOB, response('200 OK', 'a', 'INVITE', sdp('198.51.100.2', 42_000)))),
  };
  const one = stream([5]);
  expect(read(pcap([answer, ...one])).summary.streams).toMatchObject([{ packets: 1 }]);
  expect(read(pcap(one)).summary.streams).toEqual([]);
});

test('two senders on one port are two streams', () => {
  const first = stream(range(1, 10));
  const second = first.map(({ at = 0 }, index) => ({
    bytes: ethernet(packet(MEDIA, rtp({ sequence: 900 + index, ssrc: 77 }))),
    at: at + 5,
  }));
  const mixed = first.flatMap((one, index) => [one, second[index] ?? one]);
  expect(read(pcap([...first, ...second])).summary.streams).toMatchObject([
    { ssrc: 0x1234abcd, packets: 10 },
    { ssrc: 77, packets: 10 },
  ]);
  expect(read(pcap(mixed)).summary.messages).toBe(0);
});

test('RTCP belongs to the stream of its SSRC, on the next port and on the same', () => {
  const report = join(u8(0x80, 200), u16(6), u32(0x1234abcd), Buffer.alloc(20));
  const packets = [MEDIA, { ...MEDIA, fromPort: 40_001, toPort: 42_001 }].map((flow) => ({
    bytes: ethernet(packet(flow, report)),
    at: 100,
  }));
  const { summary } = read(pcap([...stream(range(1, 10)), ...packets]));
  expect(summary.streams).toMatchObject([{ packets: 10, rtcpPackets: 2 }]);
});

test('telephone events share the stream', () => {
  const packets = stream(range(1, 10));
  const event = { bytes: ethernet(packet(MEDIA, rtp({ sequence: 11, payloadType: 101, timestamp: 1600 }))), at: 200 };
  expect(read(pcap([...packets, event])).summary.streams).toMatchObject([{ payloadTypes: [0, 101], packets: 11 }]);
});

test('random UDP makes no streams, and no memory', () => {
  let seed = 1;
  const random = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 16;
  const packets = Array.from({ length: 20_000 }, () => {
    const flow = { ...MEDIA, fromPort: 1024 + (random() % 60_000), toPort: 53 };
    const payload = Buffer.from(Array.from({ length: 24 }, () => random() & 255));
    payload[0] = 0x80 | (random() & 0x3f);
    return { bytes: ethernet(packet(flow, payload)) };
  });
  expect(read(pcap(packets)).summary).toMatchObject({ streams: [], messages: 0 });
});

test('more flows than the table holds still end up in the summary', () => {
  const packets = Array.from({ length: 6000 }, (_, index) => {
    const flow = { ...MEDIA, fromPort: 1024 + index * 2 };
    return [1, 2, 3].map((sequence) => ({ bytes: ethernet(packet(flow, rtp({ sequence, ssrc: index }))) }));
  });
  expect(read(pcap(packets.flat())).summary.streams).toHaveLength(6000);
});

const quote = (flow: Flow, payload: string, bytes: number): Buffer =>
  ip4(flow, 17, udp(flow, payload)).subarray(0, 28 + bytes);
const unreachable = (inner: Buffer): Buffer =>
  ip4({ from: '198.51.100.2', to: '192.0.2.1' }, 1, join(u8(3, 3), u16(0), u32(0), inner));

test('an ICMP error that quotes SIP is told with the flow it quotes', () => {
  const { summary } = read(
    pcap([{ bytes: ethernet(unreachable(quote({ ...TO_BOB, toPort: 7000 }, request('INVITE', 'one'), 200))), at: 5 }]),
  );
  expect(summary.messages).toBe(0);
  expect(summary.icmpErrors).toEqual([
    {
      place: { file: 'test', frame: 1 },
      at: START + 5,
      type: 3,
      code: 3,
      reporter: { address: '198.51.100.2' },
      source: { address: '192.0.2.1', port: 5060 },
      destination: { address: '198.51.100.2', port: 7000 },
    },
  ]);
});

test('an ICMP error that quotes only ports counts where SIP was seen on them', () => {
  const flow = { ...TO_BOB, toPort: 7000 };
  const error = { bytes: ethernet(unreachable(quote(flow, '', 0))) };
  const sent = { bytes: ethernet(packet(flow, request('INVITE', 'one'))) };
  const other = { bytes: ethernet(unreachable(quote({ ...TO_BOB, fromPort: 1111, toPort: 53 }, '', 0))) };
  expect(read(pcap([error, other])).summary.icmpErrors).toEqual([]);
  expect(read(pcap([sent, error, other])).summary.icmpErrors).toHaveLength(1);
});

test('an ICMPv6 error is told too', () => {
  const six = { from: '2001:db8::1', to: '2001:db8::2' };
  const error = join(u8(1, 4), u16(0), u32(0), packet(six, request('INVITE', 'one')));
  const bytes = packet({ from: '2001:db8::2', to: '2001:db8::1' }, '');
  const head = Buffer.from(bytes.subarray(0, 40));
  head.writeUInt16BE(error.length, 4);
  head.writeUInt8(58, 6);
  expect(read(pcap([{ bytes: ethernet(join(head, error)) }])).summary.icmpErrors).toMatchObject([
    { type: 1, code: 4, reporter: { address: '2001:db8::2' }, destination: { address: '2001:db8::2', port: 5060 } },
  ]);
});
