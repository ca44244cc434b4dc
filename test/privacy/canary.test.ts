import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Answer, Block } from '../../src/answers/index.ts';
import { renderText } from '../../src/adapters/console/render.ts';
import { createBot } from '../../src/bot/bot.ts';
import type { Reply } from '../../src/bot/question.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import { createExplainer, jsonOf, type TraceExplanation, type View } from '../../src/explain/index.ts';
import { pagesOf, svgLadder, textLadder } from '../../src/ladder/index.ts';
import { plain } from '../../src/answers/index.ts';
import { openFileStore } from '../../src/store/libsql.ts';
import { reached, sentId, stage } from '../adapters/telegram/helper.ts';
import { canaryTraces, PARTIES, plantedIn, SECRETS } from './canary.helper.ts';

const explainer = createExplainer(loadCatalog(join(import.meta.dirname, '../../catalog')));
const traces = canaryTraces();

/** Everything that a reader can get to see of an answer: its data, its text, its ladders as text and as SVG, its file. */
function everythingOf(answer: Answer): string {
  const ladders = answer.blocks.flatMap((block: Block) =>
    block.kind !== 'ladder'
      ? []
      : [
          textLadder(block.layout),
          ...Array.from({ length: pagesOf(block.layout) }, (_, page) =>
            svgLadder(block.layout, plain(block.title), page),
          ),
        ],
  );
  return [JSON.stringify(answer), renderText(answer, [], 80), ...ladders].join('\n');
}

/** The answer to a trace as data and JSON, and every further look at it, by name. */
function looks(text: string, language: string, mask: boolean): ReadonlyMap<string, string> {
  const session = explainer.open('trace.log');
  session.push(Buffer.from(text));
  const options = { ownLanguage: language, defaultLanguage: 'en', mask };
  const explanation: TraceExplanation = explainer.trace(session.end(), options);
  const found = new Map([
    ['answer', everythingOf(explanation.answer)],
    ['json', JSON.stringify(jsonOf(explanation, 'trace.log'))],
  ]);
  const views = [...explanation.result.calls.keys()].flatMap((call): View[] =>
    (['call', 'ladder', 'ticket', 'filter'] as const).map((show) => ({ show, call })),
  );
  for (const view of [...views, { show: 'redacted' } as const]) {
    const answer = explainer.view(explanation.result, view, options);
    if (answer !== undefined) found.set(view.show, (found.get(view.show) ?? '') + everythingOf(answer));
  }
  return found;
}

const leaks = (planted: Readonly<Record<string, string>>, texts: ReadonlyMap<string, string>): string[] =>
  [...texts].flatMap(([look, text]) => plantedIn(text, planted).map((name) => `${look}: ${name}`));

describe.each(['en', 'ru'])('in %s', (language) => {
  test.each([...traces])('a masked look at %s shows nobody, no place and no secret', (_, text) => {
    expect(leaks({ ...PARTIES, ...SECRETS }, looks(text, language, true))).toEqual([]);
  });

  test.each([...traces])('an open look at %s shows no secret, and its copy nothing at all', (_, text) => {
    const seen = looks(text, language, false);
    expect(leaks(SECRETS, seen)).toEqual([]);
    expect(plantedIn(seen.get('redacted') ?? '', { ...PARTIES, ...SECRETS })).toEqual([]);
  });
});

test('what is looked for would be found: an open look at a refused call names both numbers', () => {
  const seen = looks(traces.get('404') ?? '', 'en', false);
  expect(
    plantedIn(seen.get('ticket') ?? '', { caller: PARTIES.caller, dialled: PARTIES.dialled, callId: PARTIES.callId }),
  ).toHaveLength(3);
});

test('a question with secrets in it is answered without them', async () => {
  const bot = createBot({ explainer, store: openFileStore(':memory:'), defaultLanguage: 'en' });
  const ask = (words: string): Promise<Reply> =>
    bot.ask({ words, from: { person: 'console', chat: 'console', private: true }, command: '' });
  for (const words of [
    ...traces.values(),
    `what is response="${SECRETS.response}" nonce="${SECRETS.nonce}"`,
    `register => bob:${SECRETS.registerLine}@biloxi.example.com`,
  ])
    expect(plantedIn(everythingOf((await ask(words)).answer), SECRETS)).toEqual([]);
});

test('nothing of a file stands in the log or the store, whatever is pressed below its answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sipwhy-canary-'));
  const store = openFileStore(join(folder, 'kept.db'));
  const open = await stage({ store });
  try {
    const alice = { id: 101, first_name: 'Alice', language_code: 'en' };
    open.server.file('trace', Buffer.from(traces.get('403') ?? ''));
    open.server.say(alice, undefined, {
      extra: {
        document: { file_id: 'trace', file_unique_id: 'trace', file_name: `${PARTIES.caller}.log`, file_size: 1 },
      },
    });
    const [first] = await reached(open.server, 'sendMessage', 1);
    const rows = (first?.parameters['reply_markup'] as { inline_keyboard: { callback_data?: string }[][] })
      .inline_keyboard;
    const tokens = rows.flat().flatMap(({ callback_data: token }) => (token === undefined ? [] : [token]));
    expect(tokens.length).toBeGreaterThan(3);
    for (const token of tokens) open.server.press(alice, alice.id, sentId(first), token);
    await reached(open.server, 'answerCallbackQuery', tokens.length);
    // A question that fails is logged as well.
    open.server.fail('sendMessage', { code: 400, description: 'whatever', times: 3 });
    open.server.say(alice, traces.get('404'));
    await open.server.until(
      (calls) => calls.filter(({ method, error }) => method === 'sendMessage' && error !== undefined).length >= 3,
    );
  } finally {
    await open.stop();
    await store.close();
  }
  const kept = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
  rmSync(folder, { recursive: true });
  expect(kept.length).toBeGreaterThan(100);
  expect(open.logged.length).toBeGreaterThan(2);
  expect(plantedIn(kept, { ...PARTIES, ...SECRETS })).toEqual([]);
  expect(plantedIn(open.logged.join('\n'), { ...PARTIES, ...SECRETS })).toEqual([]);
}, 60_000);
