import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../src/sip/parse.ts';
import { splitMessages } from '../../src/sip/split.ts';
import { pasted, wire } from './wire.ts';

const TRYING = `
  SIP/2.0 100 Trying
  Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
  From: <sip:alice@atlanta.example.com>;tag=1
  To: <sip:bob@biloxi.example.com>
  Call-ID: 1@192.0.2.1
  CSeq: 1 INVITE
  Content-Length: 0

`;

const PROGRESS = `
  SIP/2.0 183 Session Progress
  Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
  Call-ID: 1@192.0.2.1
  Content-Type: application/sdp
  Content-Length: 63

  v=0
  o=- 1 1 IN IP4 192.0.2.2
  s=-
  c=IN IP4 192.0.2.2
  t=0 0
`;

function startLines(text: string): string[] {
  return splitMessages(text).map((piece) => piece.text.split('\n', 1)[0] ?? '');
}

describe('messages in a longer text', () => {
  it('are found with their lines, whatever stands between them', () => {
    const text = `<--- Transmitting --->\n${pasted(TRYING)}[May 1 10:00:00] NOTICE: nothing: to see\n${pasted(PROGRESS)}`;
    expect(splitMessages(text).map((piece) => [piece.line, piece.text.split('\n', 1)[0]])).toEqual([
      [2, 'SIP/2.0 100 Trying'],
      [11, 'SIP/2.0 183 Session Progress'],
    ]);
  });

  it('stand at the characters that the pieces name', () => {
    const text = `before\n${pasted(TRYING)}after\n`;
    const [piece] = splitMessages(text);
    expect(text.slice(piece?.start, piece?.end)).toBe(piece?.text);
    expect(piece?.text).toBe(pasted(TRYING));
  });

  it('follow each other without anything between them', () => {
    expect(startLines(wire(TRYING) + wire(PROGRESS) + wire(TRYING))).toEqual([
      'SIP/2.0 100 Trying\r',
      'SIP/2.0 183 Session Progress\r',
      'SIP/2.0 100 Trying\r',
    ]);
  });

  it('end where their Content-Length says', () => {
    const [piece] = splitMessages(`${pasted(PROGRESS)}a=this line is of the log\n`);
    expect(piece?.text.endsWith('t=0 0\n')).toBe(true);
  });

  it('end with the last line of the session description where the length is wrong', () => {
    const [piece] = splitMessages(`${pasted(PROGRESS).replace('63', '4711')}\n[May 1 10:00:00] VERBOSE: x\n`);
    expect(piece?.text.endsWith('t=0 0\n')).toBe(true);
  });

  it('end before the next start line where nothing else ends them', () => {
    const cut = pasted(TRYING).replace('Content-Length: 0\n\n', '');
    expect(startLines(cut + pasted(TRYING))).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 100 Trying']);
  });

  it('end before a log line where the empty line was lost', () => {
    const [piece] = splitMessages(`${pasted(TRYING).trimEnd()}\n[May 1 10:00:00] NOTICE[1]: chan_sip.c:1 x: y\nmore\n`);
    expect(piece?.text.endsWith('Content-Length: 0\n')).toBe(true);
  });

  it('keep a body of plain text up to its empty line', () => {
    const text = pasted(PROGRESS)
      .replace('application/sdp', 'text/plain')
      .replace('Content-Length: 63\n', '')
      .replace(/v=0[^]*$/, 'Hello\nBob\n\nlog\n');
    expect(splitMessages(text)[0]?.text.endsWith('Hello\nBob\n')).toBe(true);
  });

  it('are no messages where a status line stands in prose', () => {
    expect(
      splitMessages('SIP/2.0 200 OK\nmeans that all is well.\n\nSIP/2.0 404 Not Found\nmeans the opposite.\n'),
    ).toEqual([]);
  });

  it('each parse', () => {
    for (const piece of splitMessages(pasted(TRYING) + pasted(PROGRESS)))
      expect(parseMessage(piece.text)?.kind).toBe('response');
  });

  it('need no header field in a datagram, where no prose can be', () => {
    const datagram = 'SIP/2.0 100 Trying\r\n\r\nSIP/2.0 180 Ringing\r\n\r\nSIP/2.0 200 OK\r\n\r\n';
    expect(splitMessages(datagram, 'wire').map((piece) => [piece.start, piece.end])).toEqual([
      [0, 22],
      [22, 45],
      [45, 63],
    ]);
    expect(splitMessages(datagram)).toEqual([]);
  });
});
