import { createRequire } from 'node:module';
import { parseMessage, parseMessageBytes } from '../../src/sip/parse.ts';
import { table } from './measure.ts';

const require = createRequire(import.meta.url);

/** Messages a second of our parser and of the npm parsers, one INVITE of about 1000 bytes again and again. */
export function benchParsers(): void {
  const bytes = Buffer.from(INVITE, 'latin1');
  const sip = require('sip') as { parse(text: string): unknown };
  const sipjs = require('sip.js') as { Core?: unknown };
  const sipjsParser = (
    require('sip.js/lib/core') as { Parser: { parseMessage(text: string, logger: object): unknown } }
  ).Parser;
  const jssip = require('jssip/lib/Parser') as { parseMessage(text: string, ua: object): unknown };
  const quiet = { warn: () => undefined, error: () => undefined, log: () => undefined, debug: () => undefined };
  const ways: readonly (readonly [string, () => unknown])[] = [
    ['ours, bytes', () => parseMessageBytes(bytes, 0, bytes.length)],
    ['ours, text', () => parseMessage(INVITE)],
    ['sip', () => sip.parse(INVITE)],
    ['jssip', () => jssip.parseMessage(INVITE, { configuration: {} })],
    ['sip.js', () => sipjsParser.parseMessage(INVITE, quiet)],
  ];
  if (sipjs === undefined) throw new Error('Unexpected missing sip.js, expected it in devDependencies');
  process.stdout.write(`\n${table([['parser', 'messages/s'], ...ways.map(([name, parse]) => [name, rate(parse)])])}`);
}

/** Calls a second over about a second, after a warm-up. */
function rate(call: () => unknown): number {
  for (let index = 0; index < 200; index += 1) if (call() === undefined) throw new Error('Unexpected unparsed message');
  const until = performance.now() + 1_000;
  const started = performance.now();
  let count = 0;
  while (performance.now() < until) {
    for (let index = 0; index < 20; index += 1) call();
    count += 20;
  }
  return (count / (performance.now() - started)) * 1000;
}

const SDP =
  'v=0\r\no=alice 2890844526 2890844526 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\nm=audio 49170 RTP/AVP 0 8 97 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:97 iLBC/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=sendrecv\r\n';
const INVITE = `INVITE sip:bob@biloxi.example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK74bf9;rport\r\nMax-Forwards: 70\r\nFrom: "Alice" <sip:alice@atlanta.example.com>;tag=9fxced76sl\r\nTo: "Bob" <sip:bob@biloxi.example.com>\r\nCall-ID: 2xTb9vxSit55XU7p8@atlanta.example.com\r\nCSeq: 1 INVITE\r\nContact: <sip:alice@192.0.2.10:5060;transport=udp>\r\nAllow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, MESSAGE, SUBSCRIBE, INFO\r\nSupported: replaces, timer, 100rel\r\nSession-Expires: 1800\r\nUser-Agent: Example Phone 1.0\r\nContent-Type: application/sdp\r\nContent-Length: ${SDP.length}\r\n\r\n${SDP}`;
