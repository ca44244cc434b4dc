import { flaw } from './flaw.ts';
import type { HeaderField, Problem, SipMessage } from './message.ts';

/**
 * Turns a message whose strings hold one octet a character into one of text: RFC 3261 7 says UTF-8. What is not UTF-8 becomes
 * U+FFFD and a problem; a body only where its type is text, because others may be binary.
 */
export function decodeMessage(message: SipMessage): SipMessage {
  const parts = {
    startLine: decode(message.startLine),
    body: decode(message.body),
    headerFields: message.headerFields.map((field): HeaderField => ({
      ...field,
      name: decode(field.name),
      value: decode(field.value),
    })),
    problems: message.problems.map((odd): Problem =>
      odd.detail === undefined ? odd : { ...odd, detail: decode(odd.detail) },
    ),
  };
  switch (message.kind) {
    case 'request':
      return reportBrokenCharacters({
        ...message,
        ...parts,
        method: decode(message.method),
        requestUri: decode(message.requestUri),
      });
    case 'response':
      return reportBrokenCharacters({ ...message, ...parts, reasonPhrase: decode(message.reasonPhrase) });
    default:
      return message satisfies never;
  }
}

/** The message with one more problem for each line, and for a text body, that holds octets which are not UTF-8. */
export function reportBrokenCharacters(message: SipMessage): SipMessage {
  const problems = [...message.problems];
  if (isBroken(message.startLine))
    problems.push({ ...flaw('utf8-broken', 'RFC 3261 7.1', message.startLine), line: 1 });
  for (const { name, value, line } of message.headerFields) {
    if (isBroken(name) || isBroken(value)) problems.push({ ...flaw('utf8-broken', 'RFC 3261 7.3.1', value), line });
  }
  if (isBroken(message.body) && isTextBody(message)) {
    const last = message.headerFields.at(-1)?.line ?? 1;
    problems.push({ ...flaw('utf8-broken', 'RFC 3261 7.4.1'), line: last + 2 });
  }
  return { ...message, problems };
}

function decode(octets: string): string {
  for (let at = 0; at < octets.length; at++) {
    if (octets.charCodeAt(at) > 127) return Buffer.from(octets, 'latin1').toString('utf8');
  }
  return octets;
}

function isBroken(text: string): boolean {
  return text.includes('\uFFFD');
}

function isTextBody(message: SipMessage): boolean {
  const type = message.headerFields.find((field) => field.name === 'Content-Type')?.value.toLowerCase();
  return type === undefined || type.startsWith('text/') || type.startsWith('application/sdp');
}
