import { expect, test } from 'vitest';
import { problems, read, startLines } from '../reading.ts';
import {
  START,
  TO_ALICE,
  TO_BOB,
  capture,
  ethernet,
  join,
  pcap,
  request,
  response,
  sdp,
  segment,
  u16,
  u32,
} from '../writer.ts';

const INVITE = 'INVITE sip:bob@biloxi.example.com SIP/2.0';
const BYE = 'BYE sip:bob@biloxi.example.com SIP/2.0';
const invite = request('INVITE', 'one', sdp('192.0.2.1', 40_000));
const bye = request('BYE', 'two');

/** The bytes of one direction, cut into segments of a size. */
function cut(text: string, size: number, firstSeq = 1000): Buffer[] {
  const bytes = Buffer.from(text);
  const all: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    all.push(segment(TO_BOB, { seq: (firstSeq + at) >>> 0, ack: 1 }, bytes.subarray(at, at + size)));
  }
  return all;
}

test('a message in one segment is read where it stands', () => {
  const { messages } = read(capture(segment(TO_BOB, { seq: 999, flags: 'S' }), ...cut(invite, 2000)));
  expect(messages.map(({ message, place, transport }) => [message.startLine, place, transport])).toEqual([
    [INVITE, { file: 'test', frame: 2 }, 'TCP'],
  ]);
});

test.each([1, 3, 10, 37, 100, 300])(
  'messages cut into segments of %i bytes are whole, at the frame that completes them',
  (size) => {
    const all = cut(invite + bye, size);
    const { messages, summary } = read(capture(...all));
    expect(messages.map(({ message }) => [message.startLine, message.problems])).toEqual([
      [INVITE, []],
      [BYE, []],
    ]);
    const completed = Math.ceil(Buffer.byteLength(invite) / size);
    expect(messages[0]?.place).toEqual({ file: 'test', frame: completed });
    expect(summary).toMatchObject({ messages: 2, problems: [] });
  },
);

test('several messages in one segment are several', () => {
  expect(startLines(capture(...cut(invite + bye + invite.replaceAll('one', 'six'), 65_000)))).toEqual([
    INVITE,
    BYE,
    INVITE,
  ]);
});

test('segments that were sent again count once', () => {
  const [one, two, three] = cut(invite, 200) as [Buffer, Buffer, Buffer];
  expect(read(capture(one, one, two, one, two, three, three)).summary).toMatchObject({
    messages: 1,
    duplicates: 0,
    problems: [],
  });
});

test('a segment sent again with more bytes brings only the new ones', () => {
  const bytes = Buffer.from(invite);
  const first = segment(TO_BOB, { seq: 1 }, bytes.subarray(0, 100));
  const longer = segment(TO_BOB, { seq: 1 }, bytes);
  expect(read(capture(first, longer)).messages.map(({ message }) => message.problems)).toEqual([[]]);
});

test('segments out of order are put in order', () => {
  const parts = cut(invite + bye, 150);
  const mixed = [parts[0], parts[3], parts[2], parts[1], ...parts.slice(4)].filter((part) => part !== undefined);
  expect(
    read(capture(segment(TO_BOB, { seq: 999, flags: 'S' }), ...mixed)).messages.map(({ message }) => [
      message.startLine,
      message.problems,
    ]),
  ).toEqual([
    [INVITE, []],
    [BYE, []],
  ]);
});

test('whole messages out of order come in the order they were sent', () => {
  const [first, second] = [segment(TO_BOB, { seq: 1000 }, invite), segment(TO_BOB, { seq: 1000 + invite.length }, bye)];
  expect(startLines(capture(segment(TO_BOB, { seq: 999, flags: 'S' }), second, first))).toEqual([INVITE, BYE]);
});

test('sequence numbers may wrap', () => {
  expect(startLines(capture(...cut(invite + bye, 90, 0xffffff80)))).toEqual([INVITE, BYE]);
});

test('a capture that begins in the middle of a message finds the next one', () => {
  const tail = Buffer.from(invite).subarray(150);
  const { messages } = read(
    capture(segment(TO_BOB, { seq: 5000 }, tail), segment(TO_BOB, { seq: 5000 + tail.length }, bye)),
  );
  expect(messages.map(({ message }) => message.startLine)).toEqual([BYE]);
  expect(startLines(capture(segment(TO_BOB, { seq: 5000 }, join(tail, bye))))).toEqual([BYE]);
});

test('a segment that was not captured costs only the message it belongs to', () => {
  const parts = cut(invite, 150);
  const after = segment(TO_BOB, { seq: 1000 + Buffer.byteLength(invite), ack: 1 }, bye);
  const acknowledged = segment(TO_ALICE, { seq: 1, ack: 1000 + Buffer.byteLength(invite + bye) });
  const { messages, summary } = read(capture(...parts.slice(0, 1), ...parts.slice(2), after, acknowledged));
  expect(messages.map(({ message }) => message.startLine)).toEqual([INVITE, BYE]);
  expect(messages[0]?.message.problems).not.toEqual([]);
  expect(problems(summary)).toEqual({ 'tcp-segment-missing': 1, 'tcp-message-cut': 1 });
});

test('a hole is given up after two seconds of the capture', () => {
  const [first, , third] = cut(invite, 200) as [Buffer, Buffer, Buffer];
  const other = segment({ ...TO_BOB, fromPort: 7000 }, { seq: 1 }, bye);
  const file = pcap([
    { bytes: ethernet(first), at: 0 },
    { bytes: ethernet(third), at: 10 },
    { bytes: ethernet(other), at: 4000 },
  ]);
  const { messages } = read(file);
  expect(messages.map(({ message, at = 0 }) => [message.startLine, at - START])).toEqual([
    [INVITE, 0],
    [BYE, 4000],
  ]);
});

