import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plain } from '../../src/answers/index.ts';
import type { Answer } from '../../src/answers/index.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import { createExplainer } from '../../src/explain/index.ts';

const explainer = createExplainer(loadCatalog(join(import.meta.dirname, '../../catalog')));

/** A call that one answer ends, as sngrep saves it. */
function answerTo(statusLine: string): Answer {
  const message = (first: string, toTag: string): string =>
    `${first}\r
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKa1\r
From: <sip:1001@biloxi.example.com>;tag=f1\r
To: <sip:5550100@biloxi.example.com>${toTag}\r
Call-ID: c1@192.0.2.10\r
CSeq: 1 ${first.startsWith('ACK') ? 'ACK' : 'INVITE'}\r
Content-Length: 0\r
\r
`;
  const [there, back] = ['192.0.2.10:5060 -> 198.51.100.7:5060', '198.51.100.7:5060 -> 192.0.2.10:5060'];
  const session = explainer.open('call.txt');
  session.push(
    Buffer.from(
      `2026/01/12 10:00:00.000000 ${there}
${message('INVITE sip:5550100@biloxi.example.com SIP/2.0', '')}
2026/01/12 10:00:00.100000 ${back}
${message(statusLine, ';tag=t1')}
2026/01/12 10:00:00.110000 ${there}
${message('ACK sip:5550100@biloxi.example.com SIP/2.0', ';tag=t1')}
`,
    ),
  );
  return explainer.trace(session.end(), { defaultLanguage: 'en' }).answer;
}

const itemsOf = ({ blocks }: Answer): string[] =>
  blocks.flatMap((block) => (block.kind === 'list' && block.ordered ? block.items.map(({ text }) => plain(text)) : []));

test('a refusal that nothing else explains shows what usually stands behind its code', () => {
  const answer = answerTo('SIP/2.0 403 Forbidden');
  expect(plain(answer.headline)).toBe('198.51.100.7 refused the call: 403 Forbidden.');
  expect(itemsOf(answer)).toContain("The source address is missing in the server's list, or is banned");
});

test('the address to unban is that of the refused sender', () => {
  const commands = answerTo('SIP/2.0 403 Forbidden').blocks.flatMap((block) =>
    block.kind === 'command' ? [block.command] : [],
  );
  expect(commands).toContain('fail2ban-client unban 192.0.2.10');
});

test('a 401 that asks for nothing is no challenge: nobody can answer it', () => {
  const answer = answerTo('SIP/2.0 401 Unauthorized');
  expect(plain(answer.headline)).toBe('198.51.100.7 refused the call: 401 Unauthorized.');
  expect(itemsOf(answer)[0]).toMatch(/WWW-Authenticate/);
});
