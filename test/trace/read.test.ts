import { expect, test } from 'vitest';
import { read } from './reading.ts';
import { TO_BOB, capture, hep3, packet, pcapng, request } from './writer.ts';

test.each<[string, Buffer, string]>([
  ['pcap', capture(packet(TO_BOB, request('INVITE', 'one'))), 'pcap'],
  [
    'pcapng',
    pcapng([
      { bytes: Buffer.concat([Buffer.alloc(12), Buffer.from([8, 0]), packet(TO_BOB, request('INVITE', 'one'))]) },
    ]),
    'pcapng',
  ],
  ['HEP', hep3(TO_BOB, request('INVITE', 'one')), 'hep'],
])('%s is told by its first bytes, whatever the file is called', (_name, bytes, format) => {
  const { messages, summary } = read(bytes, 3);
  expect(messages.map((message) => message.format)).toEqual([format]);
  expect(summary.formats).toEqual([format]);
});

test('anything else is read as text', () => {
  const { messages } = read(Buffer.from(request('INVITE', 'one')));
  expect(messages[0]?.place).toEqual({ file: 'test', line: 1 });
});

test.each([0, 1, 3, 4, 7])('%i bytes are not enough to be anything', (size) => {
  const { messages, summary } = read(capture().subarray(0, size));
  expect(messages).toEqual([]);
  expect(summary.messages).toBe(0);
});
