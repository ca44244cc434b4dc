import { describe, expect, test } from 'vitest';
import { realBot, realExplainer } from './helper.ts';
import { accept, missingWords, unmeant, wordsOf } from './strict.helper.ts';

const { catalog } = realExplainer();
const bot = realBot();

describe.each(catalog.languages)('every entry in %s', (language) => {
  test('is taken by the strict server, whole, and without an entity that we did not mean', async () => {
    const wrong: string[] = [];
    let longest = 0;
    for (const id of catalog.ids) {
      const { answer, buttons } = await bot.press({
        token: `1:show:${language}:e=${id}`,
        from: { person: 'telegram:101', chat: 'telegram:101', private: true },
        command: '/sip',
      });
      const { texts, entities, rendered } = await accept(answer, buttons);
      const text = texts.join('\n');
      longest = Math.max(longest, text.length);
      if (answer.language !== language) wrong.push(`${id}: in ${answer.language}`);
      for (const entity of unmeant(entities))
        wrong.push(`${id}: ${entity.type} "${text.slice(entity.offset, entity.offset + entity.length)}"`);
      if (rendered.documents?.[0] === undefined)
        wrong.push(...missingWords(text, wordsOf(answer)).map((word) => `${id}: lost "${word}"`));
    }
    expect(catalog.ids.length).toBeGreaterThan(300);
    expect(wrong).toEqual([]);
    process.stdout.write(`telegram: ${catalog.ids.length} entries in ${language}, the longest ${longest} characters\n`);
  });
});
