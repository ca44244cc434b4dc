import type { HeaderField, SipMessage } from '../sip/message.ts';
import { rewriteUri } from './redact-uri.ts';
import { rewriteBody } from './redact-body.ts';
import { rewriteHeader } from './redact-headers.ts';
import { rewriteText } from './redact-text.ts';
import type { WireValues } from './wire-values.ts';

/** A message as text with LF line ends and a last one, everything that says who, where or by which secret replaced. */
export function rewriteMessage(message: SipMessage, values: WireValues): string {
  const type = message.headerFields.find((field) => field.name === 'Content-Type')?.value;
  const body = message.body === '' ? '' : values.known(rewriteBody(type, message.body, values));
  const lines = message.headerFields.map((field) => rewriteField(field, message, body, values));
  return [rewriteStartLine(message, values), ...lines, '', body].join('\n').replace(/\r/g, '').replace(/\n*$/, '\n');
}

function rewriteStartLine(message: SipMessage, values: WireValues): string {
  switch (message.kind) {
    case 'request': {
      const own = rewriteUri(message.requestUri, values);
      const line = message.startLine;
      const at = message.requestUri === '' ? -1 : line.indexOf(message.requestUri);
      return at < 0
        ? `${message.method} ${own} SIP/2.0`
        : line.slice(0, at) + own + line.slice(at + message.requestUri.length);
    }
    case 'response': {
      const at = message.reasonPhrase === '' ? -1 : message.startLine.lastIndexOf(message.reasonPhrase);
      return at < 0 ? message.startLine : message.startLine.slice(0, at) + rewriteText(message.reasonPhrase, values);
    }
    default:
      return message satisfies never;
  }
}

function rewriteField(field: HeaderField, message: SipMessage, body: string, values: WireValues): string {
  if (field.name === '') return rewriteText(field.value, values);
  const value =
    field.name === 'Content-Length' ? lengthOf(field, message, body) : rewriteHeader(field.name, field.value, values);
  return `${field.name}: ${value}`;
}

/** The length of the new body; a wrong one stays wrong by the same difference (RFC 3261 20.14). */
function lengthOf(field: HeaderField, message: SipMessage, body: string): string {
  if (!/^\s*\d{1,9}\s*$/.test(field.value)) return field.value.replace(/[^\d\s+-]/g, 'x');
  const octets = Buffer.byteLength(body.replace(/\r?\n/g, '\r\n'));
  const wrong = message.problems.find(
    (problem) => problem.kind === 'content-length-wrong' && problem.line === field.line,
  );
  const found = /^(\d+), body (\d+)$/.exec(wrong?.detail ?? '');
  return String(Math.max(0, octets + (found === null ? 0 : Number(found[1]) - Number(found[2]))));
}
