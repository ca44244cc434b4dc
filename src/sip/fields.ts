import type { HeaderField, SipMessage } from './message.ts';
import { canonicalName, knownHeader } from './names.ts';
import { plainValue, plainValues } from './plain-message.ts';
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
  // Most fields that are asked for are not there: no rows need be made to see it.
  if (known !== undefined && plainValue(message, known) === undefined) return NO_FIELDS;
  const wanted = known?.name ?? name;
  const found = message.headerFields.filter((field) => field.name === wanted);
  return found.length > 0 ? found : extensionFields(message, name);
}

/** The first row of a header field, unsplit; undefined where the message has none. */
export function firstField(message: SipMessage, name: string): HeaderField | undefined {
  const wanted = canonicalName(name);
  for (const field of message.headerFields) if (field.name === wanted) return field;
  return extensionFields(message, name)[0];
}

/** The value of the first row of a header field, unsplit; undefined where the message has none. */
export function firstHeader(message: SipMessage, name: string): string | undefined {
  const known = knownHeader(name);
  const quick = known === undefined ? null : plainValue(message, known);
  if (quick !== null) return quick;
  return firstField(message, name)?.value;
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
  for (const field of headerFields(message, name)) {
    if (field.value.indexOf(',') < 0 || NEVER_SPLIT.has(field.name)) {
      if (field.value !== '') values.push(field.value);
    } else {
      for (const value of splitList(field.value, ',')) values.push(value);
    }
  }
  return values;
}

/** True where the message has the field, even with an empty value. */
export function hasHeader(message: SipMessage, name: string): boolean {
  return firstHeader(message, name) !== undefined;
}

// Extensions keep the case they came in, so `x-fs-support` must still find `X-FS-Support`.
function extensionFields(message: SipMessage, name: string): readonly HeaderField[] {
  const wanted = name.toLowerCase();
  return message.headerFields.filter(
    (field) => field.name.length === name.length && field.name.toLowerCase() === wanted,
  );
}
