import { expect, test } from 'vitest';
import { read } from '../reading.ts';
import { TO_ALICE, TO_BOB, capture, join, request, response, segment, u16, u8 } from '../writer.ts';
import type { Flow, TcpFields } from '../writer.ts';

const register = request('REGISTER', 'one');
const syn = segment(TO_BOB, { seq: 99, flags: 'S' });
const accepted = segment(TO_ALICE, { seq: 499, ack: 100, flags: 'SA' });
const from = (flow: Flow, fields: TcpFields, payload: Buffer | string = ''): Buffer => segment(flow, fields, payload);
const record = (type: number, ...content: number[]): Buffer =>
  join(u8(type, 3, 3), u16(content.length), u8(...content));
const hello = record(22, 1, 0, 0, 2, 3, 3);
const connections = (...packets: Buffer[]): unknown => read(capture(...packets)).summary.connections;
const alice = { address: '192.0.2.1', port: 5060 };
const bob = { address: '198.51.100.2', port: 5060 };
const ends = { source: alice, destination: bob };

test('a reset to the SYN is a refusal', () => {
  expect(connections(syn, from(TO_ALICE, { seq: 0, ack: 100, flags: 'RA' }))).toMatchObject([
    { kind: 'refused', by: 'destination', openedIn: 1, place: { file: 'test', frame: 2 }, secure: false, ...ends },
  ]);
});

test('a close right after the first request, without an answer, is told', () => {
  const sent = from(TO_BOB, { seq: 100, ack: 500 }, register);
  expect(connections(syn, accepted, sent, from(TO_ALICE, { seq: 500, ack: 200, flags: 'FA' }))).toMatchObject([
    { kind: 'closed', by: 'destination', secure: false, place: { frame: 4 }, ...ends },
  ]);
});

test('a close after an answer is none', () => {
  const sent = from(TO_BOB, { seq: 100, ack: 500 }, register);
  const answer = from(TO_ALICE, { seq: 500, ack: 600 }, response('200 OK', 'one', 'REGISTER'));
  expect(connections(syn, accepted, sent, answer, from(TO_ALICE, { seq: 900, ack: 600, flags: 'FA' }))).toEqual([]);
});

test.each([
  ['the server', TO_ALICE, 'destination', 40],
  ['the client', TO_BOB, 'source', 48],
])('a TLS alert of %s in the handshake is told with its number', (_, flow, by, alert) => {
  const sent = from(TO_BOB, { seq: 100, ack: 500 }, hello);
  const flight = from(TO_ALICE, { seq: 500, ack: 111 }, record(22, 2, 0, 0, 1, 0));
  const seq = flow === TO_BOB ? 111 : 510;
  expect(connections(syn, accepted, sent, flight, from(flow, { seq, ack: 1 }, record(21, 2, alert)))).toMatchObject([
    { kind: 'alert', by, alert, secure: true, ...ends },
  ]);
});

test('a protected alert of TLS 1.3 is one, without its number', () => {
  const sent = from(TO_BOB, { seq: 100, ack: 500 }, hello);
  const protectedAlert = record(23, ...Array.from({ length: 19 }, () => 7));
  expect(connections(syn, accepted, sent, from(TO_BOB, { seq: 111, ack: 1 }, protectedAlert))).toMatchObject([
    { kind: 'alert', by: 'source', secure: true },
  ]);
});

test('a handshake that went through is nothing to tell', () => {
  const sent = from(TO_BOB, { seq: 100, ack: 500 }, hello);
  const finished = from(TO_BOB, { seq: 111, ack: 1 }, record(23, ...Array.from({ length: 53 }, () => 7)));
  const closed = from(TO_BOB, { seq: 169, ack: 1, flags: 'FA' });
  expect(connections(syn, accepted, sent, finished, closed)).toEqual([]);
});
