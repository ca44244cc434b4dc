import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionDescription } from '../../src/sip/bodies.ts';
import { headerValues } from '../../src/sip/fields.ts';
import { parseChallenges } from '../../src/sip/headers/challenge.ts';
import { parseContacts } from '../../src/sip/headers/contact.ts';
import { parseHistoryInfo } from '../../src/sip/headers/history-info.ts';
import { parseIdentity } from '../../src/sip/headers/identity.ts';
import { parseProduct } from '../../src/sip/headers/product.ts';
import { parseReasons } from '../../src/sip/headers/reason.ts';
import { parseReferTo } from '../../src/sip/headers/refer-to.ts';
import { parseVias } from '../../src/sip/headers/via.ts';
import { parseWarnings } from '../../src/sip/headers/warning.ts';
import { parseMessage, parseMessageBytes, splitMessages } from '../../src/sip/parse.ts';
import { printMessage } from '../../src/sip/print.ts';
import { isStartLine } from '../../src/sip/start-line.ts';
import { wire } from './wire.ts';

const SEED = 4475;
// `FUZZ_RUNS=20000 npx vitest run test/sip/fuzz.test.ts` looks longer.
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);

const MESSAGE = wire(`
  INVITE sip:bob@biloxi.example.com SIP/2.0
  Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776asdhds;rport, SIP/2.0/TCP [2001:db8::1];branch=z9hG4bK1
  Max-Forwards: 70
  From: "Alice \\"A\\"" <sip:alice@atlanta.example.com>;tag=1928301774
  To: Bob <sip:bob@biloxi.example.com>
  Call-ID: a84b4c76e66710@192.0.2.1
  CSeq: 314159 INVITE
  Contact: <sip:alice@192.0.2.1;transport=udp>;expires=60;q=0.5
  Reason: Q.850;cause=16;text="Normal, clearing"
  Warning: 399 biloxi.example.com "none"
  WWW-Authenticate: Digest realm="a", nonce="b", qop="auth,auth-int"
  Content-Type: multipart/mixed;boundary=x
  Content-Length: 120

  --x
  Content-Type: application/sdp

  v=0
  o=- 1 1 IN IP4 192.0.2.1
  m=audio 49170 RTP/AVP 0 101
  a=rtpmap:101 telephone-event/8000
  --x--
`);

/** Everything that this folder can do with a text. */
function readAll(text: string): void {
  for (const message of [
    parseMessage(text),
    parseMessageBytes(Buffer.from(text)),
    parseMessageBytes(Buffer.from(text, 'latin1')),
  ]) {
    if (message === undefined) continue;
    printMessage(message);
    sessionDescription(message);
    for (const name of ['Via', 'From', 'Contact']) headerValues(message, name);
    for (const { value } of message.headerFields.slice(0, 40)) readValue(value);
  }
}

function readValue(value: string): void {
  parseVias(value);
  parseContacts(value);
  parseReasons(value);
  parseWarnings(value);
  parseChallenges(value);
  parseHistoryInfo(value);
  parseReferTo(value);
  parseIdentity(value);
  parseProduct(value);
}

const cut = fc.tuple(fc.nat(MESSAGE.length), fc.nat(MESSAGE.length), fc.string({ unit: 'binary', maxLength: 12 }));
const mutated = fc
  .array(cut, { minLength: 1, maxLength: 5 })
  .map((cuts) =>
    cuts.reduce(
      (text, [from, length, insert]) => text.slice(0, from) + insert + text.slice(from + (length % 40)),
      MESSAGE,
    ),
  );

describe('damage of any kind', () => {
  it('never throws', () => {
    fc.assert(fc.property(mutated, readAll), { seed: SEED, numRuns: RUNS });
  });

  it('never throws on octets of any kind', () => {
    const octets = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(octets, fc.boolean(), (bytes, withStart) => {
        const message = parseMessageBytes(
          withStart ? Buffer.concat([Buffer.from('BYE sip:a@b SIP/2.0\r\n'), bytes]) : bytes,
        );
        if (message !== undefined) readAll(printMessage(message));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('never invents a message: every piece begins with a start line of the text', () => {
    const pasted = fc
      .array(fc.oneof(mutated, fc.constant(MESSAGE), fc.string()), { maxLength: 4 })
      .map((parts) => parts.join('\n'));
    fc.assert(
      fc.property(pasted, (text) => {
        const lines = text.split('\n');
        let last = 0;
        for (const piece of splitMessages(text)) {
          const line = lines[piece.line - 1] ?? '';
          expect(isStartLine(line)).toBe(true);
          expect(piece.text.startsWith(line)).toBe(true);
          expect(piece.start).toBeGreaterThanOrEqual(last);
          last = piece.end;
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('never loses a header field: each line of the header is a row, a continuation or a problem', () => {
    const extra = fc.string({
      unit: fc.constantFrom('z', ':', ' ', '"', '<', ';', ',', '='),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(extra, (line) => {
        const message = parseMessageBytes(
          Buffer.from(MESSAGE.replace('Max-Forwards: 70', `Max-Forwards: 70\r\n${line}`)),
        );
        const text = message?.headerFields.map((field) => `${field.name}${field.value}`).join('') ?? '';
        expect(text.replace(/[\s:]/g, '')).toContain(line.replace(/[\s:]/g, ''));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

describe('time grows with the input and not with its square', () => {
  const head = 'INVITE sip:bob@biloxi.example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n';
  const sizes = [5_000, 40_000];
  it.each<[string, string, string]>([
    ['quotes that never close', `${head}To: `, '"\\'],
    ['brackets that never close', `${head}Contact: `, '<,'],
    ['lines without a colon', head, 'a\n'],
    ['wrapped lines', `${head}To:\n`, ',\n'],
    ['folded lines', `${head}To: x\n`, ' b\n'],
    ['empty lines between fields', head, '\nTo: x\n'],
    ['start lines', '', 'SIP/2.0 200 OK\n'],
    ['messages with a length too large', '', 'SIP/2.0 200 OK\nVia: x\nContent-Length: 99999999\n\nbody\n'],
    ['blanks', 'INVITE ', ' '],
    ['challenges', `${head}WWW-Authenticate: `, 'Digest a="b",'],
    ['escapes', `${head}To: <sip:`, '%41'],
    ['media', `${head}Content-Type: application/sdp\r\n\r\nv=0\r\n`, 'm=audio 1 RTP/AVP 0\r\n'],
    ['boundaries', `${head}Content-Type: multipart/mixed;boundary=b\r\n\r\n`, '--b\r\n\r\nx\r\n'],
    ['parentheses', `${head}Server: `, '('],
  ])('%s', (_, start, unit) => {
    const [small = 0, large = 0] = sizes.map((size) => bestTimeMs(start + unit.repeat(size / unit.length)));
    // Eight times the input: a square would take 64 times as long. The constant keeps a busy machine out of the verdict.
    expect(large).toBeLessThan(small * 32 + 150);
  });
});

/** Processor time of this process, the best of three: another busy process shall not decide. */
function bestTimeMs(text: string): number {
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    readAll(text);
    splitMessages(text);
    const used = process.cpuUsage(start);
    return (used.user + used.system) / 1000;
  });
  return Math.min(...times);
}
