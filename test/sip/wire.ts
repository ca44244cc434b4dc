import { parseMessage, parseMessageBytes } from '../../src/sip/parse.ts';
import type { SipMessage } from '../../src/sip/message.ts';

/** A message as it stands on the wire: the indent of the test removed, line ends as CRLF. */
export function wire(text: string): string {
  const lines = text.replace(/^\n/, '').split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return lines
    .map((line) => (line.startsWith(' '.repeat(indent)) ? line.slice(indent) : line.trimStart()))
    .join('\r\n');
}

/** The same as a log or a chat shows it: line ends as LF. */
export function pasted(text: string): string {
  return wire(text).replaceAll('\r\n', '\n');
}

/** Parses what must be a message, from its octets. */
export function read(text: string): SipMessage {
  return present(parseMessageBytes(Buffer.from(wire(text))));
}

/** Parses what must be a message, from pasted text. */
export function readPasted(text: string): SipMessage {
  return present(parseMessage(pasted(text)));
}

/** `kind@line` of every problem, in order. */
export function problems(message: SipMessage): string[] {
  return message.problems.map((problem) => `${problem.kind}@${problem.line}`);
}

function present(message: SipMessage | undefined): SipMessage {
  if (message === undefined) throw new Error('Unexpected text without a start line, expected a message');
  return message;
}
