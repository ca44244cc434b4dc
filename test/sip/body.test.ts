import { describe, expect, it } from 'vitest';
import { parseMessageBytes } from '../../src/sip/parse.ts';
import { problems, read, readPasted, wire } from './wire.ts';

const SDP = 'v=0\n  o=alice 1 1 IN IP4 192.0.2.1\n  s=-\n  c=IN IP4 192.0.2.1\n  t=0 0\n  m=audio 49170 RTP/AVP 8\n';
const LENGTH = wire(`  ${SDP}`).length;

function offer(length: string, gap = '\n'): string {
  return `
  INVITE sip:bob@biloxi.example.com SIP/2.0
  Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK776
  Max-Forwards: 70
  From: <sip:alice@atlanta.example.com>;tag=1
  To: <sip:bob@biloxi.example.com>
  Call-ID: 1@192.0.2.1
  CSeq: 1 INVITE
  Contact: <sip:alice@192.0.2.1>
  Content-Type: application/sdp
  ${length}${gap}  ${SDP}`;
}

describe('Content-Length', () => {
  it('that is right gives the body and no problem', () => {
    const message = read(offer(`Content-Length: ${LENGTH}\n`));
    expect(message.body).toHaveLength(LENGTH);
    expect(message).toMatchObject({ bodyLine: 12, problems: [] });
  });

  it('counts CRLF, so a paste with LF is right as well', () => {
    expect(problems(readPasted(offer(`Content-Length: ${LENGTH}\n`)))).toEqual([]);
  });

  it('is right where the paste lost its last line end', () => {
    expect(problems(readPasted(offer(`Content-Length: ${LENGTH}\n`).trimEnd()))).toEqual([]);
  });

  it('that is too large is told with both numbers', () => {
    expect(read(offer('Content-Length: 9999\n')).problems).toEqual([
      { kind: 'content-length-wrong', line: 10, clause: 'RFC 3261 20.14', detail: `9999, body ${LENGTH}` },
    ]);
  });

  it('that is too small is told, and the whole body is kept', () => {
    const message = read(offer('Content-Length: 20\n'));
    expect(message.body).toHaveLength(LENGTH);
    expect(problems(message)).toEqual(['content-length-wrong@10']);
    expect(problems(readPasted(offer('Content-Length: 20\n')))).toEqual(['content-length-wrong@10']);
  });

  it('that is no number is told', () => {
    expect(problems(read(offer('Content-Length: -999\n')))).toEqual(['content-length-invalid@10']);
  });

  it('counts octets, not characters', () => {
    const text = offer('Content-Length: 12\n').slice(0, -SDP.length - 2);
    expect(problems(read(`${text}привет`.replace('application/sdp', 'text/plain')))).toEqual([]);
  });

  it('ends a message before the next one in the same datagram', () => {
    const two = `${wire(offer(`Content-Length: ${LENGTH}\n`))}\r\nSIP/2.0 100 Trying\r\n`;
    const message = parseMessageBytes(Buffer.from(two));
    expect(message?.body).toHaveLength(LENGTH);
    expect(message?.problems).toMatchObject([{ kind: 'message-follows', detail: 'SIP/2.0 100 Trying' }]);
  });

  it('ends a pasted message before the log line below it', () => {
    const message = readPasted(`${offer(`Content-Length: ${LENGTH}\n`)}<------------->\n`);
    expect(message.body.endsWith('RTP/AVP 8\n')).toBe(true);
    expect(problems(message)).toEqual(['text-after-message@10']);
  });

  it('may be absent: then the body ends where the datagram ends (RFC 3261 18.3)', () => {
    expect(read(offer('Subject: x\n'))).toMatchObject({
      problems: [],
      body: expect.stringMatching(/^v=0[^]*AVP 8\r\n$/),
    });
  });

  it('may be absent where the next message follows in the same datagram', () => {
    const message = parseMessageBytes(Buffer.from('SIP/2.0 100 Trying\r\n\r\nSIP/2.0 180 Ringing\r\n\r\n'));
    expect(message?.body).toBe('');
    expect(message?.problems).toContainEqual({
      kind: 'message-follows',
      line: 3,
      clause: 'RFC 3261 18.3',
      detail: 'SIP/2.0 180 Ringing',
    });
  });

  it('may be absent where the body is a start line itself (RFC 3420)', () => {
    const message = read('NOTIFY sip:alice@192.0.2.1 SIP/2.0\nContent-Type: message/sipfrag\n\nSIP/2.0 200 OK\n');
    expect(message.body).toBe('SIP/2.0 200 OK\r\n');
    expect(problems(message).filter((problem) => problem.startsWith('message'))).toEqual([]);
  });

  it('is not held against NULs that pad a datagram', () => {
    const padded = Buffer.concat([Buffer.from(wire(offer(`Content-Length: ${LENGTH}\n`))), Buffer.alloc(4)]);
    expect(parseMessageBytes(padded)?.problems).toEqual([]);
  });
});

describe('the empty line before the body', () => {
  it('may be missing before a session description', () => {
    const message = readPasted(offer(`Content-Length: ${LENGTH}`));
    expect(message.body.startsWith('v=0')).toBe(true);
    expect(problems(message)).toEqual(['empty-line-missing@11']);
  });

  it('may be missing at the end of a message cut short', () => {
    expect(
      problems(read('OPTIONS sip:bob@biloxi.example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nFr')),
    ).toEqual(expect.arrayContaining(['header-without-colon@3', 'empty-line-missing@3']));
  });

  it('may hold blanks', () => {
    const message = parseMessageBytes(
      Buffer.from(wire(offer(`Content-Length: ${LENGTH}\n`)).replace('\r\n\r\n', '\r\n \r\n')),
    );
    expect(message?.body).toHaveLength(LENGTH);
    expect(message?.problems).toMatchObject([{ kind: 'empty-line-with-space', line: 11 }]);
  });
});

it('a body without a Content-Type is told (RFC 3261 20.15)', () => {
  const message = read(offer(`Content-Length: ${LENGTH}\n`).replace('Content-Type: application/sdp', 'Subject: x'));
  expect(message.problems).toMatchObject([{ kind: 'header-missing', detail: 'Content-Type' }]);
});
