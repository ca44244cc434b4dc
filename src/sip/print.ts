import type { SipMessage } from './message.ts';

/**
 * A message as text again, with CRLF line ends (RFC 3261 7). The start line, the order of fields and their values stand
 * as they were read; folded fields come out on one line, compact names in their long form.
 */
export function printMessage(message: SipMessage): string {
  const lines = [message.startLine];
  for (const field of message.headerFields)
    lines.push(field.name === '' ? field.value : `${field.name}: ${field.value}`);
  return `${lines.join('\r\n')}\r\n\r\n${message.body}`;
}

/** The start line in the form RFC 3261 7.1 and 7.2 ask for, whatever the message came with. */
export function printStartLine(message: SipMessage): string {
  switch (message.kind) {
    case 'request':
      return `${message.method} ${message.requestUri} SIP/2.0`;
    case 'response':
      return `SIP/2.0 ${message.statusCode} ${message.reasonPhrase}`;
    default:
      return message satisfies never;
  }
}
