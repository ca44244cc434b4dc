import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outputBlocks, readOutput } from '../../src/answers/output.ts';
import { plain } from '../../src/answers/index.ts';
import { loadCatalog, type CatalogEntry } from '../../src/catalog/index.ts';

const catalog = loadCatalog(join(import.meta.dirname, '../../catalog'));

type Output = Extract<CatalogEntry, { kind: 'output' }>;

function output(key: string, language = 'en'): Output {
  const entry = catalog.entry(`product/asterisk/${key}`, language);
  if (entry?.kind !== 'output') throw new Error(`Unexpected ${key}, expected an output`);
  return entry;
}

const PEERS = `
Asterisk*CLI> sip show peers
Name/username             Host                                    Dyn Forcerport Comedia    ACL Port     Status      Description
102/102                   192.0.2.10                               D  Auto (No)  No             5060     OK (24 ms)
103/103                   (Unspecified)                            D  Auto (No)  No             0        UNKNOWN
104                       203.0.113.7                              D  Auto (No)  No             5062     UNREACHABLE
105/105                   203.0.113.8                              D  Auto (No)  No             5062     LAGGED (2340 ms)
trunk/102                 198.51.100.9                                Auto (No)  No             5060     Unmonitored
5 sip peers [Monitored: 1 online, 3 offline Unmonitored: 1 online, 0 offline]
`;

const items = (key: string, pasted: string, language = 'en'): string[] =>
  outputBlocks(output(key, language), catalog.messages(language), pasted).flatMap((block) =>
    block.kind === 'list' ? block.items.map((item) => plain(item.text)) : [],
  );

test('a pasted table is read line by line; the header, the prompt and the sum are no rows', () => {
  const rows = readOutput(output('sip-show-peers'), PEERS);
  expect(rows.map(({ line, key, severity }) => [line, key, severity])).toEqual([
    [4, 'ok', 'note'],
    [5, 'unspecified', 'failure'],
    [6, 'unreachable', 'failure'],
    [7, 'lagged', 'risk'],
    [8, 'unmonitored', 'note'],
  ]);
  expect(rows[1]?.about).toEqual([{ value: 'user', text: '103' }]);
  expect(rows[1]?.text).toMatch(/^103\/103 .*UNKNOWN$/);
});

test('its findings come worst first, each with the names it is about', () => {
  const lines = items('sip-show-peers', PEERS);
  expect(lines.map((line) => line.split(':')[0])).toEqual(['104', '103', '105', '102', 'trunk']);
});

test('the names are values, so that nothing a table holds becomes markup', () => {
  const [list] = outputBlocks(output('sip-show-peers'), catalog.messages('en'), '<!here>/x (Unspecified) D 0 UNKNOWN');
  expect(list?.kind === 'list' && list.items[0]?.text[0]).toEqual({ value: 'user', text: '<!here>' });
});

test('many lines of one finding name the first six and count the rest', () => {
  const many = Array.from({ length: 40 }, (_, index) => `${100 + index}/x (Unspecified) D 0 UNKNOWN`).join('\r\n');
  const lines = items('sip-show-peers', many);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^100, 101, 102, 103, 104, 105 \+34: /);
});

test('the dialogs of a forum paste, blanks collapsed, tell ringing from speaking', () => {
  const paste = `Peer User/ANR Call ID Format Hold Last Message Expiry Peer
198.51.100.9 79161234567 3b442e6e50c3959 0x4 (ulaw) No Rx: ACK trunk
198.51.100.10 79161234568 14c1fa832dac576 0x8 (alaw) No Init: INVITE other
192.0.2.20 103 0048899C-F848-E 0x4 (ulaw) No Rx: INVITE 103
192.0.2.20 103 8073AE6A-D045-E 0x4 (ulaw) No Rx: INVITE 103
4 active SIP dialogs`;
  const rows = readOutput(output('sip-show-channels'), paste);
  expect(rows.map(({ key }) => key)).toEqual(['speaks', 'waits-for-answer', 'rings-or-hangs', 'rings-or-hangs']);
  expect(items('sip-show-channels', paste)[1]).toMatch(
    /^192\.0\.2\.20 103 0048899C-F848-E, 192\.0\.2\.20 103 8073AE6A-D045-E: /,
  );
});

test('a text without a row of the table explains what rows can say', () => {
  const legend = outputBlocks(output('pjsip-show-endpoints'), catalog.messages('en'));
  expect(outputBlocks(output('pjsip-show-endpoints'), catalog.messages('en'), 'no such table')).toEqual(legend);
});

test("a pasted table answers in the reader's language", () => {
  expect(items('sip-show-peers', PEERS, 'ru')[0]).toMatch(/^104: .*[а-я]/);
});

const outputs = catalog.entries('en').filter((entry) => entry.kind === 'output');

test.each(outputs.map((entry) => [entry.id, entry] as const))('%s: its samples show every row', (_, entry) => {
  const seen = new Set(entry.samples.flatMap((sample) => readOutput(entry, sample).map(({ key }) => key)));
  expect(seen.size).toBeGreaterThanOrEqual(2);
  for (const key of seen) expect(Object.keys(entry.rows)).toContain(key);
});

test('a hostile line of any length is read at once', () => {
  const started = performance.now();
  for (const entry of outputs)
    for (const part of ['a ', ' ', '!', 'a/a ', 'SIP/a!', '01:01:01 '])
      readOutput(entry, Array.from({ length: 5 }, () => part.repeat(20_000)).join('\n'));
  expect(performance.now() - started).toBeLessThan(2000);
});
