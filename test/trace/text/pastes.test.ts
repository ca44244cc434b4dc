import { describe, expect, it } from 'vitest';
import { field, PASTE, readText, startLines } from './reading.ts';

describe('pastes as people make them', () => {
  it('reads a forum page that ate brackets and a first letter', () => {
    const reading = readText(`alice » 17 Dec 2014, 10:03

Incoming calls work. This is what I see at the extension:

Code: select all
SIP/2.0 480 Temporarily unavailable
Via: SIP/2.0/UDP 192.0.2.43:5060;branch=z9hG4bK27862176501689221634;received=192.0.2.43
rom: 102 ;tag=3130826272
To: «bob» ;tag=as529ecc65
Call-ID: 4452206606691-182881940224456@192.0.2.43
CSeq: 2 INVITE
Server: FPBX-2.11.0(1.8.13.1)
Content-Length: 0

ACK sip:боб@192.0.2.1;user=phone SIP/2.0
Via: SIP/2.0/UDP 192.0.2.43:5060;branch=z9hG4bK27862176501689221634
From: 102 ;tag=3130826272
To: «bob» ;tag=as529ecc65
Call-ID: 4452206606691-182881940224456@192.0.2.43
CSeq: 2 ACK
Contact:
Max-Forwards: 70
Content-Length: 0

Re: 480 Temporarily unavailable

bob » 17 Dec 2014, 10:22
`);
    expect(startLines(reading)).toEqual([
      'SIP/2.0 480 Temporarily unavailable',
      'ACK sip:боб@192.0.2.1;user=phone SIP/2.0',
    ]);
    expect(field(reading.messages[0], 'From')).toBe('102 ;tag=3130826272');
    expect(reading.summary.skippedLines).toBe(5);
  });

  it('reads the monitor of an Avaya IP Office: two answers, relative times, no address', () => {
    const answer = (ms: number, line: string): string => `${ms}mS SIP Call Rx: 241
${line}
Via: SIP/2.0/UDP 192.0.2.150:5060;received=XXX.XXX.XXX.XXX;rport=5060;branch=z9hG4bK1f65
From: «XXXXXXXX» <sip:XXXXXXX@atlanta.example.com>;tag=ad50
To: <sip:792@atlanta.example.com>
Call-ID: 527ed4a9@XXX.XXX.XXX.XXX
CSeq: 1059902914 INVITE
Content-Length: 0

`;
    const reading = readText(
      `Here are the logs:\n\n${answer(287411, 'SIP/2.0 100 Trying')}${answer(287638, 'SIP/2.0 480 Temporarily Unavailable')}Thank you all!\n`,
    );
    expect(startLines(reading)).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 480 Temporarily Unavailable']);
    expect(reading.messages.map(({ at, clock, direction, source }) => [at, clock, direction, source])).toEqual([
      [287411, 'relative', 'received', undefined],
      [287638, 'relative', 'received', undefined],
    ]);
  });

  it('keeps a message that is cut off in its header', () => {
    const reading = readText(PASTE.slice(0, 180));
    expect(reading.messages).toHaveLength(1);
    expect(field(reading.messages[0], 'Max-Forwards')).toBe('70');
  });

  it('takes no start line out of the body of a NOTIFY (RFC 3515 2.4.5)', () => {
    const reading = readText(`NOTIFY sip:alice@192.0.2.10:5060 SIP/2.0
Via: SIP/2.0/UDP 203.0.113.20:5060;branch=z9hG4bK-9
From: <sip:bob@biloxi.example.com>;tag=1
To: <sip:alice@atlanta.example.com>;tag=2
Call-ID: 9@biloxi.example.com
CSeq: 3 NOTIFY
Event: refer
Subscription-State: active
Content-Type: message/sipfrag;version=2.0
Content-Length: 20

SIP/2.0 100 Trying

${PASTE}`);
    expect(startLines(reading)).toHaveLength(3);
    expect(reading.messages[0]?.message.body.trim()).toBe('SIP/2.0 100 Trying');
  });

  it('goes on with a message into which a logger cut', () => {
    const reading =
      readText(`01:26:03.384 pjsua_core.c .RX 300 bytes Response msg 486/INVITE/cseq=1 (rdata0x1) from UDP 192.0.2.10:5060:
SIP/2.0 486 Busy Here
[2026-11-24 01:26:03] [DEBUG] [SIP] SIP response: SIP/2.0 486 Busy Here
DEBUG:app:[SIP] SIP response: SIP/2.0 486 Busy Here
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-1
[2026-11-24 01:26:03] [DEBUG] [SIP] Processed 100 lines
From: <sip:alice@atlanta.example.com>;tag=1
To: <sip:bob@biloxi.example.com>;tag=2
WARNING:app:a level is no header field
Call-ID: 1@atlanta.example.com
CSeq: 1 INVITE
Content-Length:  0


--end msg--
`);
    expect(startLines(reading)).toEqual(['SIP/2.0 486 Busy Here']);
    expect(reading.messages[0]?.message.problems).toEqual([]);
    expect(reading.messages[0]?.place).toEqual({ file: 'log.txt', line: 2 });
    expect(reading.summary.skippedLines).toBe(4);
  });

  it('joins the body that TCP carried in its next segment', () => {
    const [header = '', body = ''] = PASTE.slice(0, PASTE.indexOf('SIP/2.0 486')).split('\n\n');
    const reading = readText(`channel [0x55]: received [400] new bytes from [TCP://192.0.2.10:5060]:
${header}


2026-11-24 01:26:03:384 belle-sip-message-channel [0x55] [400] bytes parsed
channel [0x55]: received [121] new bytes from [TCP://192.0.2.10:5060]:
${body}
2026-11-24 01:26:03:390 belle-sip-message-channel [0x55] [121] bytes parsed
`);
    expect(reading.messages).toHaveLength(1);
    expect(reading.messages[0]?.message.body).toContain('m=audio 49170');
    expect(reading.messages[0]?.message.problems).toEqual([]);
  });

  it('passes over the lines that a chat puts between the parts of a long paste', () => {
    const parts = PASTE.replace('To: <sip:bob', 'Alice, [24.11.2026 01:26]\nTo: <sip:bob').replace(
      'c=IN IP4',
      'Alice  [1:26 AM]\nc=IN IP4',
    );
    const reading = readText(`Alice, [24.11.2026 01:25]\n${parts}`);
    expect(reading.messages.map((one) => one.message.headerFields.length)).toEqual([9, 6]);
    expect(reading.messages[0]?.message.body).toContain('m=audio 49170');
    expect(reading.messages.flatMap((one) => one.message.problems)).toEqual([]);
  });

  it('reads several formats in one file', () => {
    const busy = PASTE.slice(PASTE.indexOf('SIP/2.0 486'));
    const reading = readText(
      `2026/11/24 01:26:03.384228 192.0.2.10:5060 -> 198.51.100.5:5060\n${busy}\n\n<--- SIP read from UDP:192.0.2.10:5060 --->\n${busy}<------------->\nand by hand:\n${busy}`,
    );
    expect(reading.summary.formats).toEqual(['sngrep', 'asterisk-chan-sip', 'sip-bare']);
  });

  it('counts one message seen at two points once', () => {
    const busy = PASTE.slice(PASTE.indexOf('SIP/2.0 486'));
    const reading = readText(
      `2026/11/24 01:26:03.384228 203.0.113.20:5060 -> 198.51.100.5:5060\n${busy}\n\n2026/11/24 01:26:03.384911 198.51.100.5:5060 -> 192.0.2.10:5060\n${busy}\n`,
    );
    expect(reading.messages).toHaveLength(1);
    expect(reading.messages[0]?.sightings).toHaveLength(1);
    expect(reading.summary).toMatchObject({ messages: 2, duplicates: 1 });
  });

  it('keeps a summary sent again as two messages', () => {
    const row = (number: number, time: string): string =>
      `${number} ${time} 192.0.2.10 → 198.51.100.5 SIP/SDP 963 Request: INVITE sip:bob@biloxi.example.com |\n`;
    expect(readText(row(1, '0.000000000') + row(2, '0.500000000')).summary).toMatchObject({
      messages: 2,
      duplicates: 0,
    });
  });
});
