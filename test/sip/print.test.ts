import { expect, it } from 'vitest';
import { parseMessage } from '../../src/sip/parse.ts';
import { printMessage, printStartLine } from '../../src/sip/print.ts';
import { read, wire } from './wire.ts';

const MESSAGE = `
  MESSAGE sip:bob@biloxi.example.com SIP/2.0
  Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
  X-Custom: a  b
  Content-Type: text/plain
  Content-Length: 5

  Hello`;

it('a message with long names on single lines prints as it came', () => {
  expect(printMessage(read(MESSAGE))).toBe(wire(MESSAGE));
});

it('compact names and folds are written out', () => {
  const printed = printMessage(read(MESSAGE.replace('Via:', 'v :').replace('SIP/2.0/UDP 192', 'SIP/2.0/UDP\n    192')));
  expect(printed).toBe(wire(MESSAGE));
});

it('a line that is no header field is kept', () => {
  expect(printMessage(read(MESSAGE.replace('X-Custom: a  b', 'what is this')))).toContain('\r\nwhat is this\r\n');
});

it('what is printed reads as the same message', () => {
  const message = read(MESSAGE);
  const again = parseMessage(printMessage(message));
  expect(again).toEqual(message);
});

it('a damaged start line prints in its right form where asked', () => {
  expect(printStartLine(read(MESSAGE.replace('MESSAGE sip', 'ESSAGE  sip')))).toBe(
    'MESSAGE sip:bob@biloxi.example.com SIP/2.0',
  );
  expect(printStartLine(read('SIP/2.0  486  Busy Here\nVia: x\n\n'))).toBe('SIP/2.0 486 Busy Here');
});
