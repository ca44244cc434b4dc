import { describe, expect, test } from 'vitest';
import { createParts, joinParts, type Timers } from '../../src/bot/parts.ts';

const LONG = 'x'.repeat(4_096);

/** A clock that stands still until it is turned. */
function turned(): Timers & { turn(ms: number): void } {
  let now = 0;
  let due: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const entry = { at: now + ms, run };
      due.push(entry);
      return () => void (due = due.filter((other) => other !== entry));
    },
    turn(ms) {
      now += ms;
      const ripe = due.filter(({ at }) => at <= now);
      due = due.filter(({ at }) => at > now);
      for (const { run } of ripe) run();
    },
  };
}

function setUp() {
  const timers = turned();
  const delivered: { readonly text: string; readonly contexts: readonly string[] }[] = [];
  const parts = createParts<string>({ timers, deliver: (text, contexts) => void delivered.push({ text, contexts }) });
  return { timers, delivered, parts };
}

describe('parts of one paste', () => {
  test('a short message is never held back', () => {
    const { parts, delivered } = setUp();
    expect(parts.take('alice', 1, '486', 'u1')).toBe(false);
    expect(delivered).toEqual([]);
  });

  test('three parts are delivered as one, 0.6 s after the short tail', () => {
    const { parts, timers, delivered } = setUp();
    expect(parts.take('alice', 1, LONG, 'u1')).toBe(true);
    timers.turn(1_900);
    expect(parts.take('alice', 2, LONG, 'u2')).toBe(true);
    expect(parts.take('alice', 3, 'tail', 'u3')).toBe(true);
    timers.turn(599);
    expect(delivered).toEqual([]);
    timers.turn(1);
    expect(delivered).toEqual([{ text: `${LONG}${LONG}tail`, contexts: ['u1', 'u2', 'u3'] }]);
  });

  test('a part near the limit that nothing follows is delivered after 2 s', () => {
    const { parts, timers, delivered } = setUp();
    parts.take('alice', 1, LONG, 'u1');
    timers.turn(2_000);
    expect(delivered).toHaveLength(1);
    expect(parts.open('alice')).toBe(false);
  });

  test('the parts of two people do not mix', () => {
    const { parts, timers, delivered } = setUp();
    parts.take('alice', 1, LONG, 'a1');
    parts.take('bob', 2, LONG, 'b1');
    parts.take('alice', 3, 'end of a', 'a2');
    parts.take('bob', 4, 'end of b', 'b2');
    timers.turn(600);
    expect(delivered.map(({ contexts }) => contexts)).toEqual([
      ['a1', 'a2'],
      ['b1', 'b2'],
    ]);
  });

  test('a part that comes twice counts once', () => {
    const { parts, timers, delivered } = setUp();
    parts.take('alice', 1, LONG, 'u1');
    expect(parts.take('alice', 1, LONG, 'u1 again')).toBe(true);
    timers.turn(2_000);
    expect(delivered).toEqual([{ text: LONG, contexts: ['u1'] }]);
  });

  test('a message far away in the chat ends the paste and stands alone', () => {
    const { parts, delivered } = setUp();
    parts.take('alice', 1, LONG, 'u1');
    expect(parts.take('alice', 500, '486', 'u2')).toBe(false);
    expect(delivered).toEqual([{ text: LONG, contexts: ['u1'] }]);
  });

  test('twenty parts or ten seconds end it, whatever may follow', () => {
    const { parts, timers, delivered } = setUp();
    for (let id = 1; id <= 20; id += 1) parts.take('alice', id, LONG, `u${id}`);
    expect(delivered[0]?.contexts).toHaveLength(20);
    for (let id = 21; id < 40 && delivered.length < 2; id += 1) {
      parts.take('alice', id, LONG, `u${id}`);
      timers.turn(1_900);
    }
    expect(delivered[1]?.contexts).toHaveLength(6);
    expect(timers.now()).toBeLessThanOrEqual(11_400);
  });

  test('flush delivers at once', () => {
    const { parts, timers, delivered } = setUp();
    parts.take('alice', 1, LONG, 'u1');
    parts.flush();
    timers.turn(5_000);
    expect(delivered).toHaveLength(1);
  });
});

describe('the line break that a client trims at a cut', () => {
  test.each([
    'Via: SIP/2.0/UDP 192.0.2.1:5060',
    'SIP/2.0 486 Busy Here',
    'INVITE sip:bob@biloxi.example.com SIP/2.0',
    '[2026-11-26 14:03:07] NOTICE[1234] chan_sip.c: ...',
    '14:03:07.123 received',
    'Nov 26 14:03:07 pbx asterisk',
    'm=audio 49170 RTP/AVP 0',
    '<--- SIP read from UDP:192.0.2.1:5060 --->',
  ])('comes back before %s', (next) => {
    expect(joinParts(['From: Alice', next])).toBe(`From: Alice\n${next}`);
  });

  test('does not come between the halves of a word', () => {
    expect(joinParts(['Contact: <sip:alice@atl', 'anta.example.com>'])).toBe(
      'Contact: <sip:alice@atlanta.example.com>',
    );
  });
});
