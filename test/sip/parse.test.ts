import { describe, expect, it } from 'vitest';
import { firstHeader } from '../../src/sip/fields.ts';
import { parseMessage, parseMessageBytes } from '../../src/sip/parse.ts';
import { problems, read, readPasted, wire } from './wire.ts';

const INVITE = `
  INVITE sip:bob@biloxi.example.com SIP/2.0
  Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776asdhds
  Max-Forwards: 70
  From: "Alice" <sip:alice@atlanta.example.com>;tag=1928301774
  To: Bob <sip:bob@biloxi.example.com>
  Call-ID: a84b4c76e66710@192.0.2.1
  CSeq: 314159 INVITE
  Contact: <sip:alice@192.0.2.1>
  Content-Length: 0

`;

describe('a sound message', () => {
  it('is read with its method, URI and header fields, and without a problem', () => {
    const message = read(INVITE);
    expect(message).toMatchObject({
      kind: 'request',
      method: 'INVITE',
      requestUri: 'sip:bob@biloxi.example.com',
      version: 'SIP/2.0',
      body: '',
    });
    expect(message.headerFields[0]).toEqual({
      name: 'Via',
      value: 'SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776asdhds',
      line: 2,
    });
    expect(problems(message)).toEqual([]);
  });

  it('may be a response with blanks in its reason phrase', () => {
    const message = read(`
      SIP/2.0 480 Temporarily Unavailable
      Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK77
      From: <sip:alice@atlanta.example.com>;tag=1
      To: <sip:bob@biloxi.example.com>;tag=2
      Call-ID: 1@192.0.2.1
      CSeq: 1 INVITE
      Content-Length: 0

    `);
    expect(message).toMatchObject({
      kind: 'response',
      statusCode: 480,
      reasonPhrase: 'Temporarily Unavailable',
      problems: [],
    });
  });

  it('is found behind empty lines, which keep a connection alive (RFC 3261 7.5)', () => {
    expect(parseMessageBytes(Buffer.from(`\r\n\r\n${wire(INVITE)}`))?.problems).toEqual([]);
  });

  it('is found behind lines of something else in a text', () => {
    expect(parseMessage(`<--- Received SIP request --->\n${wire(INVITE)}`)).toMatchObject({
      method: 'INVITE',
      problems: [],
    });
  });

  it('is read out of the middle of a larger buffer', () => {
    const text = wire(INVITE);
    const bytes = new Uint8Array(Buffer.from(`0123${text}4567`));
    expect(parseMessageBytes(bytes, 4, 4 + text.length)).toMatchObject({ method: 'INVITE', problems: [] });
  });

  it('is not seen where there is no start line', () => {
    expect(parseMessage('From: Alice\nTo: Bob\n')).toBeUndefined();
    expect(parseMessage('')).toBeUndefined();
    expect(parseMessageBytes(Buffer.from([0x16, 0x03, 0x01, 0x02]))).toBeUndefined();
  });
});

describe('line ends', () => {
  it('may be CR alone', () => {
    expect(parseMessage(wire(INVITE).replaceAll('\r\n', '\r'))).toMatchObject({ method: 'INVITE', problems: [] });
  });

  it('may be LF in a paste without a problem', () => {
    expect(problems(readPasted(INVITE))).toEqual([]);
  });

  it('are a problem where they are LF on the wire', () => {
    expect(parseMessageBytes(Buffer.from(wire(INVITE).replaceAll('\r\n', '\n')))?.problems).toMatchObject([
      { kind: 'line-end-bare', line: 1, clause: 'RFC 3261 7' },
    ]);
  });

  it('may stand in an indented paste', () => {
    expect(parseMessage(wire(INVITE).replace(/^/gm, '    '))?.headerFields).toHaveLength(8);
  });
});

describe('header fields', () => {
  it('get their long names', () => {
    const message = read(
      INVITE.replace('Via:', 'v:').replace('From:', 'F:').replace('Call-ID:', 'i:').replace('CSeq:', 'CSEQ :'),
    );
    expect(message.headerFields.map((field) => field.name)).toContain('Via');
    expect([firstHeader(message, 'call-id'), firstHeader(message, 'f')]).toEqual([
      'a84b4c76e66710@192.0.2.1',
      '"Alice" <sip:alice@atlanta.example.com>;tag=1928301774',
    ]);
    expect(problems(message)).toEqual([]);
  });

  it('are unfolded, and lines below keep their numbers', () => {
    const message = read(
      INVITE.replace(
        'Max-Forwards: 70',
        'Subject: I know you are there,\n   pick up the phone\n     and talk to me\n  Max-Forwards: 0',
      ),
    );
    expect(firstHeader(message, 'Subject')).toBe('I know you are there, pick up the phone and talk to me');
    expect(problems(message)).toEqual(['max-forwards-zero@6']);
  });

  it('keep the name of an extension as it was written', () => {
    expect(firstHeader(read(INVITE.replace('Max-Forwards', 'X-MyPBX-Queue: 7\n  Max-Forwards')), 'x-mypbx-queue')).toBe(
      '7',
    );
  });

  it('stay several where there are several', () => {
    const message = read(INVITE.replace('Max-Forwards', 'Via: SIP/2.0/TCP 192.0.2.2;branch=z9hG4bK2\n  Max-Forwards'));
    expect(message.headerFields.filter((field) => field.name === 'Via').map((field) => field.line)).toEqual([2, 3]);
  });

  it('are told where one that must stand alone is repeated', () => {
    expect(read(INVITE.replace('CSeq:', 'CSeq: 2 INVITE\n  CSeq:')).problems).toMatchObject([
      { kind: 'header-repeated', line: 8, clause: 'RFC 3261 7.3.1', detail: 'CSeq' },
    ]);
  });

  it('are told where one is missing', () => {
    expect(
      read('OPTIONS sip:bob@biloxi.example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\n\n').problems.map(
        (p) => p.detail,
      ),
    ).toEqual(['From', 'To', 'Call-ID', 'CSeq', 'Max-Forwards']);
  });

  it('that have no colon are kept and told', () => {
    const message = read(INVITE.replace('Contact:', 'what is this\n  Contact:'));
    expect(message.headerFields).toContainEqual({ name: '', value: 'what is this', line: 8 });
    expect(problems(message)).toEqual(['header-without-colon@8']);
  });
});

