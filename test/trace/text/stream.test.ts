import { describe, expect, it } from 'vitest';
import { createTextReader } from '../../../src/trace/text.ts';
import { PASTE, readText, startLines } from './reading.ts';

const LOG = `${PASTE}[2026-11-24 01:26:03] NOTICE[1]: chan_sip.c: something\n<--- Received SIP response (300 bytes) from UDP:192.0.2.10:5060 --->\n${PASTE.slice(PASTE.indexOf('SIP/2.0 486'))}`;

/** A small generator of numbers with a seed (Lehmer), so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

describe('reading in pieces', () => {
  it.each([1, 2, 3, 7, 64, 1000])('gives the same in pieces of %i octets', (size) => {
    const whole = readText(LOG);
    const pieces = readText(LOG, {}, size);
    expect(pieces.messages).toEqual(whole.messages);
    expect(pieces.summary).toEqual(whole.summary);
  });

  it('keeps characters whole across pieces', () => {
    const text = PASTE.replaceAll('Alice', 'Алиса 愛麗絲');
    expect(readText(text, {}, 1).messages).toEqual(readText(text).messages);
  });

  it('does not keep what it has read', () => {
    let messages = 0;
    const reader = createTextReader('log.txt', { message: () => (messages += 1), logLine: () => undefined });
    const chunk = Buffer.from(LOG.repeat(50));
    for (let round = 0; round < 20; round += 1) reader.push(chunk);
    const before = process.memoryUsage().heapUsed;
    for (let round = 0; round < 400; round += 1) reader.push(chunk);
    global.gc?.();
    const grown = process.memoryUsage().heapUsed - before;
    expect(reader.end().messages).toBe(420 * 150);
    expect(messages).toBe(420 * 150);
    // 38 MB were read.
    expect(grown).toBeLessThan(60_000_000);
  });

  it('survives a line without end and goes on after it', () => {
    const reading = readText(`${'x'.repeat(1_500_000)}\n${PASTE}`);
    expect(reading.messages).toHaveLength(2);
    expect(reading.messages[0]?.place).toEqual({ file: 'log.txt', line: 2 });
  });

  it('reads many messages in one line of JSON', () => {
    const row = JSON.stringify({
      messages: [PASTE.slice(0, PASTE.indexOf('SIP/2.0 486')), PASTE.slice(PASTE.indexOf('SIP/2.0 486'))].map(
        (raw) => ({ raw: raw.replaceAll('\n', '\r\n') }),
      ),
    });
    expect(startLines(readText(row))).toEqual(['INVITE sip:bob@biloxi.example.com SIP/2.0', 'SIP/2.0 486 Busy Here']);
  });
});

describe('hostile texts', () => {
  const random = numbers(20_261_124);
  const mutate = (text: string): string => {
    const at = random(text.length);
    const length = random(60);
    switch (random(6)) {
      case 0:
        return text.slice(0, at);
      case 1:
        return text.slice(0, at) + text.slice(at + length);
      case 2:
        return text.slice(0, at) + text.slice(at, at + length).repeat(3) + text.slice(at);
      case 3:
        return text.slice(0, at) + String.fromCharCode(random(256)) + text.slice(at + 1);
      case 4:
        return text.replaceAll('\n', random(2) === 0 ? ' ' : '\\r\\n');
      default:
        return text.slice(at) + text.slice(0, at);
    }
  };

  it('never throws and invents no message', () => {
    for (let round = 0; round < 600; round += 1) {
      let text = LOG;
      for (let step = random(4); step >= 0; step -= 1) text = mutate(text);
      const lines = text.split(/\r\n|\n|\r(?!\n)/);
      for (const { message, place } of readText(text).messages) {
        const line = 'line' in place ? place.line : 0;
        const near = lines
          .slice(line - 1, line + 1)
          .join(' ')
          .replace(/\s+/g, ' ');
        const method = message.kind === 'request' ? message.method : String(message.statusCode);
        // A lost first letter is put back by the parser.
        expect(near).toContain(method.slice(1));
      }
    }
  });

  it.each([
    ['start lines without end', 'INVITE sip:bob@biloxi.example.com SIP/2.0\n'],
    ['start lines in one line', 'INVITE sip:bob@biloxi.example.com SIP/2.0 '],
    ['a status line and chatter', 'SIP/2.0 200 OK\n[2026-11-24 01:26:03] x\n'],
    ['methods in one line', 'INVITE sip:'],
    ['spaces', ' '],
    ['quotation marks', '"'],
    ['backslashes', '\\r\\n'],
    ['colons', '1:'],
    ['numbers with arrows', '1 0.1 a -> '],
    ['hexadecimal digits', '494e56'],
    ['brackets', '<sip:['],
    ['frames', 'recv 1 bytes from udp/[192.0.2.1]:5060 at 01:26:03.1:\n'],
    ['addresses and arrows', `${'1:'.repeat(3000)} -> ${'a'.repeat(3000)} -> \n`],
    ['words and arrows', `${'ab.cd '.repeat(900)}> ip (x) sip/2.0 -> \n`],
    ['times', `${'01:26:03.1 '.repeat(700)} > IP sip: (\n`],
    ['rows of a dump', '0x0000:  4500\n'],
  ])('needs time in proportion to the size: %s', (_name, unit) => {
    // Processor time, the better of two: other work on the machine must not count.
    const once = (text: string): number => {
      const start = process.cpuUsage();
      readText(text);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    const time = (size: number): number => {
      const text = unit.repeat(Math.ceil(size / unit.length));
      return Math.min(once(text), once(text));
    };
    time(20_000);
    const small = Math.max(time(100_000), 10);
    expect(time(800_000)).toBeLessThan(small * 40);
  });
});
