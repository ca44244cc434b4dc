import type { HeaderField, Problem, SipMessage, SipRequest, SipResponse } from './message.ts';
import type { HeaderName } from './names.ts';
import { readFields } from './read-fields.ts';
import { trimmed } from './read-row.ts';
import type { StartLine } from './start-line.ts';

const NO_PROBLEMS: readonly Problem[] = [];

/** What `readPlain` found of a message: where its parts are. */
export interface PlainParts {
  /** The whole message. */
  readonly text: string;
  readonly startLine: string;
  readonly start: StartLine;
  /** Where the header fields begin, and where they end: at the empty line. */
  readonly fieldsAt: number;
  readonly fieldsEnd: number;
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
  #rows: readonly HeaderField[] | undefined = undefined;

  constructor(parts: PlainParts) {
    this.startLine = parts.startLine;
    this.version = parts.start.version;
    this.body = parts.body;
    this.bodyLine = parts.bodyLine;
    this.#text = parts.text;
    this.#fieldsAt = parts.fieldsAt;
    this.#fieldsEnd = parts.fieldsEnd;
  }

  get headerFields(): readonly HeaderField[] {
    this.#rows ??= readFields(this.#text, this.#fieldsAt, true, []).rows;
    return this.#rows;
  }

  /** The value of the first row of a field; undefined where there is none. */
  valueOf(known: HeaderName): string | undefined {
    const text = this.#text;
    const at = text.indexOf(known.needle, this.#fieldsAt - 1);
    if (at < 0 || at >= this.#fieldsEnd) return undefined;
    const from = at + known.needle.length;
    return trimmed(text, from, lineEndAfter(text, from));
  }

  /** The values of all its rows. */
  valuesOf(known: HeaderName): string[] {
    const text = this.#text;
    const values: string[] = [];
    let at = text.indexOf(known.needle, this.#fieldsAt - 1);
    while (at >= 0 && at < this.#fieldsEnd) {
      const from = at + known.needle.length;
      values.push(trimmed(text, from, lineEndAfter(text, from)));
      at = text.indexOf(known.needle, from);
    }
    return values;
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

/** All values of a field of a plain message, row by row; null for any other message. */
export function plainValues(message: SipMessage, known: HeaderName): string[] | null {
  return message instanceof Plain ? message.valuesOf(known) : null;
}

/** The text of a plain message, all of it; undefined for any other message. */
export function plainText(message: SipMessage): string | undefined {
  return message instanceof Plain ? message.text() : undefined;
}

function lineEndAfter(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return text.charCodeAt(feed - 1) === 13 ? feed - 1 : feed;
}