describe('a message that was copied', () => {
  // From the source forum: the first letter of a line and everything between angle brackets are gone.
  const damaged = `
    SIP/2.0 480 Temporarily unavailable
    Via: SIP/2.0/UDP 192.0.2.43:5060;branch=z9hG4bK27862176501689221634;received=192.0.2.43
    rom: 102 ;tag=3130826272
    To: «Bob» ;tag=as529ecc65
    Call-ID: 4452206606691-182881940224456@192.0.2.43
    CSeq: 2 INVITE
    Content-Length: 0

  `;

  it('may have lost a first letter', () => {
    const message = readPasted(damaged);
    expect(firstHeader(message, 'From')).toBe('102 ;tag=3130826272');
    expect(message.problems).toContainEqual({
      kind: 'first-letter-lost',
      line: 3,
      clause: 'RFC 3261 7.3',
      detail: 'rom',
    });
  });

  it('may have lost its angle brackets', () => {
    expect(problems(readPasted(damaged)).filter((problem) => problem.startsWith('angle'))).toEqual([
      'angle-brackets-eaten@3',
      'angle-brackets-eaten@4',
    ]);
  });

  it('may begin with half a method or half a version', () => {
    expect(readPasted(INVITE.replace('INVITE sip', 'NVITE sip'))).toMatchObject({
      method: 'INVITE',
      problems: [{ kind: 'first-letter-lost' }],
    });
    expect(readPasted(damaged.replace('SIP/2.0 480', 'IP/2.0 480'))).toMatchObject({
      statusCode: 480,
      version: 'SIP/2.0',
    });
  });

  it('may have lost the T of To, which leaves a compact Event', () => {
    expect(firstHeader(readPasted(INVITE.replace('To:', 'o:')), 'To')).toBe('Bob <sip:bob@biloxi.example.com>');
  });

  it('may have its lines broken without an indent', () => {
    const message = readPasted(INVITE.replace('UDP 192', 'UDP\n  192').replace('From: "Alice" ', 'From:\n  '));
    expect(firstHeader(message, 'Via')).toBe('SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776asdhds');
    expect(firstHeader(message, 'From')).toBe('<sip:alice@atlanta.example.com>;tag=1928301774');
    expect(problems(message)).toEqual(['line-wrapped@3', 'line-wrapped@6']);
  });

  it('may have empty lines between its header fields', () => {
    const message = readPasted(INVITE.replace('  Max-Forwards', '\n  Max-Forwards'));
    expect(message.headerFields).toHaveLength(8);
    expect(problems(message)).toEqual(['empty-line-in-header@3']);
  });

  it('may run into the next message', () => {
    const message = readPasted(INVITE.replace('Content-Length: 0', 'SIP/2.0 100 Trying'));
    expect(message.problems).toContainEqual({
      kind: 'message-follows',
      line: 9,
      clause: 'RFC 3261 7',
      detail: 'SIP/2.0 100 Trying',
    });
  });
});

describe('characters', () => {
  it('of other scripts are read', () => {
    const message = read(INVITE.replace('"Alice"', '"Алиса"'));
    expect(firstHeader(message, 'From')).toBe('"Алиса" <sip:alice@atlanta.example.com>;tag=1928301774');
    expect(problems(message)).toEqual([]);
  });

  it('that are not UTF-8 are replaced and told with their line', () => {
    const bytes = Buffer.from(wire(INVITE.replace('"Alice"', '"~"')));
    bytes[bytes.indexOf('~')] = 0xc0;
    const message = parseMessageBytes(bytes);
    expect(message?.problems).toMatchObject([{ kind: 'utf8-broken', line: 4 }]);
    expect(message === undefined ? '' : firstHeader(message, 'From')).toContain('\uFFFD');
  });

  it('that are not UTF-8 are told in a text that was decoded before', () => {
    expect(problems(readPasted(INVITE.replace('"Alice"', '"\uFFFD"')))).toEqual(['utf8-broken@4']);
  });
});
