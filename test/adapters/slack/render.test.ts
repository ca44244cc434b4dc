import { textLadder } from '../../../src/ladder/index.ts';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderAnswer, type Payload } from '../../../src/adapters/slack/render.ts';
import { entryAnswer, plain, type Answer, type Block } from '../../../src/answers/index.ts';
import { loadCatalog } from '../../../src/catalog/index.ts';
import { checkBlocks } from '../../servers/slack/blocks.ts';
import { entitiesOf, readable } from './inert.ts';

const answerOf = (blocks: readonly Block[], headline: Answer['headline'] = ['486 Busy Here']): Answer => ({
  language: 'en',
  headline,
  blocks,
  actions: [],
  sources: [],
});
const render = (answer: Answer, buttons: readonly { label: string; token: string }[] = []): readonly Payload[] =>
  renderAnswer(answer, { buttons, blockId: 'asker:U0ALICE:1' }, (characters) => `cut: ${characters}`);

test('an answer is one message: headline in bold, values in code, the same as plain text', () => {
  const [payload, ...more] = render(
    answerOf([
      { kind: 'paragraph', text: ['Sent by ', { value: 'address', text: '192.0.2.7' }, '.'] },
      {
        kind: 'list',
        ordered: true,
        items: [{ text: ['Line busy'], lines: [{ label: 'Check', text: ['Is there a 180?'] }] }],
      },
      { kind: 'command', label: 'Asterisk', command: 'pjsip show endpoint alice' },
      { kind: 'command', label: 'Asterisk', command: 'core show channels' },
    ]),
  );
  expect(more).toEqual([]);
  expect(payload?.text).toBe(
    '486 Busy Here\n\nSent by 192.0.2.7.\n\n1. Line busy\nCheck: Is there a 180?\n\nAsterisk: pjsip show endpoint alice\nAsterisk: core show channels',
  );
  expect(payload?.fallback).toContain('Sent by `192.0.2.7`.');
  expect(payload?.blocks[0]).toEqual({
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [{ type: 'text', text: '486 Busy Here', style: { bold: true } }] },
    ],
  });
  expect(JSON.stringify(payload?.blocks)).toContain(
    '{"type":"text","text":"pjsip show endpoint alice","style":{"code":true}}',
  );
});

test('buttons stand under the answer with their tokens; a long label is cut with a mark', () => {
  const [payload] = render(answerOf([]), [
    { label: '480', token: '1:show:en:e=response/480' },
    { label: 'x'.repeat(90), token: 't' },
  ]);
  expect(payload?.blocks.at(-1)).toMatchObject({
    type: 'actions',
    block_id: 'asker:U0ALICE:1',
    elements: [
      { value: '1:show:en:e=response/480', text: { text: '480', emoji: false } },
      { text: { text: `${'x'.repeat(74)}…` } },
    ],
  });
  expect(checkBlocks(payload?.blocks)).toBeUndefined();
});

test('markup of Slack in a value is text', () => {
  const value = {
    value: 'token' as const,
    text: '<!here> <@U0BOB> *x* `y` :fire: https://biloxi.example.com & bob@biloxi.example.com',
  };
  const [payload] = render(answerOf([{ kind: 'paragraph', text: [value] }], [value]));
  expect(entitiesOf(payload ?? { text: '<' })).toEqual([]);
  expect(entitiesOf({ text: payload?.fallback ?? '<' })).toEqual([]);
  expect(readable(payload?.blocks ?? [])).toContain(value.text);
});

test('control and direction characters and lone surrogates show as a mark', () => {
  const [payload] = render(answerOf([], [{ value: 'token', text: 'a\u0000b\u202ec\ud800d\r\ne' }]));
  expect(payload?.text).toBe('a\ufffdb\ufffdc\ufffdd e');
});

test('empty parts leave no empty element', () => {
  const blocks: Block[] = [
    { kind: 'paragraph', text: [''] },
    { kind: 'list', ordered: false, items: [{ text: [], lines: [] }] },
    { kind: 'facts', rows: [] },
    { kind: 'code', text: '' },
  ];
  expect(checkBlocks(render(answerOf(blocks))[0]?.blocks)).toBeUndefined();
});

