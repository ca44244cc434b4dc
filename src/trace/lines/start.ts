import { isKnownMethod } from '../../sip/methods.ts';

/** A start line found within a line of text (RFC 3261 7.1, 7.2). */
export interface StartFound {
  /** Where it begins, 0-based; everything before is the prefix. */
  readonly column: number;
  /** Just after the version of a request, or after the status code of a response. */
  readonly end: number;
  readonly kind: 'request' | 'response';
}

const VERSION = /SIP\/\d+\.\d+/gi;
const KNOWN_METHOD =
  /(?:INVITE|ACK|BYE|CANCEL|REGISTER|OPTIONS|PRACK|SUBSCRIBE|NOTIFY|PUBLISH|INFO|REFER|MESSAGE|UPDATE)[ \t]+(?=<?[a-z][a-z0-9+.-]{0,19}:|\[|<)/gi;
const OTHER_METHOD = /(?:^|[\s"'<>\]|])([A-Z][A-Z0-9.!%*_+`'~-]{1,31})[ \t]+[a-z][a-z0-9+.-]{0,19}:\S+[ \t]*$/;
const MAX_URI = 2048;

/**
 * Finds the first start line in `line` from `from` on. A status line needs only `SIP/2.0` and three digits; a request line needs
 * a method, a URI with a scheme and the version, in this order. Prose may match: only the header fields below make a message.
 */
export function findStart(line: string, from = 0): StartFound | undefined {
  VERSION.lastIndex = from;
  for (let match = VERSION.exec(line); match !== null; match = VERSION.exec(line)) {
    const after = match.index + match[0].length;
    const response = statusAt(line, match.index, after);
    if (response !== undefined) return response;
    const column = requestAt(line, from, match.index, after);
    if (column !== undefined) return { column, end: after, kind: 'request' };
  }
  return undefined;
}

function statusAt(line: string, at: number, after: number): StartFound | undefined {
  const status = /^[ \t]+[1-6]\d\d(?![\w.])|^[ \t]+[1-6]\d\d(?=\.+(?:\s|$))/.exec(line.slice(after, after + 8));
  if (status === null) return undefined;
  return { column: at, end: after + status[0].length, kind: 'response' };
}

// ... text message:INVITE sip:bob@biloxi.example.com SIP/2.0
//                  ^ the last method before the version  ^ at
function requestAt(line: string, from: number, at: number, after: number): number | undefined {
  const before = line.charCodeAt(at - 1);
  if (before !== 32 && before !== 9) return undefined;
  if (/[\w/]/.test(line.charAt(after))) {
    // Run together: `SIP/2.0Via: ...`; but `SIP/2.0/UDP` is the value of a Via.
    if (!/^[A-Z][A-Za-z-]{1,20} ?:/.test(line.slice(after, after + 24))) return undefined;
  }
  const start = Math.max(from, at - MAX_URI);
  const text = line.slice(start, at);
  KNOWN_METHOD.lastIndex = 0;
  let column: number | undefined;
  for (let match = KNOWN_METHOD.exec(text); match !== null; match = KNOWN_METHOD.exec(text)) {
    if (isKnownMethod(match[0].trimEnd())) column = start + match.index;
  }
  if (column !== undefined) return column;
  const other = OTHER_METHOD.exec(text);
  return other === null ? undefined : start + other.index + other[0].indexOf(other[1] ?? '');
}
