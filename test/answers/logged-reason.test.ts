import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plain } from '../../src/answers/index.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import { createExplainer } from '../../src/explain/index.ts';

const explainer = createExplainer(loadCatalog(join(import.meta.dirname, '../../catalog')));

/** A REGISTER that chan_sip refuses, with what it logs between the two. */
function logOf(user: string, notice: string): string {
  const common = `Via: SIP/2.0/UDP 198.51.100.23:5062;branch=z9hG4bK${user};rport
From: <sip:${user}@203.0.113.5>;tag=a${user}
To: <sip:${user}@203.0.113.5>
Call-ID: ${user}@198.51.100.23
CSeq: 1 REGISTER
Content-Length: 0
`;
  return `
<--- SIP read from UDP:198.51.100.23:5062 --->
REGISTER sip:203.0.113.5 SIP/2.0
${common}
<------------->
${notice}
<--- Transmitting (NAT) to 198.51.100.23:5062 --->
SIP/2.0 403 Forbidden
${common}

<------------>
`;
}

const refused = (user: string, why: string): string =>
  `NOTICE[2001] chan_sip.c: Registration from '<sip:${user}@203.0.113.5>' failed for '198.51.100.23:5062' - ${why}`;

function answerTo(log: string): {
  readonly certainty: string;
  readonly items: readonly string[];
  readonly text: string;
} {
  const session = explainer.open('full.log');
  session.push(Buffer.from(log));
  const { blocks } = explainer.trace(session.end(), { defaultLanguage: 'en' }).answer;
  const paragraphs = blocks.flatMap((block) => (block.kind === 'paragraph' ? [plain(block.text)] : []));
  return {
    certainty: paragraphs[0] ?? '',
    items: blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(({ text }) => plain(text)) : [])),
    text: blocks
      .flatMap((block) => (block.kind === 'facts' ? block.rows.map(({ text }) => plain(text)) : []))
      .join('\n'),
  };
}

test('what the box logged of a refusal is the reason, is quoted and comes before every guess', () => {
  const { certainty, items, text } = answerTo(logOf('305', refused('305', 'No matching peer found')));
  expect(certainty).toBe("Proven. The log says why: chan_sip knows no such account. The client's side must act.");
  expect(items[0]).toBe('The number or login in the phone is wrong');
  expect(items).not.toContain('The address of the client is not allowed');
  expect(text).toContain('No matching peer found');
});

test('each refusal has its own line: what the log says of another account does not count', () => {
  const two = logOf('305', refused('306', 'No matching peer found')) + logOf('307', '');
  expect(answerTo(two).certainty).not.toContain('The log says why');
});

test('a line that tells nothing bad is no reason', () => {
  const { certainty } = answerTo(logOf('305', "NOTICE[2001] chan_sip.c: Peer '305' is now Reachable. (21ms / 2000ms)"));
  expect(certainty).not.toContain('The log says why');
});

test('a log whose lines have a date and whose messages have the time alone', () => {
  const timed = `
recv 300 bytes from udp/[198.51.100.23]:5062 at 09:14:07.100000:
   ------------------------------------------------------------------------
   REGISTER sip:203.0.113.5 SIP/2.0
   Via: SIP/2.0/UDP 198.51.100.23:5062;branch=z9hG4bKa1;rport
   From: <sip:305@203.0.113.5>;tag=a1
   To: <sip:305@203.0.113.5>
   Call-ID: a1@198.51.100.23
   CSeq: 1 REGISTER
   Content-Length: 0

   ------------------------------------------------------------------------
2026-03-02 09:14:07.120000 [WARNING] sofia_reg.c:3097 Can't find user [305@203.0.113.5] from 198.51.100.23
send 300 bytes to udp/[198.51.100.23]:5062 at 09:14:07.130000:
   ------------------------------------------------------------------------
   SIP/2.0 403 Forbidden
   Via: SIP/2.0/UDP 198.51.100.23:5062;branch=z9hG4bKa1;rport=5062
   From: <sip:305@203.0.113.5>;tag=a1
   To: <sip:305@203.0.113.5>;tag=b1
   Call-ID: a1@198.51.100.23
   CSeq: 1 REGISTER
   Content-Length: 0

   ------------------------------------------------------------------------
`;
  expect(answerTo(timed).certainty).toContain('The log says why: no such user');
});

test('a log that reports an answer from elsewhere says nothing of its reason', () => {
  const notice = refused('305', 'No matching peer found');
  const heard = logOf('305', notice)
    .replace('<--- SIP read from UDP:198.51.100.23:5062 --->', 'Transmitting (no NAT) to 203.0.113.5:5060:')
    .replace('<--- Transmitting (NAT) to 198.51.100.23:5062 --->', '<--- SIP read from UDP:203.0.113.5:5060 --->');
  expect(answerTo(heard).text).toContain('403 Forbidden');
  expect(answerTo(heard).certainty).not.toContain('The log says why');
});