test('a long list goes on in the next block with its numbers', () => {
  const items = Array.from({ length: 40 }, (_, index) => ({
    text: [`step ${index} ${'word '.repeat(30)}`],
    lines: [],
  }));
  const [payload] = render(answerOf([{ kind: 'list', ordered: true, items }]));
  expect(checkBlocks(payload?.blocks)).toBeUndefined();
  const lists =
    payload?.blocks.flatMap((block) =>
      block.type === 'rich_text' ? block.elements.filter((part) => part.type === 'rich_text_list') : [],
    ) ?? [];
  expect(lists.length).toBeGreaterThan(1);
  expect(lists.reduce((sum, list) => sum + list.elements.length, 0)).toBe(40);
  expect(lists[1]).toMatchObject({ offset: lists[0]?.elements.length });
});

test('what is too long for one message goes on in the next, whole', () => {
  const paragraph = Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ');
  const payloads = render(answerOf([{ kind: 'paragraph', text: [paragraph] }]), [{ label: '480', token: 't' }]);
  expect(payloads.length).toBeGreaterThan(1);
  for (const { blocks } of payloads) expect(checkBlocks(blocks)).toBeUndefined();
  const seen = payloads.map(({ blocks }) => readable(blocks.filter((block) => block.type === 'rich_text'))).join('');
  expect(seen === `486 Busy Here${paragraph}`).toBe(true);
});

test('what does not fit in four messages is said, with its size', () => {
  const payloads = render(answerOf([{ kind: 'code', text: 'x'.repeat(100_000) }]));
  expect(payloads).toHaveLength(4);
  for (const { blocks } of payloads) expect(checkBlocks(blocks)).toBeUndefined();
  const seen = readable(payloads.flatMap(({ blocks }) => blocks)).match(/x/g)?.length ?? 0;
  expect(readable(payloads.at(-1)?.blocks ?? []).endsWith(`cut: ${100_000 - seen}`)).toBe(true);
});

describe('every entry of the catalog', () => {
  const catalog = loadCatalog(resolve(import.meta.dirname, '../../../catalog'));
  const products = catalog.products.map((product) => product.key);

  test.each(catalog.languages)('in %s is accepted by the strict checks, whole and in one message', (language) => {
    for (const id of catalog.ids) {
      const entry = catalog.entry(id, language);
      if (entry === undefined) throw new Error(`Unexpected lack of ${id}, expected it in ${language}`);
      const answer = entryAnswer(catalog, entry, { language, products, others: [] });
      const payloads = render(
        answer,
        answer.actions.map(({ label }, index) => ({ label, token: `${index}` })),
      );
      expect(payloads.length, id).toBe(1);
      for (const payload of payloads) {
        expect(checkBlocks(payload.blocks), id).toBeUndefined();
        expect(entitiesOf(payload), id).toEqual([]);
        expect(payload.text.startsWith(escaped(plain(answer.headline))), id).toBe(true);
        for (const text of textsOf(answer.blocks)) expect(readable(payload.blocks), id).toContain(text);
      }
    }
  });
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Every text of an answer's blocks as a reader should find it. */
function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return [plain(block.text)];
      case 'list':
        return [
          block.title ?? '',
          ...block.items.flatMap((item) => [
            plain(item.text),
            ...item.lines.map((line) => `${line.label}: ${plain(line.text)}`),
          ]),
        ];
      case 'facts':
        return block.rows.map((row) => `${row.label}: ${plain(row.text)}`);
      case 'code':
        return block.text.split('\n').map((line) => line.trimEnd());
      case 'ladder':
        return [plain(block.title), ...textLadder(block.layout).split('\n')];
      case 'command':
        return [`${block.label}: ${block.command}`];
      case 'section':
        return [block.title, ...textsOf(block.blocks)];
      default:
        return block satisfies never;
    }
  });
}
