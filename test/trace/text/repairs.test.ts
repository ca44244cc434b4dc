import { describe, expect, it } from 'vitest';
import { field, PASTE, readText, startLines } from './reading.ts';

const WHOLE = readText(PASTE);
const eachLine = (change: (line: string, index: number) => string): string => PASTE.split('\n').map(change).join('\n');
const REPLIES = ['INVITE sip:bob@biloxi.example.com SIP/2.0', 'SIP/2.0 486 Busy Here'];

// [damage, the damaged paste, the repair that is counted]
const DAMAGE: readonly (readonly [string, string | Uint8Array, string | undefined])[] = [
  ['nothing', PASTE, undefined],
  ['CRLF', PASTE.replaceAll('\n', '\r\n'), undefined],
  ['line ends of an old Mac', PASTE.replaceAll('\n', '\r'), undefined],
  ['a quotation', eachLine((line) => `> ${line}`), 'quoted-lines'],
  ['a quotation of a quotation', eachLine((line) => `>> ${line}`.trimEnd()), 'quoted-lines'],
  ['line numbers of an editor', eachLine((line, index) => `${String(index + 1).padStart(4)}  ${line}`), 'line-numbers'],
  ['line numbers with dots', eachLine((line, index) => `${index + 1}. ${line}`), 'line-numbers'],
  ['an indent', eachLine((line) => `    ${line}`), undefined],
  [
    'a syslog prefix whose time goes on',
    eachLine((line, index) => `Nov 24 01:26:${10 + index} pbx sipd[77]: ${line}`),
    undefined,
  ],
  ['typographic quotation marks', PASTE.replace(/"(\w+)"/g, '\u201c$1\u201d'), 'smart-quotes'],
  ['Russian quotation marks', PASTE.replace(/"(\w+)"/g, '«$1»'), 'smart-quotes'],
  ['HTML entities', PASTE.replaceAll('<', '&lt;').replaceAll('>', '&gt;'), 'html-entities'],
  ['no-break spaces', PASTE.replaceAll(' ', '\u00a0'), 'no-break-space'],
  ['zero-width and direction marks', eachLine((line) => `\u200e${line}\u200b`), 'zero-width'],
  ['terminal colours', eachLine((line) => `\u001b[1;32m${line}\u001b[0m`), 'ansi'],
  ['links made by Slack', PASTE.replace(/<sip:(\w+)@([\w.]+)>/g, '&lt;sip:<mailto:$1@$2|$1@$2>&gt;'), 'chat-links'],
  ['URIs with a label', PASTE.replace(/<sip:(\w+)@([\w.]+)>/g, '<sip:$1@$2|$1@$2>'), 'chat-links'],
  ['mailto links', PASTE.replace(/<sip:(\w+)@([\w.]+)>/g, '<sip:mailto:$1@$2>'), 'mailto-links'],
  [
    'links of Markdown',
    PASTE.replace(/sip:(\w+)@([\w.]+)/g, '[sip:$1@$2](https://biloxi.example.com)'),
    'markdown-links',
  ],
  ['lost empty lines', PASTE.replaceAll('\n\n', '\n'), 'lost-empty-lines'],
  ['an empty line after every line', PASTE.replaceAll('\n', '\n\n'), 'doubled-lines'],
  [
    'lines wrapped by a mail program',
    PASTE.replace('branch=z9hG4bK-524287-1---4e8d;rport\n', '\nbranch=z9hG4bK-524287-1---4e8d;rport\n'),
    'wrapped-lines',
  ],
  ['a start line wrapped before its version', PASTE.replace(' SIP/2.0\nVia', '\nSIP/2.0\nVia'), 'wrapped-lines'],
  [
    'an empty line within the header',
    PASTE.replace('To: <sip:bob@biloxi.example.com>\n', '\nTo: <sip:bob@biloxi.example.com>\n'),
    'extra-empty-lines',
  ],
  ['UTF-16 with a mark', Buffer.from(`\ufeff${PASTE}`, 'utf16le'), 'utf-16le'],
  ['UTF-16 without one', Buffer.from(PASTE, 'utf16le'), 'utf-16le'],
  ['UTF-16, big end first', Buffer.from(`\ufeff${PASTE}`, 'utf16le').swap16(), 'utf-16be'],
  ['a byte order mark', `\ufeff${PASTE}`, 'byte-order-mark'],
];

