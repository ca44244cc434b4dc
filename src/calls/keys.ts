import { firstHeader, rowValues } from '../sip/fields.ts';
import { parseNameAddr } from '../sip/headers/name-addr.ts';
import { MAGIC_COOKIE, parseVias } from '../sip/headers/via.ts';
import { sharedMethod } from '../sip/methods.ts';
import type { SipMessage } from '../sip/message.ts';

/** What tells to which call and transaction a message belongs; empty where it does not say (RFC 3261 17.1.3, 17.2.3). */
export interface MessageKeys {
  readonly callId: string;
  /** The method of the start line, of CSeq in a response. */
  readonly method: string;
  /** -1 where there is none. */
  readonly cseq: number;
  readonly branch: string;
  readonly sentBy: string;
  readonly fromTag: string;
  readonly toTag: string;
}

/** Reads them by plain scans: this runs on every message, the rest waits until its call is built. Never throws. */
export function messageKeys(message: SipMessage): MessageKeys {
  const cseqText = firstHeader(message, 'CSeq') ?? '';
  const via = firstHeader(message, 'Via') ?? '';
  const digits = digitsAtStart(cseqText);
  return {
    callId: firstHeader(message, 'Call-ID') ?? '',
    method: message.kind === 'request' ? message.method : sharedMethod(cseqText.slice(digits).trim()),
    cseq: digits === 0 ? -1 : Number(cseqText.slice(0, digits)),
    branch: topBranch(via),
    sentBy: topSentBy(via),
    fromTag: tagOf(firstHeader(message, 'From') ?? ''),
    toTag: tagOf(firstHeader(message, 'To') ?? ''),
  };
}

function digitsAtStart(text: string): number {
  let end = 0;
  while (end < text.length && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return end;
}

/** The tag of a From or To; empty where it has none. */
export function tagOf(value: string): string {
  let at = value.indexOf(';tag=');
  if (at >= 0 && value.indexOf(';tag=', at + 5) >= 0) at = value.lastIndexOf(';tag=');
  if (at < 0) return /tag/i.test(value) ? (parseNameAddr(value).tag ?? '') : '';
  const from = at + 5;
  const end = value.indexOf(';', from);
  const tag = end < 0 ? value.slice(from) : value.slice(from, end);
  // A bracket behind it: the tag stood inside a URI.
  if (tag.includes('>') || tag.includes('"')) return parseNameAddr(value).tag ?? '';
  return tag.trimEnd();
}

/** True for a branch that tells transactions apart on its own (RFC 3261 8.1.1.7). */
export function hasCookie(branch: string): boolean {
  return branch.length > MAGIC_COOKIE.length && branch.startsWith(MAGIC_COOKIE);
}

/** The branches of all Vias, topmost first; an empty string for a Via without one. */
export function viaBranches(message: SipMessage): string[] {
  const branches: string[] = [];
  for (const value of rowValues(message, 'Via')) {
    if (value.includes(',')) for (const via of parseVias(value)) branches.push(via.branch ?? '');
    else branches.push(topBranch(value));
  }
  return branches;
}

function topBranch(via: string): string {
  const at = via.indexOf(';branch=');
  const comma = via.indexOf(',');
  if (at < 0 || (comma >= 0 && comma < at)) return /branch/i.test(via) ? (parseVias(via)[0]?.branch ?? '') : '';
  const from = at + 8;
  let end = from;
  for (; end < via.length; end++) {
    const code = via.charCodeAt(end);
    if (code === 59 || code === 44 || code <= 32) break;
  }
  return via.slice(from, end);
}

/** The sent-by of the top Via, in lower case; empty where there is none. */
export const sentByOf = (message: SipMessage): string => topSentBy(firstHeader(message, 'Via') ?? '');

// SIP/2.0/UDP  pc33.atlanta.example.com:5060 ;branch=...
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
function topSentBy(via: string): string {
  const semicolon = via.indexOf(';');
  let end = semicolon < 0 ? via.length : semicolon;
  while (end > 0 && via.charCodeAt(end - 1) <= 32) end--;
  let from = end;
  while (from > 0 && via.charCodeAt(from - 1) !== 32) from--;
  return via.slice(from, end).toLowerCase();
}
