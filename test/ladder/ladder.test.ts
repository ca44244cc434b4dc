import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { groupCalls } from '../../src/calls/tracker.ts';
import { layoutOf, pagesOf, svgLadder, textLadder, type LadderWords } from '../../src/ladder/index.ts';
import { pngOf } from '../../src/ladder/png.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import { createExplainer } from '../../src/explain/index.ts';
import { cases, explainCase } from '../cases.helper.ts';
import { ladder } from '../ladder.helper.ts';

const words: LadderWords = {
  role: (role) => role,
  repeats: (count) => `${count} repetitions`,
  omitted: (count) => `${count} more`,
};
const layout = (lines: string) => {
  const { messages, summary } = ladder(lines);
  return layoutOf(groupCalls(messages, summary).calls, words);
};

test('a refused call is drawn with its error marked and its repetitions folded', () => {
  const drawn = textLadder(
    layout(`
      0.000 alice -> bob INVITE again=0.5,1.5
      1.600 bob -> alice 180
      3.000 bob -> alice 486
      3.001 alice -> bob ACK
    `),
  );
  expect(drawn).toMatch(/^ {2}0\.0 \|-+INVITE-+>\|$/m);
  expect(drawn).toMatch(/^ {2}0\.5 \|\.+INVITE~\.+>\|\n +2 repetitions$/m);
  expect(drawn).toMatch(/^ {2}3\.0 \|<=+486 Busy Here!=*\|$/m);
});

test('without addresses the tags tell who sent what', () => {
  const { messages, summary } = ladder('- alice -> bob INVITE\n- bob -> alice 404\n- alice -> bob ACK');
  const bare = messages.map(({ source: _s, destination: _d, ...rest }) => rest);
  const drawn = textLadder(layoutOf(groupCalls(bare, summary).calls, words));
  expect(drawn).toMatch(/INVITE-+>\|/);
  expect(drawn).toMatch(/<=+404 Not Found!/);
});

test('elements of one host are told apart by their ports', () => {
  const drawn = layout(`
    core = 203.0.113.5:5060
    edge = 203.0.113.5:5080
    0.000 alice -> core INVITE
    0.010 core -> edge INVITE
    1.000 edge -> core 486
    1.010 core -> alice 486
  `);
  expect(drawn.columns.map(({ address }) => address)).toEqual([
    expect.stringMatching(/:5060$/),
    '203.0.113.5:5060',
    '203.0.113.5:5080',
  ]);
  expect(drawn.arrows.map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [1, 2],
    [2, 1],
    [1, 0],
  ]);
});

test('a long call is split into pages, and every page is a picture within the limits of the platforms', async () => {
  const lines = Array.from(
    { length: 75 },
    (_, index) => `${index + 4}.000 alice -> bob INFO\n${index + 4}.100 bob -> alice 200`,
  );
  const long = layout(
    `0.000 alice -> bob INVITE\n1.000 bob -> alice 200\n1.100 alice -> bob ACK\n${lines.join('\n')}\n99.000 alice -> bob BYE\n99.100 bob -> alice 200`,
  );
  expect(long.arrows.length).toBeGreaterThan(120);
  expect(pagesOf(long)).toBe(Math.ceil(long.arrows.length / 60));
  for (let page = 0; page < pagesOf(long); page += 1) {
    const svg = svgLadder(long, 'Alice calls Bob', page);
    const [width = 0, height = 0] = (/width="(\d+)" height="(\d+)"/.exec(svg) ?? []).slice(1).map(Number);
    expect(2 * (width + height)).toBeLessThanOrEqual(10_000);
    const png = Buffer.from(await pngOf(svg));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeLessThan(1_000_000);
  }
});

test('markup and control characters of a message are text in the picture', () => {
  const hostile = layout('0.000 alice -> bob INVITE\n1.000 bob -> alice 486 <script>&"\u0007\u202e');
  const svg = svgLadder(hostile, '<b>"&');
  expect(svg).not.toMatch(/<script|<b>|\u0007|\u202e/);
  expect(svg).toContain('&lt;script&gt;');
});

describe('every recorded case', () => {
  const explainer = createExplainer(loadCatalog(join(import.meta.dirname, '../../catalog')));
  test('has a ladder whose lines fit a phone', () => {
    for (const one of cases(join(import.meta.dirname, '..'))) {
      const { result } = explainCase(explainer, one, 'en');
      for (const call of result.calls.keys()) {
        const answer = explainer.view(result, { show: 'ladder', call }, { ownLanguage: 'ru', defaultLanguage: 'en' });
        const block = answer?.blocks.find((candidate) => candidate.kind === 'ladder');
        if (block === undefined) throw new Error(`Unexpected ${one.name} without a ladder of call ${call}`);
        for (const line of textLadder(block.layout).split('\n'))
          expect([...line].length, `${one.name}: ${line}`).toBeLessThanOrEqual(32);
      }
    }
  });
});
