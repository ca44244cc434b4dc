import { expect, test } from 'vitest';
import { decodeMessage, decodeText } from '../../../src/adapters/slack/text.ts';

const BOT = 'U0SIPWHY';

test.each([
  ['the mention of the bot in front goes', '<@U0SIPWHY> 486', '486'],
  ['with a colon or comma after it too', '<@U0SIPWHY|sipwhy>: 486', '486'],
  ['a later mention of the bot stays', 'ask <@U0SIPWHY> for 486', 'ask @U0SIPWHY for 486'],
  ['somebody else stays', '<@U0ALICE> got 486', '@U0ALICE got 486'],
  ['a channel shows its name', 'see <#C0INCIDENTS|incidents>', 'see #incidents'],
  ['a broadcast is a word', '<!here> 486', '@here 486'],
  ['a group shows its label', '<!subteam^S0NOC|@noc> 486', '@noc 486'],
  ['a date shows what was typed', 'since <!date^1700000000^{time}|14:03>', 'since 14:03'],
  [
    'a mail link is its label',
    'To: &lt;sip:<mailto:bob@biloxi.example.com|bob@biloxi.example.com>&gt;',
    'To: <sip:bob@biloxi.example.com>',
  ],
  ['a telephone link is its label', 'call <tel:+12025550123|+12025550123>', 'call +12025550123'],
  [
    'a host that became a link',
    'Via: SIP/2.0/UDP <http://pbx.atlanta.example.com|pbx.atlanta.example.com>:5060',
    'Via: SIP/2.0/UDP pbx.atlanta.example.com:5060',
  ],
  [
    'a link without a label is its address',
    '<https://atlanta.example.com/a?b=1&amp;c=2>',
    'https://atlanta.example.com/a?b=1&c=2',
  ],
  [
    'a SIP link is its label',
    'From: <sip:alice@atlanta.example.com|sip:alice@atlanta.example.com>',
    'From: sip:alice@atlanta.example.com',
  ],
  [
    'a raw SIP URI in brackets is a header',
    'From: <sip:alice@atlanta.example.com>;tag=1',
    'From: <sip:alice@atlanta.example.com>;tag=1',
  ],
  [
    'a raw header around a link',
    'From: <sip:<mailto:alice@atlanta.example.com|alice@atlanta.example.com>>',
    'From: <sip:alice@atlanta.example.com>',
  ],
  ['an encoded header is no token', 'From: &lt;sip:100@192.0.2.1&gt;', 'From: <sip:100@192.0.2.1>'],
  ['entities are decoded once', 'a &amp;lt; b', 'a &lt; b'],
  ['other entities are text', '&quot;486&quot; &nbsp;', '&quot;486&quot; &nbsp;'],
  ['line ends stay', 'SIP/2.0 486 Busy Here\nCall-ID: 1', 'SIP/2.0 486 Busy Here\nCall-ID: 1'],
  ['comparison signs are text', 'a < b > c', 'a < b > c'],
])('text: %s', (_, given, expected) => {
  expect(decodeText(given, BOT)).toBe(expected);
});

const rich = (...elements: readonly unknown[]): unknown[] => [{ type: 'rich_text', elements }];
const section = (...elements: readonly unknown[]): unknown => ({ type: 'rich_text_section', elements });
const words = (text: string, style?: unknown): unknown => ({
  type: 'text',
  text,
  ...(style !== undefined && { style }),
});

test.each([
  ['wins over the marked-up text', rich(section(words('From: <sip:100@192.0.2.1>'))), 'From: <sip:100@192.0.2.1>'],
  ['drops the bot in front', rich(section({ type: 'user', user_id: BOT }, words(' 486'))), '486'],
  [
    'keeps a person whose id begins like the bot',
    rich(section({ type: 'user', user_id: `${BOT}2` }, words(' 486'))),
    '@U0SIPWHY2 486',
  ],
  [
    'takes the label of a link',
    rich(
      section(
        words('Via: '),
        { type: 'link', url: 'http://pbx.atlanta.example.com', text: 'pbx.atlanta.example.com' },
        words(':5060'),
      ),
    ),
    'Via: pbx.atlanta.example.com:5060',
  ],
  [
    'takes a mail link without its scheme',
    rich(section(words('sip:'), { type: 'link', url: 'mailto:bob@biloxi.example.com' })),
    'sip:bob@biloxi.example.com',
  ],
  [
    'gives an emoji back as typed',
    rich(section(words('192.0.2.1'), { type: 'emoji', name: '100' }, words('5060'))),
    '192.0.2.1:100:5060',
  ],
  [
    'keeps the lines of code',
    rich(
      section(words('look\n')),
      { type: 'rich_text_preformatted', elements: [words('BYE sip:a SIP/2.0\nCSeq: 1 BYE')] },
      section(words('why?')),
    ),
    'look\nBYE sip:a SIP/2.0\nCSeq: 1 BYE\nwhy?',
  ],
  [
    'gives list items a line each',
    rich({
      type: 'rich_text_list',
      style: 'bullet',
      elements: [section(words('486')), section(words('487', { bold: true }))],
    }),
    '486\n487',
  ],
  ['reads a quote', rich({ type: 'rich_text_quote', elements: [words('SIP/2.0 503')] }), 'SIP/2.0 503'],
  ['ignores what it does not know', rich(section({ type: 'hologram', text: 5 }, words('486'))), '486'],
])('rich text: %s', (_, blocks, expected) => {
  expect(decodeMessage({ text: 'the marked-up text', blocks }, BOT)).toBe(expected);
});

test.each([
  ['no blocks', undefined],
  ['other blocks', [{ type: 'section', text: { type: 'mrkdwn', text: 'x' } }]],
  ['blocks that are none', 'blocks'],
  ['null blocks', [null, 7]],
])('%s: the text counts', (_, blocks) => {
  expect(decodeMessage({ text: '<@U0SIPWHY> 486', blocks }, BOT)).toBe('486');
});

test('a message without text is empty', () => {
  expect(decodeMessage({ blocks: undefined }, BOT)).toBe('');
});
