import { settleBody } from './body.ts';
import { isSound, isSoundMessage } from './checks.ts';
import { createFieldSets, EXTENSION } from './field-set.ts';
import type { PlainParts } from './plain-message.ts';
import { headerAt, headerByRest, knownHeader, nameHash } from './names.ts';
import type { HeaderName } from './names.ts';
import { isUnfinished, trimmed } from './read-row.ts';
import { isDigits, isToken } from './scan.ts';
import { readStartLine } from './start-line.ts';

const RETURN = 13;
const COLON = 58;

const fieldSets = createFieldSets();

/** What the scan of the header fields gathers; one for all messages, because none is read while another is. */
const found = {
  seen: 0,
  hasContact: false,
  via: '',
  to: '',
  cseq: '',
  contentLength: '',
  bodyAt: 0,
  bodyLine: 0,
  fieldsEnd: 0,
};

/**
 * Reads a message of which every line is as the RFC has it, in one pass that makes no rows. Undefined where anything is odd, or merely
 * unusual (a folded line, a compact name, another spelling): then `readFields` and the checks tell what. `exact` as there.
 */
export function readPlain(text: string, exact: boolean): PlainParts | undefined {
  const feed = text.indexOf('\n');
  if (feed < 11) return undefined;
  const hasReturn = text.charCodeAt(feed - 1) === RETURN;
  if (exact && !hasReturn) return undefined;
  const startLine = text.slice(0, hasReturn ? feed - 1 : feed);
  const start = readStartLine(startLine);
  if (start === undefined || start.flaws.length > 0 || !scanFields(text, feed + 1, exact)) return undefined;
  const body = plainBody(text, exact);
  if (body === undefined || !isSoundMessage(start, found, body)) return undefined;
  const { fieldsEnd, bodyLine } = found;
  return { text, startLine, start, fieldsAt: feed + 1, fieldsEnd, has: fieldSets.end(), body, bodyLine };
}

/** Fills `found`; false where a line is not plain, or no empty line follows. */
function scanFields(text: string, from: number, exact: boolean): boolean {
  found.seen = 0;
  found.hasContact = false;
  found.via = '';
  found.to = '';
  found.cseq = '';
  found.contentLength = '';
  fieldSets.begin();
  let line = 2;
  for (let at = from; ; line++) {
    const feed = text.indexOf('\n', at);
    if (feed < 0) return false;
    const end = feed > at && text.charCodeAt(feed - 1) === RETURN ? feed - 1 : feed;
    if (end === at) {
      found.fieldsEnd = at;
      found.bodyAt = feed + 1;
      found.bodyLine = line + 1;
      return true;
    }
    if (!scanRow(text, at, end, exact)) return false;
    at = feed + 1;
  }
}

function scanRow(text: string, at: number, end: number, exact: boolean): boolean {
  const first = text.charCodeAt(at) | 32;
  if (first < 97 || first > 122) return false;
  let hash = 0;
  let colon = at;
  for (; colon < end; colon++) {
    const code = text.charCodeAt(colon);
    if (code === COLON) break;
    hash = nameHash(hash, code);
  }
  if (colon === end) return false;
  const known = headerAt(text, at, colon, hash);
  const value = trimmed(text, colon + 1, end);
  if (known === undefined) {
    const name = text.slice(at, colon);
    fieldSets.add(EXTENSION);
    return isExtension(name) && (exact || !isUnfinished(name, value));
  }
  if ((found.seen & known.single) !== 0 || !isSound(value, known)) return false;
  if (!exact && isUnfinished(known.name, value)) return false;
  found.seen |= known.single;
  fieldSets.add(known.id);
  note(known, value);
  return true;
}

function note({ id }: HeaderName, value: string): void {
  if (id === VIA) {
    if (found.via === '') found.via = value;
  } else if (id === TO) found.to = value;
  else if (id === CSEQ) found.cseq = value;
  else if (id === CONTENT_LENGTH) found.contentLength = value === '' ? '-' : value;
  else if (id === CONTACT) found.hasContact = true;
}

function isExtension(name: string): boolean {
  return isToken(name) && knownHeader(name) === undefined && headerByRest(name) === undefined;
}

function plainBody(text: string, exact: boolean): string | undefined {
  const { contentLength, bodyAt } = found;
  if (bodyAt === text.length && (contentLength === '0' || contentLength === '')) return '';
  if (!isDigits(contentLength)) return undefined;
  const rest = text.slice(bodyAt);
  if (exact) return Number(contentLength) === rest.length ? rest : undefined;
  const { body, flaws } = settleBody(rest, contentLength, false, true);
  return flaws.length === 0 ? body : undefined;
}

const VIA = knownHeader('Via')?.id;
const TO = knownHeader('To')?.id;
const CSEQ = knownHeader('CSeq')?.id;
const CONTACT = knownHeader('Contact')?.id;
const CONTENT_LENGTH = knownHeader('Content-Length')?.id;
