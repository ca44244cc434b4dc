import { describe, expect, it } from 'vitest';
import { createAutomaton, createHits } from '../../../src/trace/lines/automaton.ts';
import { createTimeReader } from '../../../src/trace/lines/time.ts';
import type { LinePattern } from '../../../src/trace/traced.ts';
import { PASTE, readText } from './reading.ts';

const PATTERNS: readonly LinePattern[] = [
  {
    entry: 'product/asterisk/wrong-password',
    product: 'asterisk',
    hint: ' - wrong password',
    pattern: /Registration from '.*' failed for '.*' - Wrong password/,
  },
  {
    entry: 'product/kamailio/ran-out-of-ports',
    product: 'kamailio',
    hint: 'ran out of ports',
    pattern: /^proxy replied with error: Ran out of ports/,
  },
];

describe('lines between messages', () => {
  it('gives those that a pattern knows, with place, time and text, and counts the others', () => {
    const notice =
      "[2026-11-24 01:26:03] NOTICE[1638] chan_sip.c: Registration from '<sip:301@atlanta.example.com>' failed for '192.0.2.4' - Wrong password";
    const reading = readText(`${notice}\nsomething else\n${PASTE}${notice}\n`, { patterns: PATTERNS });
    expect(reading.logLines).toHaveLength(2);
    expect(reading.logLines[0]).toEqual({
      place: { file: 'log.txt', line: 1 },
      at: Date.UTC(2026, 10, 24, 1, 26, 3),
      clock: 'local',
      product: 'asterisk',
      text: notice,
      entry: 'product/asterisk/wrong-password',
    });
    expect(reading.summary).toMatchObject({ logLines: 2, skippedLines: 1, messages: 2 });
  });

  it('tries an anchored pattern behind what the logger puts first', () => {
    const reading = readText(
      'Nov 24 01:26:03 sbc kamailio[7421]: ERROR: rtpengine [rtpengine.c:2474]: rtpp_function_call(): proxy replied with error: Ran out of ports\n',
      { patterns: PATTERNS },
    );
    expect(reading.logLines.map((line) => line.entry)).toEqual(['product/kamailio/ran-out-of-ports']);
  });

  it('knows a line that was written into the middle of a message', () => {
    const notice = "[2026-11-24 01:26:03] NOTICE[1] chan_sip.c: Registration from 'x' failed for 'y' - Wrong password";
    const reading = readText(PASTE.replace('Max-Forwards: 70\n', `${notice}\nMax-Forwards: 70\n`), {
      patterns: PATTERNS,
    });
    expect(reading.logLines).toHaveLength(1);
    expect(reading.messages).toHaveLength(2);
  });
});

describe('the automaton', () => {
  it('finds every word once, in any case, also one within another', () => {
    const words = ['she', 'he', 'hers', ' -> ', '→'];
    const hits = createHits(words.length);
    expect(createAutomaton(words).scan('uSHErs → x -> he', 0, 16, hits)).toBe(5);
    expect([...hits.found].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('times', () => {
  const read = (text: string, year?: number): string => {
    const stamp = createTimeReader(year).read(text);
    return stamp === undefined
      ? '-'
      : stamp.clock === 'epoch' || stamp.clock === 'local'
        ? new Date(stamp.at).toISOString().slice(0, stamp.clock === 'local' ? -1 : undefined)
        : `${stamp.clock} ${stamp.at}`;
  };

  it.each([
    ['2026-11-24T01:26:03.384Z', '2026-11-24T01:26:03.384Z'],
    ['2026-11-24T03:26:03+02:00', '2026-11-24T01:26:03.000Z'],
    ['2026-11-24 06:56:03 GMT+0530', '2026-11-24T01:26:03.000Z'],
    ['Tue Nov 24 2026 06:56:03 GMT+0530 (India Standard Time)', '2026-11-24T01:26:03.000Z'],
    ['Tue Nov 24 01:26:03 UTC 2026', '2026-11-24T01:26:03.000Z'],
    ['Tue Nov 24 02:26:03 CET 2026', '2026-11-24T02:26:03.000'],
    ['[2026-11-24 01:26:03.384] VERBOSE', '2026-11-24T01:26:03.384'],
    ['2026/11/24 01:26:03.384228', '2026-11-24T01:26:03.384'],
    ['2026-11-24 01:26:03:384 belle-sip', '2026-11-24T01:26:03.384'],
    ['24.11.2026 01:26:03,384', '2026-11-24T01:26:03.384'],
    ['24/11/2026 01:26:03:384', '2026-11-24T01:26:03.384'],
    ['11/24/2026 01:26:03.384', '2026-11-24T01:26:03.384'],
    ['11/24/2026 1:26:03 PM', '2026-11-24T13:26:03.000'],
    ['24-Nov-2026 01:26:03.384', '2026-11-24T01:26:03.384'],
    ['Nov 24, 2026 01:26:03.384228000 UTC', '2026-11-24T01:26:03.384Z'],
    ['Tue Nov 24 01:26:03 2026', '2026-11-24T01:26:03.000'],
    ['20261124-012603.384', '2026-11-24T01:26:03.384'],
    ['11242026 012603.384228', '2026-11-24T01:26:03.384'],
    ['1795483563.384228', '2026-11-24T01:26:03.384Z'],
    ['01:26:03.384228', 'day 5163384.228'],
    ['18:38:14. 83', 'day 67094083'],
    ['Nov 24 01:26:03', 'day 5163000'],
    ['287411mS SIP', 'relative 287411'],
    ['port 5060 and 1.2.3.4', '-'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));

  it('takes the year that it is given', () => {
    expect(read('Nov 24 01:26:03', 2026)).toBe('2026-11-24T01:26:03.000');
  });

  it('goes on after midnight, also where only the time of day is written', () => {
    const dayless = createTimeReader();
    expect(['23:59:59', '00:00:01', '00:00:02'].map((text) => dayless.read(text)?.at)).toEqual([
      86_399_000, 86_401_000, 86_402_000,
    ]);
    const dated = createTimeReader();
    expect(['Dec 31 23:59:59', 'Jan  1 00:00:01'].map((text) => dated.read(text)?.at)).toEqual([
      86_399_000, 86_401_000,
    ]);
  });
});
