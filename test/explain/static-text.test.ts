import { expect, test } from 'vitest';
import { staticText } from '../../src/explain/static-text.ts';

test.each([
  ["failed for '[^']+' - Wrong password", "' - wrong password"],
  ['Peer \\S+ is now UNREACHABLE!', ' is now unreachable!'],
  ['no (?:matching )?peer found', 'peer found'],
  ['a|b', ''],
  ['colou?r of \\d{3} boxes', ' boxes'],
  ['\\(12 headers\\) done', '(12 headers) done'],
  ['[)(]x(a\\)b)yz', 'yz'],
  ['.*', ''],
])('%s always contains "%s"', (source, text) => {
  expect(staticText(source)).toBe(text);
});
