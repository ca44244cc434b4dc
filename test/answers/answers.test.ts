import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderText } from '../../src/adapters/console/render.ts';
import { plain, type Block } from '../../src/answers/index.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import { createExplainer } from '../../src/explain/index.ts';

const catalog = loadCatalog(join(import.meta.dirname, '../../catalog'));
const explainer = createExplainer(catalog);

const TEN = [
  '403 Wrong Guess',
  '486',
  '480 Destination Not Found In Client Plan',
  'codec mismatch',
  '503',
  '401',
  'cause 34',
  'Warning: 304',
  '4xx',
  '12345',
];

test.each(['en', 'ru'])('ten answers in %s read like a message from a colleague', (language) => {
  const answers = TEN.map(
    (words) => explainer.question(words, { ownLanguage: language, defaultLanguage: 'en' }).answer,
  );
  process.stdout.write(answers.map((answer) => `\n${'-'.repeat(32)}\n${renderText(answer, [], 40)}`).join(''));
  for (const answer of answers) {
    expect(answer.language).toBe(language);
    expect(plain(answer.headline).length).toBeLessThanOrEqual(80);
    expect(answer.blocks.length).toBeGreaterThan(0);
  }
});

const allBlocks = (blocks: readonly Block[]): readonly Block[] =>
  blocks.flatMap((block) => (block.kind === 'section' ? [block, ...allBlocks(block.blocks)] : [block]));

test.each(['en', 'ru'])(
  'every entry in %s: a headline of at most 80 characters, commands on one line, preformatted lines of at most 32 columns',
  (language) => {
    for (const id of catalog.ids) {
      const answer = explainer.entry(id, [], { ownLanguage: language, defaultLanguage: 'en' });
      if (answer === undefined) throw new Error(`Unexpected id ${id}, expected an answer`);
      expect(plain(answer.headline).length, id).toBeLessThanOrEqual(80);
      for (const block of allBlocks(answer.blocks)) {
        if (block.kind === 'command') expect(block.command, id).not.toContain('\n');
        if (block.kind === 'code')
          for (const line of block.text.split('\n')) expect([...line].length, `${id}: ${line}`).toBeLessThanOrEqual(32);
      }
    }
  },
);

test('a routine answer says that it is no error', () => {
  for (const code of ['100', '180', '401', '407', '487', '491']) {
    const { answer } = explainer.question(code, { ownLanguage: 'en', defaultLanguage: 'en' });
    expect(answer.blocks.map((block) => (block.kind === 'paragraph' ? plain(block.text) : ''))[0], code).toMatch(
      /no error by itself/,
    );
  }
});

test('a code nobody registered answers with its class', () => {
  expect(explainer.question('452', { defaultLanguage: 'en' }).matches[0]?.id).toBe('class/4xx');
});

test('the language is the own setting, else that of the words, else the platform, else the default', () => {
  const language = (words: string, options: object): string =>
    explainer.question(words, { defaultLanguage: 'en', ...options }).language;
  expect(language('абонент занят', {})).toBe('ru');
  expect(language('абонент занят', { ownLanguage: 'en' })).toBe('en');
  expect(language('486', { platformLanguage: 'ru-RU' })).toBe('ru');
  expect(language('486', { platformLanguage: 'de' })).toBe('en');
  expect(language('486', { defaultLanguage: 'ru' })).toBe('ru');
});
