import { EXTENSION, hasField } from './field-set.ts';
import type { FieldSet } from './field-set.ts';
import type { HeaderField, Problem, SipMessage, SipRequest, SipResponse } from './message.ts';
import type { HeaderName } from './names.ts';
import { readFields } from './read-fields.ts';
import { trimmed } from './read-row.ts';
import type { StartLine } from './start-line.ts';

const NO_PROBLEMS: readonly Problem[] = [];
const NO_FIELDS: readonly HeaderField[] = [];

/** What `readPlain` found of a message: where its parts are. */
export interface PlainParts {
  /** The whole message. */
  readonly text: string;
  readonly startLine: string;
  readonly start: StartLine;
  /** Where the header fields begin, and where they end: at the empty line. */
  readonly fieldsAt: number;
  readonly fieldsEnd: number;
  /** Which fields it has. */
  readonly has: FieldSet;
  readonly body: string;
  readonly bodyLine: number;
}

/**
 * A message without anything odd. Its rows are made when somebody asks for them, because most messages of a large trace are asked for a
 * few values only. A class, because an accessor costs nothing per message on a prototype. What copies one by `...` must set `headerFields`.
 */
class Plain {
  readonly startLine: string;
  readonly version: string;
  readonly body: string;
  readonly bodyLine: number;
  readonly problems = NO_PROBLEMS;
  readonly #text: string;
  readonly #fieldsAt: number;
  readonly #fieldsEnd: number;
  readonly #has: FieldSet;
  #rows: readonly HeaderField[] | undefined = undefined;

  constructor(parts: PlainParts) {
    this.startLine = parts.startLine;
    this.version = parts.start.version;
    this.body = parts.body;
    this.bodyLine = parts.bodyLine;
    this.#text = parts.text;
    this.#fieldsAt = parts.fieldsAt;
    this.#fieldsEnd = parts.fieldsEnd;
    this.#has = parts.has;
  }

  get headerFields(): readonly HeaderField[] {
    this.#rows ??= readFields(this.#text, this.#fieldsAt, true, []).rows;
    return this.#rows;
  }

  /** The value of the first row of a field; undefined where there is none. */
  valueOf(known: HeaderName): string | undefined {
    if (!hasField(this.#has, known.id)) return undefined;
    const text = this.#text;
    const from = text.indexOf(known.needle, this.#fieldsAt - 1) + known.needle.length;
    return trimmed(text, from, lineEndAfter(text, from));
  }

  /** All rows of a field, or with `isFirst` the first alone. */
  rowsOf(known: HeaderName, isFirst: boolean): readonly HeaderField[] {
    if (!hasField(this.#has, known.id)) return NO_FIELDS;
    const text = this.#text;
    const rows: HeaderField[] = [];
    let line = 1;
    for (let feed = this.#fieldsAt - 1; !isEmptyLine(text, feed + 1); feed = text.indexOf('\n', feed + 1)) {
      line++;
      if (!text.startsWith(known.needle, feed)) continue;
      const from = feed + known.needle.length;
      rows.push({ name: known.name, value: trimmed(text, from, lineEndAfter(text, from)), line });
      if (isFirst) break;
    }
    return rows;
  }

  /** The values of all its rows. */
  valuesOf(known: HeaderName): string[] {
    const values: string[] = [];
    if (!hasField(this.#has, known.id)) return values;
    const text = this.#text;
    let at = text.indexOf(known.needle, this.#fieldsAt - 1);
    while (at >= 0 && at < this.#fieldsEnd) {
      const from = at + known.needle.length;
      values.push(trimmed(text, from, lineEndAfter(text, from)));
      at = text.indexOf(known.needle, from);
    }
    return values;
  }

  hasExtensions(): boolean {
    return hasField(this.#has, EXTENSION);
  }

  text(): string {
    return this.#text;
  }
}

class PlainRequest extends Plain implements SipRequest {
  readonly kind = 'request';
  readonly method: string;
  readonly requestUri: string;

  constructor(parts: PlainParts, method: string, requestUri: string) {
    super(parts);
    this.method = method;
    this.requestUri = requestUri;
  }
}

class PlainResponse extends Plain implements SipResponse {
  readonly kind = 'response';
  readonly statusCode: number;
  readonly reasonPhrase: string;

  constructor(parts: PlainParts, statusCode: number, reasonPhrase: string) {
    super(parts);
    this.statusCode = statusCode;
    this.reasonPhrase = reasonPhrase;
  }
}

/** Makes the message. */
export function plainMessage(parts: PlainParts): SipMessage {
  const { start } = parts;
  return start.kind === 'request'
    ? new PlainRequest(parts, start.method, start.requestUri)
    : new PlainResponse(parts, start.statusCode, start.reasonPhrase);
}

/** The first value of a field of a plain message, without making its rows; null for any other message. */
export function plainValue(message: SipMessage, known: HeaderName): string | undefined | null {
  return message instanceof Plain ? message.valueOf(known) : null;
}

/** The rows of a field of a plain message (the first alone with `isFirst`), without making the others; null for any other message. */
export function plainRows(message: SipMessage, known: HeaderName, isFirst = false): readonly HeaderField[] | null {
  return message instanceof Plain ? message.rowsOf(known, isFirst) : null;
}

/** All values of a field of a plain message, row by row; null for any other message. */
export function plainValues(message: SipMessage, known: HeaderName): string[] | null {
  return message instanceof Plain ? message.valuesOf(known) : null;
}

/** True for a plain message all of whose fields have known names. */
export function isWithoutExtensions(message: SipMessage): boolean {
  return message instanceof Plain && !message.hasExtensions();
}

/** The text of a plain message, all of it; undefined for any other message. */
export function plainText(message: SipMessage): string | undefined {
  return message instanceof Plain ? message.text() : undefined;
}

function lineEndAfter(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return text.charCodeAt(feed - 1) === 13 ? feed - 1 : feed;
}

function isEmptyLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 10 || (code === 13 && text.charCodeAt(at + 1) === 10);
}
