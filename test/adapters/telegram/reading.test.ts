import { describe, expect, test } from 'vitest';
import { deepLinkWords, readCommand } from '../../../src/adapters/telegram/command.ts';
import { originalText } from '../../../src/adapters/telegram/original-text.ts';

describe('a command', () => {
  test.each([
    ['/sip 486', { name: 'sip', bot: undefined, payload: '486' }],
    ['/SIP 486', { name: 'sip', bot: undefined, payload: '486' }],
    ['/sip@SipWhyBot 486', { name: 'sip', bot: 'SipWhyBot', payload: '486' }],
    ['/sip', { name: 'sip', bot: undefined, payload: '' }],
    [
      '/sip\nINVITE sip:bob@biloxi.example.com SIP/2.0\nVia: x',
      { name: 'sip', bot: undefined, payload: 'INVITE sip:bob@biloxi.example.com SIP/2.0\nVia: x' },
    ],
  ])('%j is read with its payload, line breaks and all (trap 7, T20, T21)', (text, read) => {
    expect(readCommand(text)).toEqual(read);
  });

  test.each(['486', 'see /sip', '/var/log/asterisk/full', '/', '//sip'])('%s is none', (text) => {
    expect(readCommand(text)).toBeUndefined();
  });

  test.each([
    ['c_486', '486'],
    ['c_wrong_guess', 'wrong guess'],
    ['', undefined],
    ['x_486', undefined],
  ])('the deep link %j asks %j', (payload, words) => {
    expect(deepLinkWords(payload)).toBe(words);
  });
});

describe('text rebuilt from entities (9a: clients eat the marks of a pasted log)', () => {
  test('underscores and asterisks of a log come back', () => {
    expect(originalText('app init done, x', [{ type: 'italic', offset: 4, length: 4 }])).toBe('app __init__ done, x');
    expect(originalText('a b c', [{ type: 'bold', offset: 2, length: 1 }])).toBe('a **b** c');
    expect(originalText('peer alice unreachable', [{ type: 'code', offset: 5, length: 5 }])).toBe(
      'peer `alice` unreachable',
    );
  });

  test('nested and neighbouring marks keep their order', () => {
    expect(
      originalText('x ab y', [
        { type: 'bold', offset: 2, length: 2 },
        { type: 'italic', offset: 2, length: 1 },
      ]),
    ).toBe('x **__a__b** y');
    expect(
      originalText('x ab y', [
        { type: 'bold', offset: 2, length: 1 },
        { type: 'italic', offset: 3, length: 1 },
      ]),
    ).toBe('x **a**__b__ y');
  });

  test('offsets are UTF-16 units: an emoji before the mark does not shift it', () => {
    expect(originalText('😀 x y', [{ type: 'bold', offset: 3, length: 1 }])).toBe('😀 **x** y');
  });

  test('a whole message in code, and links, stay as they are', () => {
    expect(originalText('486', [{ type: 'code', offset: 0, length: 3 }])).toBe('486');
    expect(originalText('a\nb c', [{ type: 'pre', offset: 0, length: 3 }])).toBe('a\nb c');
    expect(originalText('see alice@atlanta.example.com', [{ type: 'email', offset: 4, length: 25 }])).toBe(
      'see alice@atlanta.example.com',
    );
  });
});
