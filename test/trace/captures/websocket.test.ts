import { expect, test } from 'vitest';
import { problems, read } from '../reading.ts';
import { TO_ALICE, TO_BOB, capture, join, request, response, segment, u8, webSocketFrame } from '../writer.ts';

const flow = { ...TO_BOB, toPort: 8080 };
const back = { ...TO_ALICE, fromPort: 8080 };
const upgrade =
  'GET /ws HTTP/1.1\r\nHost: biloxi.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: sip\r\n\r\n';
const accepted = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';
const options = request('OPTIONS', 'one');
const invite = request('INVITE', 'two', 'v=0\r\n'.repeat(40));

function stream(...pieces: (string | Buffer)[]): Buffer[] {
  let seq = 1;
  return pieces.map((piece) => {
    const bytes = join(piece);
    const packet = segment(flow, { seq }, bytes);
    seq += bytes.length;
    return packet;
  });
}

function methods(...packets: Buffer[]): string[] {
  return read(capture(...packets)).messages.map(
    ({ message, transport }) => `${transport} ${message.startLine.split(' ')[0]}`,
  );
}

test('masked frames of a client after its upgrade are read', () => {
  expect(
    methods(
      ...stream(upgrade, webSocketFrame(options, { mask: 0x12345678 }), webSocketFrame(invite, { mask: 0xdeadbeef })),
    ),
  ).toEqual(['WS OPTIONS', 'WS INVITE']);
});

test('frames of a server after its 101 are read', () => {
  const frame = webSocketFrame(response('200 OK', 'one', 'OPTIONS'), { opcode: 2 });
  const packets = [segment(back, { seq: 1 }, accepted), segment(back, { seq: 1 + accepted.length }, frame)];
  expect(methods(...packets)).toEqual(['WS SIP/2.0']);
});

test('frames are found without the upgrade, in the middle of a connection', () => {
  expect(methods(...stream(webSocketFrame(options, { mask: 0x01020304 })))).toEqual(['WS OPTIONS']);
  expect(methods(...stream(webSocketFrame(invite)))).toEqual(['WS INVITE']);
});

test('a message in several frames and several segments is one', () => {
  const frames = join(
    webSocketFrame(invite.slice(0, 100), { final: false, mask: 1 }),
    webSocketFrame('ping', { opcode: 9, mask: 2 }),
    webSocketFrame(invite.slice(100, 200), { opcode: 0, final: false, mask: 3 }),
    webSocketFrame(invite.slice(200), { opcode: 0, mask: 4 }),
  );
  const { messages } = read(
    capture(...stream(upgrade, frames.subarray(0, 90), frames.subarray(90, 91), frames.subarray(91))),
  );
  expect(messages.map(({ message }) => [message.startLine, message.problems])).toEqual([
    ['INVITE sip:bob@biloxi.example.com SIP/2.0', []],
  ]);
});

test('keep-alives and other protocols in frames are no messages', () => {
  expect(
    methods(
      ...stream(
        upgrade,
        webSocketFrame('\r\n\r\n', { mask: 1 }),
        webSocketFrame('{"a":1}', { mask: 1 }),
        webSocketFrame(options, { mask: 1 }),
      ),
    ),
  ).toEqual(['WS OPTIONS']);
});

test('compressed frames are said', () => {
  const compressed = join(u8(0xc1, 5), Buffer.alloc(5, 0x5a));
  expect(problems(read(capture(...stream(upgrade, compressed))).summary)).toEqual({ 'websocket-compressed': 1 });
});
