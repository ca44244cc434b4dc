import { expect, test } from 'vitest';
import { firstField, firstHeader, headerFields, headerValues, rowValues } from '../../src/sip/fields.ts';
import type { SipMessage } from '../../src/sip/message.ts';
import { parseMessage, parseMessageBytes, parseWholeMessage } from '../../src/sip/parse.ts';
import { isWithoutExtensions, plainText } from '../../src/sip/plain-message.ts';

const SDP = 'v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\nm=audio 20000 RTP/AVP 0\r\n';
const REST = [
  'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1',
  'Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK2;rport',
  'From: "Alice" <sip:alice@atlanta.example.com>;tag=a1',
  'To: <sip:bob@biloxi.example.com>;tag=b1',
  'Call-ID: 1@192.0.2.10',
  'CSeq: 1 INVITE',
  'Contact:  <sip:alice@192.0.2.10:5060> ',
  'Max-Forwards: 70',
  'X-Site: north',
];

const text = (startLine: string, rows: readonly string[] = REST, body = ''): string =>
  [
    startLine,
    ...rows,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');

const INVITE = 'INVITE sip:bob@biloxi.example.com SIP/2.0';

/** Everything of a message, whether its rows were made or not. */
const allOf = (message: SipMessage | undefined): unknown =>
  message === undefined ? undefined : { ...message, headerFields: message.headerFields, problems: message.problems };

const PLAIN = [
  ['a request', text(INVITE)],
  ['a request with a body', text(INVITE, REST, SDP)],
  ['a response', text('SIP/2.0 486 Busy Here')],
  ['a response with a body', text('SIP/2.0 200 OK', REST, SDP)],
  ['a phrase of many words', text('SIP/2.0 480 Temporarily Unavailable - no answer')],
] as const;

test.each(PLAIN)('%s is read in one pass as it is read row by row', (_, whole) => {
  // Another spelling of one name sends the message the long way and changes nothing else.
  const long = whole.replace('\r\nMax-Forwards:', '\r\nMAX-FORWARDS:');
  for (const read of [
    parseMessage,
    (one: string) => parseMessageBytes(Buffer.from(one)),
    (one: string) => parseMessage(one.replaceAll('\r\n', '\n')),
  ]) {
    const quick = read(whole);
    const slow = read(long);
    if (quick === undefined || slow === undefined) throw new Error('Unexpected nothing, expected a message');
    expect(plainText(quick)).toBeDefined();
    expect(plainText(slow)).toBeUndefined();
    expect(rowValues(quick, 'v')).toEqual(rowValues(slow, 'Via'));
    for (const name of ['Via', 'Contact', 'To', 'content-length', 'Reason', 'X-Site', 'x-site', 'X-Other']) {
      expect(firstHeader(quick, name)).toBe(firstHeader(slow, name));
      expect(headerValues(quick, name)).toEqual(headerValues(slow, name));
      expect(headerFields(quick, name)).toEqual(headerFields(slow, name));
      expect(firstField(quick, name)).toEqual(firstField(slow, name));
    }
    expect(headerFields(quick, 'Reason')).toEqual([]);
    expect(allOf(quick)).toEqual(allOf(slow));
    expect(quick.problems).toEqual([]);
  }
});

const without = (name: string): readonly string[] => REST.filter((row) => !row.startsWith(name));
test('a message without extensions has none to find', () => {
  const message = parseMessage(text(INVITE, without('X-Site')));
  if (message === undefined) throw new Error('Unexpected nothing, expected a message');
  expect([isWithoutExtensions(message), headerFields(message, 'X-Site')]).toEqual([true, []]);
});

const ODD: readonly (readonly [string, string, string])[] = [
  ['no Via', text(INVITE, without('Via')), 'header-missing'],
  ['no Call-ID', text(INVITE, without('Call-ID')), 'header-missing'],
  ['no Max-Forwards in a request', text(INVITE, without('Max-Forwards')), 'header-missing'],
  ['no Contact in an INVITE', text(INVITE, without('Contact')), 'header-missing'],
  ['a CSeq of another method', text('BYE sip:bob@biloxi.example.com SIP/2.0'), 'cseq-method-mismatch'],
  [
    'two of a field that stands once',
    text(INVITE, [...REST, 'To: <sip:carol@biloxi.example.com>;tag=c']),
    'header-repeated',
  ],
  [
    'a response without a To-tag',
    text('SIP/2.0 486 Busy Here', [...without('To'), 'To: <sip:bob@biloxi.example.com>']),
    'tag-missing',
  ],
  [
    'a branch without the cookie',
    text(INVITE, ['Via: SIP/2.0/UDP 192.0.2.1;branch=1', ...without('Via')]),
    'via-branch-old',
  ],
  [
    'a length too large',
    text(INVITE, REST, SDP).replace(`Length: ${SDP.length}`, 'Length: 900'),
    'content-length-wrong',
  ],
  ['a body without a type', text(INVITE, REST, SDP).replace('Content-Type: application/sdp\r\n', ''), 'header-missing'],
  ['a password in the Request-URI', text('INVITE sip:bob:secret@biloxi.example.com SIP/2.0'), 'uri-password'],
  ['a line without a colon', text(INVITE, [...REST, 'nothing']), 'header-without-colon'],
  ['no empty line', text(INVITE).trimEnd() + '\r\n', 'empty-line-missing'],
];

test.each(ODD)('%s sends a message the long way, where it is told', (_, whole, kind) => {
  const message = parseMessageBytes(Buffer.from(whole));
  expect(message?.problems.map((problem) => problem.kind)).toContain(kind);
});

test('a datagram is one whole message only where the length fits to the octet', () => {
  const one = Buffer.from(text(INVITE, REST, SDP));
  const two = Buffer.concat([one, one]);
  expect(parseWholeMessage(one, 0, one.length)?.body).toBe(SDP);
  expect(parseWholeMessage(two, 0, two.length)).toBeUndefined();
  expect(parseWholeMessage(two, one.length, two.length)?.kind).toBe('request');
  expect(parseWholeMessage(one, 0, one.length - 1)).toBeUndefined();
});

test('a line that ends with CR CR LF has the value without them', () => {
  for (const names of ['Call-ID', 'Call-id']) {
    const message = parseMessageBytes(
      Buffer.from(text(INVITE).replace('Call-ID: 1@192.0.2.10\r\n', `${names}: 1@192.0.2.10\r\r\n`)),
    );
    expect(message === undefined ? undefined : firstHeader(message, 'Call-ID')).toBe('1@192.0.2.10');
  }
});

test('a list that a fold, a compact name or another spelling makes is the same', () => {
  const folded = text(INVITE, [...REST, 'Subject: one\r\n two', 'k: 100rel']);
  const message = parseMessageBytes(Buffer.from(folded));
  if (message === undefined) throw new Error('Unexpected nothing, expected a message');
  expect(firstHeader(message, 'Subject')).toBe('one two');
  expect(firstHeader(message, 'Supported')).toBe('100rel');
  expect(plainText(message)).toBeUndefined();
});
