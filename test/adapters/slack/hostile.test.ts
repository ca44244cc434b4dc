import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderAnswer } from '../../../src/adapters/slack/render.ts';
import { decodeMessage, decodeText } from '../../../src/adapters/slack/text.ts';
import type { Answer, Block, Text } from '../../../src/answers/index.ts';
import { createBot } from '../../../src/bot/bot.ts';
import { createMemoryStore } from '../../../src/store/memory.ts';
import { checkBlocks } from '../../servers/slack/blocks.ts';
import { explainer } from './harness.ts';
import { entitiesOf } from './inert.ts';

const RUNS = { seed: 20_261_126, numRuns: 300 };

/** What people paste to break things, in any order and as long as they like. */
const markup = fc.constantFrom(
  '<!here>',
  '<!channel|x>',
  '<@U0BOB>',
  '<#C0INCIDENTS>',
  '<https://biloxi.example.com|x>',
  '&lt;',
  '&amp;lt;',
  '`',
  '```',
  '*',
  '_',
  '~',
  '@everyone',
  '@here',
  ':fire:',
  '\u202e',
  '\u0000',
  '\ud800',
  '\u200b',
  '\n',
  '\r\n',
  '> ',
  '1. ',
  '<',
  '>',
  '|',
  '&',
  '^',
  'https://biloxi.example.com',
  'bob@biloxi.example.com',
  '<script>',
  '😀',
  'SIP/2.0 486 Busy Here',
);
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(markup, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.tuple(markup, fc.integer({ min: 1, max: 4000 })).map(([part, times]) => part.repeat(times)),
);

const text: fc.Arbitrary<Text> = fc.array(
  fc.oneof(
    fc.constantFrom('Check: ', ' ', 'Sent by '),
    hostile.map((value) => ({ value: 'token' as const, text: value })),
  ),
  { maxLength: 5 },
);
const block: fc.Arbitrary<Block> = fc.oneof(
  text.map((given) => ({ kind: 'paragraph' as const, text: given })),
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(
      fc.record({ text, lines: fc.array(fc.record({ label: fc.constant('Do'), text }), { maxLength: 3 }) }),
      { maxLength: 6 },
    ),
  }),
  fc.record({
    kind: fc.constant('facts' as const),
    rows: fc.array(fc.record({ label: fc.constant('From'), text }), { maxLength: 4 }),
  }),
  hostile.map((given) => ({ kind: 'code' as const, text: given })),
  hostile.map((given) => ({ kind: 'command' as const, label: 'Asterisk', command: given })),
);

test('whatever stands in an answer: accepted, and nothing in it can link, mention or ping', () => {
  fc.assert(
    fc.property(
      text,
      fc.array(block, { maxLength: 60 }),
      fc.array(hostile, { maxLength: 30 }),
      (headline, blocks, labels) => {
        const answer: Answer = { language: 'en', headline: ['Answer ', ...headline], blocks, actions: [], sources: [] };
        const buttons = labels.filter((label) => label !== '').map((label, index) => ({ label, token: `t${index}` }));
        const payloads = renderAnswer(
          answer,
          { buttons, blockId: 'asker:U0ALICE:1' },
          (characters) => `cut: ${characters}`,
        );
        expect(payloads.length).toBeGreaterThan(0);
        for (const payload of payloads) {
          expect(checkBlocks(payload.blocks)).toBeUndefined();
          expect(entitiesOf(payload)).toEqual([]);
          expect(entitiesOf({ text: payload.fallback })).toEqual([]);
          expect(payload.text.length).toBeLessThanOrEqual(4000);
          expect(payload.text.trim()).not.toBe('');
        }
      },
    ),
    RUNS,
  );
});

test('whatever is asked: an answer that Slack takes', async () => {
  const bot = createBot({ explainer, store: createMemoryStore(), defaultLanguage: 'en' });
  await fc.assert(
    fc.asyncProperty(hostile, async (words) => {
      const { answer, buttons } = await bot.ask({
        words: decodeText(words, 'U0SIPWHY'),
        from: { person: 'slack:U0ALICE', chat: 'slack:C0INCIDENTS', private: false },
        command: '/sip',
      });
      for (const payload of renderAnswer(answer, { buttons, blockId: 'asker:U0ALICE:1' }, String)) {
        expect(checkBlocks(payload.blocks)).toBeUndefined();
        expect(entitiesOf(payload)).toEqual([]);
      }
    }),
    RUNS,
  );
});

test('decoding never throws and never makes text longer', () => {
  fc.assert(
    fc.property(hostile, fc.anything(), (words, blocks) => {
      expect(decodeText(words, 'U0SIPWHY').length).toBeLessThanOrEqual(words.length);
      expect(typeof decodeMessage({ text: words, blocks }, 'U0SIPWHY')).toBe('string');
    }),
    RUNS,
  );
});

test('a megabyte of opening brackets is decoded in no time', () => {
  const started = performance.now();
  decodeText('<'.repeat(1_000_000));
  decodeText('<@'.repeat(300_000));
  decodeText('<a|'.repeat(300_000));
  expect(performance.now() - started).toBeLessThan(1_000);
});