describe('damage is undone before messages are read', () => {
  it.each(DAMAGE)('%s', (_name, text, repair) => {
    const reading = readText(text);
    expect(startLines(reading).map((line) => line.trim())).toEqual(REPLIES);
    for (const [index, whole] of WHOLE.messages.entries()) {
      const { headerFields, body } = reading.messages[index]?.message ?? { headerFields: [], body: '' };
      expect(headerFields.map(({ name, value }) => `${name}: ${value.trim()}`)).toEqual(
        whole.message.headerFields.map(({ name, value }) => `${name}: ${value}`),
      );
      expect(body.replaceAll('\r', '').trim()).toBe(whole.message.body.trim());
    }
    if (repair === undefined) expect(reading.summary.repairs).toEqual({});
    else expect(reading.summary.repairs[repair]).toBeGreaterThan(0);
  });

  it('leaves a reason phrase alone that looks like a header field', () => {
    const text = PASTE.replace('486 Busy Here', '403 From: domain not allowed');
    for (const paste of [text, text.replace('SIP/2.0 403', '[23:16:30.038] SIP/2.0 403')])
      expect(startLines(readText(paste))).toContain('SIP/2.0 403 From: domain not allowed');
  });

  it('splits a message that lost its line ends', () => {
    const flat = PASTE.slice(PASTE.indexOf('SIP/2.0 486')).trim().replaceAll('\n', ' ');
    const reading = readText(`Bob's phone said: ${flat}\n`);
    expect(startLines(reading)).toEqual(['SIP/2.0 486 Busy Here']);
    expect(field(reading.messages[0], 'Call-ID')).toBe('3848276298220188511@atlanta.example.com');
    expect(reading.summary.repairs['lost-line-ends']).toBe(1);
  });

  it('splits a flattened INVITE and its session description', () => {
    const flat = PASTE.slice(0, PASTE.indexOf('SIP/2.0 486')).trim().replace(/\n+/g, ' ');
    const reading = readText(flat);
    expect(reading.messages[0]?.message.body).toContain('m=audio 49170 RTP/AVP 8 0');
    expect(field(reading.messages[0], 'CSeq')).toBe('1 INVITE');
  });

  it('splits two header fields that ran together', () => {
    const reading = readText(PASTE.replace('tag=9fxced76sl\nTo:', 'tag=9fxced76sl To:'));
    expect(field(reading.messages[0], 'To')).toBe('<sip:bob@biloxi.example.com>');
    expect(reading.summary.repairs['lost-line-ends']).toBe(1);
  });

  it('keeps a hidden address readable as a URI', () => {
    const reading = readText(PASTE.replaceAll(/\w+@\w+\.example\.com/g, '[email\u00a0protected]'));
    expect(startLines(reading)[0]).toBe('INVITE sip:email-protected@hidden.invalid SIP/2.0');
    expect(reading.summary.repairs['email-protected']).toBeGreaterThan(0);
  });

  it('reads a frame whose dashes became one', () => {
    const reading = readText(
      `<\u2014 Received SIP response (300 bytes) from UDP:192.0.2.10:5060 \u2014>\n${PASTE.slice(PASTE.indexOf('SIP/2.0 486'))}`,
    );
    expect(reading.messages[0]).toMatchObject({
      format: 'asterisk-pjsip',
      source: { address: '192.0.2.10', port: 5060 },
    });
    expect(reading.summary.repairs.dashes).toBeGreaterThan(0);
  });

  it.each([
    ['windows-1251', [0xc0, 0xeb, 0xe8, 0xf1, 0xe0]],
    ['koi8-r', [0xe1, 0xcc, 0xc9, 0xd3, 0xc1]],
  ])('reads %s', (charset, alice) => {
    const [before = '', after = ''] = PASTE.split('Alice', 2);
    const rest = PASTE.slice(before.length + 5 + after.length + 5);
    const name = Buffer.from([...alice, 0x20, ...alice]);
    const bytes = Buffer.concat([Buffer.from(before), name, Buffer.from(after), name, Buffer.from(rest)]);
    const reading = readText(bytes);
    expect(field(reading.messages[0], 'From')).toBe('"Алиса Алиса" <sip:alice@atlanta.example.com>;tag=9fxced76sl');
    expect(reading.summary.repairs[charset]).toBe(1);
  });

  it('maps every line back to where it stood', () => {
    const reading = readText(
      `A remark.\n${PASTE.replace('Max-Forwards: 70\n', '[2026-11-24 01:26:03] NOTICE a logger cut in\nMax-Forwards: 70\n')}`,
    );
    expect(reading.messages[0]?.place).toEqual({ file: 'log.txt', line: 2 });
    expect(reading.messages[0]?.lines?.slice(0, 4)).toEqual([2, 3, 5, 6]);
    expect(reading.messages[1]?.place).toEqual({ file: 'log.txt', line: 22 });
    expect(reading.messages[1]?.lines).toBeUndefined();
  });
});
