import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plain } from '../../src/answers/index.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import { createExplainer } from '../../src/explain/index.ts';

const explainer = createExplainer(loadCatalog(join(import.meta.dirname, '../../catalog')));

const LINES = `Everyone is busy/congested at this time (1:1/0/0)
Peer '102' is now Reachable. (21ms / 2000ms)
Peer '102' is now Reachable. (23ms / 2000ms)
Got SIP response 603 "Declined" back from 192.0.2.4:5060
something that nobody knows
`;

test('a log without SIP: the line that refused stands first, before a summary and before good news', () => {
  const session = explainer.open('full.log');
  session.push(Buffer.from(LINES));
  const { answer } = explainer.trace(session.end(), { defaultLanguage: 'en' });
  expect(plain(answer.headline)).toMatch(/^The far side refused/);
  const lines = answer.blocks.flatMap((block) =>
    block.kind === 'facts' ? block.rows.map(({ text }) => plain(text)) : [],
  );
  expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['Got SIP', "Peer '102'", 'Everyone is']);
  const read = answer.blocks.flatMap((block) => (block.kind === 'paragraph' ? [plain(block.text)] : [])).at(-1);
  expect(read).toBe('Read: no SIP message; 4 log lines known; 1 line not understood.');
});
