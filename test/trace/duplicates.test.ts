import { expect, test } from 'vitest';
import { createDuplicateFilter } from '../../src/trace/duplicates.ts';
import { parseMessage } from '../../src/sip/parse.ts';
import type { TracedMessage } from '../../src/trace/traced.ts';
import { read } from './reading.ts';
import { TO_BOB, ethernet, packet, pcap, pcapng, request, sll } from './writer.ts';
import type { Ip4Fields, Written } from './writer.ts';

const text = request('INVITE', 'one');
const NAT = { ...TO_BOB, from: '203.0.113.9', fromPort: 1024 };

function at(ms: number, fields: Ip4Fields = {}, flow = TO_BOB, interfaceIndex = 0): Written {
  return { bytes: ethernet(packet(flow, text, fields)), at: ms, interfaceIndex };
}

function seen(...packets: Written[]): { messages: number; duplicates: number; sightings: number[] } {
  const { messages, summary } = read(pcap(packets));
  return {
    messages: summary.messages,
    duplicates: summary.duplicates,
    sightings: messages.map(({ sightings }) => sightings.length),
  };
}

test('the same message on both sides of a NAT is one with two sightings', () => {
  const { messages, summary } = read(pcap([at(0), at(3, {}, NAT)]));
  expect(summary).toMatchObject({ messages: 2, duplicates: 1 });
  expect(messages).toHaveLength(1);
  expect(messages[0]?.source).toEqual({ address: '192.0.2.1', port: 5060 });
  expect(messages[0]?.sightings).toEqual([
    {
      place: { file: 'test', frame: 2 },
      at: (messages[0]?.at ?? 0) + 3,
      source: { address: '203.0.113.9', port: 1024 },
      destination: { address: '198.51.100.2', port: 5060 },
    },
  ]);
});

test('a retransmission is a message of its own', () => {
  expect(seen(at(0, { id: 1 }), at(500, { id: 2 }), at(1500, { id: 3 }))).toEqual({
    messages: 3,
    duplicates: 0,
    sightings: [0, 0, 0],
  });
});

test('a retransmission by a host that numbers all its packets alike is a message of its own', () => {
  expect(seen(at(0, { id: 1 }), at(500, { id: 1 }))).toMatchObject({ duplicates: 0 });
  expect(seen(at(0), at(500))).toMatchObject({ duplicates: 0 });
});

test('retransmissions through a NAT are two messages with two sightings each', () => {
  const all = [at(0, { id: 1 }), at(2, { id: 1 }, NAT), at(500, { id: 2 }), at(502, { id: 2 }, NAT)];
  expect(seen(...all)).toEqual({ messages: 4, duplicates: 2, sightings: [1, 1] });
});

test('one packet mirrored twice is one message', () => {
  expect(seen(at(0, { id: 9 }), at(0.05, { id: 9 }))).toEqual({ messages: 2, duplicates: 1, sightings: [1] });
  expect(seen(at(0, { id: 9, ttl: 64 }), at(40, { id: 9, ttl: 63 }))).toMatchObject({ duplicates: 1 });
});

test('two packets sent at once with numbers of their own are two messages', () => {
  expect(seen(at(0, { id: 9 }), at(0.05, { id: 10 }))).toMatchObject({ duplicates: 0 });
});

test('the same packet on another interface is one message, whatever it is numbered', () => {
  const file = pcapng([at(0, { id: 1 }), at(1, { id: 1 }, TO_BOB, 1)], { interfaces: [{}, {}] });
  expect(read(file).summary).toMatchObject({ messages: 2, duplicates: 1 });
});

test('`-i any` sees a packet on the bridge and on its member', () => {
  const bytes = sll(packet(TO_BOB, text, { id: 77 }));
  const { messages, summary } = read(pcap([{ bytes }, { bytes, at: 0.02 }], { linkType: 113 }));
  expect(summary).toMatchObject({ messages: 2, duplicates: 1 });
  expect(messages).toHaveLength(1);
});

test('copies that are seconds apart are not looked for', () => {
  expect(seen(at(0), at(3000, {}, NAT))).toMatchObject({ duplicates: 0 });
});

test('a message that differs in one letter is another message', () => {
  const other = { bytes: ethernet(packet(NAT, text.replace('Max-Forwards: 70', 'Max-Forwards: 69'))), at: 1 };
  expect(read(pcap([at(0), other])).summary).toMatchObject({ messages: 2, duplicates: 0 });
});

test('messages without Via and Call-ID cannot be told apart, so none is called a copy', () => {
  const bare = 'SIP/2.0 200 OK\r\n\r\n';
  const packets = [TO_BOB, NAT].map((flow, index) => ({ bytes: ethernet(packet(flow, bare)), at: index }));
  expect(read(pcap(packets)).summary).toMatchObject({ messages: 2, duplicates: 0 });
});

function logged(fields: Partial<TracedMessage>): TracedMessage {
  const message = parseMessage(text);
  if (message === undefined) throw new Error('Unexpected text, expected a message');
  return { message, place: { file: 'log', line: 1 }, sightings: [], format: 'sip', ...fields };
}

test('in a log without addresses and times, a message written twice was sent twice', () => {
  const filter = createDuplicateFilter();
  expect(filter.isSecondSighting(logged({}))).toBe(false);
  expect(filter.isSecondSighting(logged({}))).toBe(false);
});

test('in a log, the same text received and sent is one message', () => {
  const filter = createDuplicateFilter();
  const first = logged({ direction: 'received' });
  expect(filter.isSecondSighting(first)).toBe(false);
  expect(filter.isSecondSighting(logged({ direction: 'sent', place: { file: 'log', line: 40 } }))).toBe(true);
  expect(first.sightings).toEqual([{ place: { file: 'log', line: 40 } }]);
});

test('what is remembered is bounded', () => {
  const filter = createDuplicateFilter();
  const first = logged({ at: 0, source: { address: '192.0.2.1' }, destination: { address: '192.0.2.2' } });
  filter.isSecondSighting(first);
  for (let index = 0; index < 3000; index++) {
    const other = parseMessage(request('INVITE', `other-${index}`));
    if (other !== undefined) filter.isSecondSighting({ ...logged({ at: 1 }), message: other, sightings: [] });
  }
  expect(filter.isSecondSighting({ ...first, source: { address: '192.0.2.9' }, sightings: [] })).toBe(false);
});
