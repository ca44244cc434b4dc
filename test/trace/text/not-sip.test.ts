import { describe, expect, it } from 'vitest';
import { readText } from './reading.ts';

const TEXTS: Readonly<Record<string, string>> = {
  'a list of status codes':
    'SIP/2.0 100 Trying\nThe request is being processed.\n\nSIP/2.0 403 Wrong Guess\nPassword refused\n',
  'a list with a colon below':
    'SIP/2.0 100 Trying\nTo: the request is being processed\n\nSIP/2.0 404 Not Found\nServer: ours\n',
  'prose with both kinds of start line':
    'We sent INVITE sip:bob@biloxi.example.com SIP/2.0 and got SIP/2.0 486 Busy Here.\nThen: nothing.\n',
  'a table': '| SIP/2.0 180 Ringing | the phone rings |\n| SIP/2.0 200 OK | answered |\n',
  HTTP: 'GET / HTTP/1.1\nHost: atlanta.example.com\nVia: 1.1 proxy\nContent-Length: 0\n\nHTTP/1.1 200 OK\nServer: nginx/1.2\n\n',
  RTSP: 'OPTIONS rtsp://192.0.2.1/stream RTSP/1.0\nCSeq: 1\n\nRTSP/1.0 200 OK\nCSeq: 1\n\n',
  'a mail about SIP':
    'From: alice@atlanta.example.com\nTo: bob@biloxi.example.com\nSubject: SIP/2.0 200 OK\nDate: Tue, 24 Nov 2026 01:26:03 +0000\n\nHello\n',
  'JavaScript that builds a message':
    'const m = "INVITE sip:bob@biloxi.example.com SIP/2.0\\r\\n" +\n  "Via: SIP/2.0/UDP 192.0.2.1\\r\\n" +\n  "Call-ID: a@b\\r\\n";\n',
  'C that builds a message':
    'snprintf(buf, n,\n   "REGISTER sip:%s SIP/2.0\\r\\n"\n   "Via: SIP/2.0/UDP %s\\r\\n"\n   "Call-ID: %s\\r\\n", a, b);\n',
  'Python with a message in bytes':
    'data = b"OPTIONS sip:a@192.0.2.1 SIP/2.0\\r\\nVia: SIP/2.0/UDP 192.0.2.2:5060\\r\\nCall-ID: abc\\r\\n\\r\\n"\n',
  'a template of Python':
    "msg = '''OPTIONS sip:{host} SIP/2.0\nVia: SIP/2.0/UDP {local};branch={branch}\nCall-ID: {call_id}\n'''\n",
  'a SIPp scenario':
    '<send><![CDATA[\n  INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0\n  Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\n  Call-ID: [call_id]\n  CSeq: 1 INVITE\n]]></send>\n',
  'code that tests for an answer': 'if (line.startsWith("SIP/2.0 200")) {\n  const from = headers["From"];\n}\n',
  'header fields alone': 'Via: SIP/2.0/UDP 192.0.2.1:5060\nFrom: <sip:alice@atlanta.example.com>;tag=1\nCall-ID: a@b\n',
  'a start line alone': 'INVITE sip:bob@biloxi.example.com SIP/2.0\n\n',
  'a notice with a code':
    '[2026-11-24 01:26:03] NOTICE[1]: chan_sip.c: Got SIP response 486 "Busy Here" back from 192.0.2.1:5060\n',
  'a packet tree without its start line':
    'Frame 1: 60 bytes on wire\nSession Initiation Protocol\n    Message Header\n        Via: SIP/2.0/UDP 192.0.2.1\n',
  'a hex dump of something else':
    '0000   45 00 00 1c 00 01 40 00 40 11 00 00 c0 00 02 0a\n0010   c6 33 64 05 13 c4 13 c4 00 08 00 00\n',
  'an empty text': '',
};

describe('a text without a message gives none', () => {
  it.each(Object.entries(TEXTS))('%s', (_name, text) => {
    const { messages, summary } = readText(text);
    expect(messages).toEqual([]);
    expect(summary.messages).toBe(0);
    expect(summary.formats).toEqual([]);
  });

  it('counts every line that holds something', () => {
    expect(readText('one\n\ntwo\nthree\n').summary.skippedLines).toBe(3);
  });
});