test('the end of a connection ends the message that was begun', () => {
  const [first] = cut(invite, 250) as [Buffer];
  const { messages, summary } = read(capture(first, segment(TO_BOB, { seq: 1250, flags: 'F' })));
  expect(messages.map(({ message }) => message.startLine)).toEqual([INVITE]);
  expect(problems(summary)).toEqual({ 'tcp-message-cut': 1 });
});

test('ports that are used again begin anew', () => {
  const syn = segment(TO_BOB, { seq: 0x70000000, flags: 'S' });
  const second = segment(TO_BOB, { seq: 0x70000001 }, bye);
  expect(startLines(capture(...cut(invite, 2000), syn, second))).toEqual([INVITE, BYE]);
});

test('line ends and STUN between messages keep the connection open and are no messages', () => {
  const stun = join(u16(1), u16(0), u32(0x2112a442), Buffer.alloc(12));
  const bytes = join('\r\n\r\n', invite, '\r\n\r\n', stun, '\r\n', bye, '\r\n\r\n');
  expect(read(capture(segment(TO_BOB, { seq: 1 }, bytes))).summary).toMatchObject({
    messages: 2,
    damaged: 0,
    problems: [],
  });
});

test('a Content-Length that is too large does not swallow the next message', () => {
  const wrong = bye.replace('Content-Length: 0', 'Content-Length: 500');
  const all = [segment(TO_BOB, { seq: 1 }, wrong), segment(TO_BOB, { seq: 1 + wrong.length }, invite)];
  expect(startLines(capture(...all))).toEqual([BYE, INVITE]);
});

test('a body longer than its Content-Length still belongs to its message', () => {
  const wrong = invite.replace(/Content-Length: \d+/, 'Content-Length: 60');
  const { messages } = read(capture(segment(TO_BOB, { seq: 1 }, wrong + bye)));
  expect(messages.map(({ message }) => message.startLine)).toEqual([INVITE, BYE]);
  expect(messages[0]?.message.problems.map(({ kind }) => kind)).toContain('content-length-wrong');
});

test('a status line in a body of message/sipfrag is no message', () => {
  const notify = request('NOTIFY', 'n', 'SIP/2.0 100 Trying\r\n', 'Content-Type: message/sipfrag\r\n');
  const at = notify.indexOf('SIP/2.0 100');
  const all = [segment(TO_BOB, { seq: 1 }, notify.slice(0, at)), segment(TO_BOB, { seq: 1 + at }, notify.slice(at))];
  expect(startLines(capture(...all))).toEqual(['NOTIFY sip:bob@biloxi.example.com SIP/2.0']);
});

test('a segment cut by the snap length gives what there is of its message, and reading goes on', () => {
  const first = ethernet(segment(TO_BOB, { seq: 1 }, invite));
  const file = pcap([
    { bytes: first.subarray(0, 300), original: first.length },
    { bytes: ethernet(segment(TO_BOB, { seq: 1 + Buffer.byteLength(invite) }, bye)) },
  ]);
  expect(startLines(file)).toEqual([INVITE, BYE]);
});

test('TLS is counted, not read', () => {
  const record = join(Buffer.from('1603010200', 'hex'), Buffer.alloc(512, 0xa5));
  const data = join(Buffer.from('1703030100', 'hex'), Buffer.alloc(256, 0x5a));
  const flow = { ...TO_BOB, toPort: 5061 };
  const file = capture(
    segment(flow, { seq: 1 }, record),
    segment(flow, { seq: 1 + record.length }, data),
    segment(flow, { seq: 1 + record.length + data.length }, data),
  );
  expect(read(file).summary).toMatchObject({ messages: 0, encryptedPackets: 3, skippedLines: 0 });
});

test('a web server that says SIP/2.0 is no SIP element', () => {
  const http = 'SIP/2.0 200 ok\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nabcd';
  expect(startLines(capture(segment({ ...TO_ALICE, fromPort: 80 }, { seq: 1 }, http)))).toEqual([]);
});

test('both directions of a connection are read, each in its own order', () => {
  const ringing = response('180 Ringing', 'one');
  const file = capture(
    ...cut(invite, 300),
    segment(TO_ALICE, { seq: 77 }, response('100 Trying', 'one')),
    segment(TO_ALICE, { seq: 77 + response('100 Trying', 'one').length }, ringing),
  );
  expect(startLines(file)).toEqual([INVITE, 'SIP/2.0 100 Trying', 'SIP/2.0 180 Ringing']);
});

test('header fields without an end are given up, not kept forever', () => {
  const head = 'INVITE sip:bob@biloxi.example.com SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.1\r\n';
  const filler = `X-Filler: ${'x'.repeat(1390)}\r\n`;
  const text = head + filler.repeat(200);
  const { messages, summary } = read(capture(...cut(text, 1400), segment(TO_BOB, { seq: 1000 + text.length }, bye)));
  expect(messages[0]?.message.startLine).toBe(INVITE);
  expect(messages.at(-1)?.message.startLine).toBe(BYE);
  expect(problems(summary)).toMatchObject({ 'tcp-message-cut': expect.any(Number) });
});

test('twenty thousand connections are held in a bounded table', () => {
  const all = Array.from({ length: 20_000 }, (_, index) =>
    segment(
      { ...TO_BOB, fromPort: 1024 + (index % 60_000), to: index < 10_000 ? '198.51.100.2' : '198.51.100.3' },
      { seq: 1 },
      invite.slice(0, 120),
    ),
  );
  const { summary } = read(pcap(all.map((bytes) => ({ bytes: ethernet(bytes) }))));
  expect(summary.messages).toBe(20_000);
});
