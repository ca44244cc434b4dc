import { createTextReader } from '../../../src/trace/text.ts';
import type { TextOptions } from '../../../src/trace/text.ts';
import type { Endpoint, LogLine, TraceSummary, TracedMessage } from '../../../src/trace/traced.ts';

/** What a text gave. */
export interface Reading {
  readonly messages: readonly TracedMessage[];
  readonly logLines: readonly LogLine[];
  readonly summary: TraceSummary;
}

/** Reads a whole text, handed over in pieces of `size` octets. */
export function readText(text: string | Uint8Array, options: TextOptions = {}, size = 65_536): Reading {
  const messages: TracedMessage[] = [];
  const logLines: LogLine[] = [];
  const reader = createTextReader(
    'log.txt',
    { message: (one) => messages.push(one), logLine: (one) => logLines.push(one) },
    options,
  );
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return { messages, logLines, summary: reader.end() };
}

export function startLines(reading: Reading): string[] {
  return reading.messages.map((one) => one.message.startLine);
}

export function field(message: TracedMessage | undefined, name: string): string | undefined {
  return message?.message.headerFields.find((one) => one.name === name)?.value.trim();
}

export function showEndpoint(side: Endpoint | undefined): string {
  if (side === undefined) return '-';
  const address = side.address.includes(':') ? `[${side.address}]` : side.address;
  return side.port === undefined ? address : `${address}:${side.port}`;
}

/** A request and its answer as they go over the wire, for damage to be done to. */
export const PASTE = `INVITE sip:bob@biloxi.example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-524287-1---4e8d;rport
Max-Forwards: 70
From: "Alice" <sip:alice@atlanta.example.com>;tag=9fxced76sl
To: <sip:bob@biloxi.example.com>
Call-ID: 3848276298220188511@atlanta.example.com
CSeq: 1 INVITE
Contact: <sip:alice@192.0.2.10:5060;transport=udp>
Content-Type: application/sdp
Content-Length: 118

v=0
o=alice 1 1 IN IP4 192.0.2.10
s=-
c=IN IP4 192.0.2.10
t=0 0
m=audio 49170 RTP/AVP 8 0
a=rtpmap:8 PCMA/8000

SIP/2.0 486 Busy Here
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-524287-1---4e8d;rport=5060
From: "Alice" <sip:alice@atlanta.example.com>;tag=9fxced76sl
To: <sip:bob@biloxi.example.com>;tag=8321234356
Call-ID: 3848276298220188511@atlanta.example.com
CSeq: 1 INVITE
Content-Length: 0

`;
