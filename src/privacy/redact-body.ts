import { parseContentType } from '../sip/headers/content-type.ts';
import { rewriteHeader } from './redact-headers.ts';
import { eachLine, rewriteSdp } from './redact-sdp.ts';
import { rewriteText } from './redact-text.ts';
import type { WireValues } from './wire-values.ts';

// Multipart in multipart: deeper than any sender goes.
const MAX_DEPTH = 4;

/** A body with aliases. Session descriptions, parts of messages and message counts are read; of all others only that they were there is told. */
export function rewriteBody(type: string | undefined, body: string, values: WireValues, depth = 0): string {
  if (body.trim() === '') return body;
  const content = parseContentType(type ?? (body.startsWith('v=0') ? 'application/sdp' : ''));
  if (content.boundary !== undefined && content.type.startsWith('multipart/') && depth < MAX_DEPTH)
    return rewriteParts(content.boundary, body, values, depth);
  switch (content.type) {
    case 'application/sdp':
      return rewriteSdp(body, values);
    case 'message/sipfrag':
    case 'message/sip':
      return rewriteFragment(body, values);
    case 'application/simple-message-summary':
      return eachLine(body, (line) => rewriteText(line, values));
    case 'application/dtmf-relay':
      return eachLine(body, (line) => line.replace(/^(\s*Signal\s*=\s*).*$/i, '$1*'));
    case 'application/dtmf':
      return '*';
    default:
      return /xml/.test(content.type) ? '<?xml version="1.0"?>\r\n<removed/>\r\n' : 'removed\r\n';
  }
}

// RFC 3420: a start line, perhaps header fields, perhaps a body.
function rewriteFragment(body: string, values: WireValues): string {
  return eachLine(body, (line) => {
    const colon = /^([A-Za-z][\w-]*)\s*:/.exec(line);
    return colon === null
      ? rewriteText(line, values)
      : `${colon[0]} ${rewriteHeader(colon[1] ?? '', line.slice(colon[0].length).trim(), values)}`;
  });
}

function rewriteParts(boundary: string, body: string, values: WireValues, depth: number): string {
  const alias = values.id('word', boundary);
  const lines = body.split(/\r?\n/);
  const result: string[] = [];
  let from = 0;
  for (const [index, line] of [...lines.entries(), [lines.length, undefined] as const]) {
    const mark = line?.trimEnd();
    if (mark !== undefined && mark !== `--${boundary}` && mark !== `--${boundary}--`) continue;
    // What stands before the first boundary and behind the last is for nobody (RFC 2046 5.1.1).
    if (from > 0 && mark !== undefined) result.push(...rewritePart(lines.slice(from, index), values, depth));
    if (mark !== undefined) result.push(mark.replace(boundary, alias));
    from = index + 1;
    if (mark?.endsWith('--') === true && mark !== `--${boundary}`) break;
  }
  return `${result.join('\r\n')}\r\n`;
}

function rewritePart(lines: readonly string[], values: WireValues, depth: number): string[] {
  const empty = lines.findIndex((line) => line.trim() === '');
  const head = lines.slice(0, Math.max(empty, 0)).map((line) => {
    const colon = line.indexOf(':');
    return colon < 0
      ? rewriteText(line, values)
      : `${line.slice(0, colon)}: ${rewriteHeader(line.slice(0, colon).trim(), line.slice(colon + 1).trim(), values)}`;
  });
  const type = lines.slice(0, Math.max(empty, 0)).find((line) => /^content-type\s*:/i.test(line));
  const text = lines.slice(empty + 1).join('\r\n');
  return [
    ...head,
    '',
    ...rewriteBody(type?.slice(type.indexOf(':') + 1).trim(), text, values, depth + 1).split(/\r?\n/),
  ];
}
