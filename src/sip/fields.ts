import type { HeaderField, SipMessage } from './message.ts';
import { canonicalName, knownHeader } from './names.ts';
import { isWithoutExtensions, plainRows, plainValue, plainValues } from './plain-message.ts';
import { splitList } from './scan.ts';

const NO_FIELDS: readonly HeaderField[] = [];

// RFC 3261 7.3.1: these have no list form, their commas belong to the value.
const NEVER_SPLIT: ReadonlySet<string> = new Set([
  'WWW-Authenticate',
  'Proxy-Authenticate',
  'Authorization',
  'Proxy-Authorization',
  'Authentication-Info',
  'Proxy-Authentication-Info',
  'From',
  'To',
  'Call-ID',
  'CSeq',
  'Date',
  'Subject',
  'Server',
  'User-Agent',
  'Organization',
  'Retry-After',
  'Content-Type',
]);

/** All rows of one header field, in their order; any spelling or compact form of the name will do. */
export function headerFields(message: SipMessage, name: string): readonly HeaderField[] {
  const known = knownHeader(name);
  const quick = known === undefined ? null : plainRows(message, known);
  if (quick !== null) return quick;
  const wanted = known?.name ?? name;
  const found = rowsOf(message).filter((field) => field.name === wanted);
  return found.length > 0 ? found : fieldsNamed(message, name);
}

/** The first row of a header field, unsplit; undefined where the message has none. */
export function firstField(message: SipMessage, name: string): HeaderField | undefined {
  const known = knownHeader(name);
  const quick = known === undefined ? null : plainRows(message, known, true);
  if (quick !== null) return quick[0];
  const wanted = known?.name ?? name;
  for (const field of rowsOf(message)) if (field.name === wanted) return field;
  return fieldsNamed(message, name)[0];
}

/** The value of the first row of a header field, unsplit; undefined where the message has none. */
export function firstHeader(message: SipMessage, name: string): string | undefined {
  const known = knownHeader(name);
  const quick = known === undefined ? null : plainValue(message, known);
  return quick === null ? firstField(message, name)?.value : quick;
}

/** The values of all rows of a header field, unsplit. */
export function rowValues(message: SipMessage, name: string): string[] {
  const known = knownHeader(name);
  const quick = known === undefined ? null : plainValues(message, known);
  return quick ?? headerFields(message, name).map((field) => field.value);
}

/** All values of a header field: rows in their order, rows with commas split where the field is a list (RFC 3261 7.3.1). */
export function headerValues(message: SipMessage, name: string): string[] {
  const values: string[] = [];
  const isSplit = !NEVER_SPLIT.has(canonicalName(name));
  for (const row of rowValues(message, name)) {
    if (isSplit && row.indexOf(',') >= 0) for (const value of splitList(row, ',')) values.push(value);
    else if (row !== '') values.push(row);
  }
  return values;
}

/** True where the message has the field, even with an empty value. */
export function hasHeader(message: SipMessage, name: string): boolean {
  return firstHeader(message, name) !== undefined;
}

/** The rows of all fields whose names are not known, such as `X-Site`. */
export const extensionFields = (message: SipMessage): readonly HeaderField[] =>
  rowsOf(message).filter((field) => knownHeader(field.name) === undefined);

// Extensions keep the case they came in, so `x-fs-support` must still find `X-FS-Support`.
function fieldsNamed(message: SipMessage, name: string): readonly HeaderField[] {
  const wanted = name.toLowerCase();
  return rowsOf(message).filter((field) => field.name.length === name.length && field.name.toLowerCase() === wanted);
}

// Only names that are not known are looked for in the rows of a plain message: without any there is nothing to find.
const rowsOf = (message: SipMessage): readonly HeaderField[] =>
  isWithoutExtensions(message) ? NO_FIELDS : message.headerFields;
