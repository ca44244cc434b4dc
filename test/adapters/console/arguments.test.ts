import { expect, test } from 'vitest';
import { readArguments } from '../../../src/adapters/console/arguments.ts';

const folder = import.meta.dirname;

test('words stay words, slashes and all', () => {
  expect(readArguments(['SIP/2.0', '403', 'Call/Transaction', '/sip'], folder)).toMatchObject({
    words: ['SIP/2.0', '403', 'Call/Transaction', '/sip'],
    files: [],
  });
});

test('an argument that exists as a file is a file', () => {
  expect(readArguments(['arguments.test.ts'], folder)).toMatchObject({
    words: [],
    files: [{ given: 'arguments.test.ts' }],
  });
});

test.each(['/no/such', './no/such', '../no/such', '~/no/such', 'call.pcap', 'trace.log'])(
  '%s does not exist and is an error',
  (given) => {
    expect(readArguments([given], folder)).toEqual({ what: given, expected: 'an existing file' });
  },
);

test('after -- everything is a word', () => {
  expect(readArguments(['--', '--json', '486'], folder)).toMatchObject({ json: false, words: ['--json', '486'] });
});

test('an unknown option is told', () => {
  expect(readArguments(['--jsn', '486'], folder)).toMatchObject({ expected: 'an option of --help' });
});

test('- means standard input', () => {
  expect(readArguments(['-', '--json'], folder)).toMatchObject({ standardInput: true, json: true, words: [] });
});

test('--call wants a number from 1', () => {
  expect(readArguments(['--call', '0', '486'], folder)).toHaveProperty('what');
  expect(readArguments(['--call', '2', '486'], folder)).toMatchObject({ call: 2 });
});
