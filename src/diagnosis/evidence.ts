import { firstField } from '../sip/fields.ts';
import type { HeaderField } from '../sip/message.ts';
import type { IceChecks, IcmpError, LogLine, MediaStream, Place, TracedMessage } from '../trace/traced.ts';
import { own } from '../text/own.ts';
import { recent } from './look/once.ts';
import type { Evidence } from './rule.ts';

/** Longest quote; a phone shows two lines of it. */
const LONGEST_QUOTE = 160;

/** Header fields whose values let somebody log in or listen in: quoted by name and the harmless parameters only. */
const SECRET_PARAMETERS = /\b(response|nonce|cnonce|opaque|password|secret|token|key)\s*=\s*("[^"]*"|[^\s,;]+)/gi;

/** The start line as evidence, optionally with how often the like of it was seen. */
export function quoteStart(message: TracedMessage, times?: number): Evidence {
  const { kind, startLine } = message.message;
  const quoted = evidenceAt(message, kind === 'response' ? cleanResponse(startLine) : clean(startLine), 1);
  return times !== undefined && times > 1 ? { ...quoted, times } : quoted;
}

/** The first row of a header field as evidence; the start line where the message has none. */
export function quoteHeader(message: TracedMessage, name: string): Evidence {
  const field = firstField(message.message, name);
  return field === undefined ? quoteStart(message) : quoteField(message, field);
}

/** One header field row as evidence. */
export const quoteField = (message: TracedMessage, field: HeaderField): Evidence =>
  quoteAt(message, `${field.name}: ${field.value}`, field.line);

/** The first line of the body that begins so, e.g. `m=audio`; the start line where there is none. */
export function quoteBody(message: TracedMessage, beginning: string): Evidence {
  const lines = message.message.body.split(/\r?\n/);
  const index = lines.findIndex((line) => line.startsWith(beginning));
  const line = lines[index];
  if (line === undefined) return quoteStart(message);
  const fields = message.message.headerFields;
  return quoteAt(message, line, (fields.at(-1)?.line ?? 1) + 2 + index);
}

/** A log line as evidence. */
export const quoteLog = (line: LogLine): Evidence => ({
  place: line.place,
  quote: clean(line.text),
  ...(line.at !== undefined && { at: line.at }),
});

/** An ICMP error as evidence, in the notation of tcpdump. */
export const quoteIcmp = (error: IcmpError): Evidence => ({
  place: error.place,
  at: error.at,
  quote: `ICMP ${error.type}/${error.code} ${error.reporter.address}: ${error.destination.address}:${error.destination.port ?? ''}`,
});

/** An RTP stream as evidence: from where, to where, how many packets. */
export const quoteStream = (stream: MediaStream, file: string): Evidence => ({
  place: { file, frame: stream.firstFrame },
  at: stream.firstAt,
  quote: `RTP ${stream.source.address}:${stream.source.port ?? ''} -> ${stream.destination.address}:${stream.destination.port ?? ''} x${stream.packets}`,
});

const quoteAt = (message: TracedMessage, text: string, line: number): Evidence =>
  evidenceAt(message, clean(text), line);

/** Connectivity checks of ICE as evidence: from where, to where, how many were asked and answered. */
export const quoteChecks = (
  { source, destination, requests, responses, firstAt, firstFrame }: IceChecks,
  file: string,
): Evidence => ({
  place: { file, frame: firstFrame },
  at: firstAt,
  quote: `STUN ${source.address}:${source.port ?? ''} -> ${destination.address}:${destination.port ?? ''} x${requests}, answered: ${responses}`,
});

function evidenceAt(message: TracedMessage, quote: string, line: number): Evidence {
  const place = placeOf(message, line);
  return message.at === undefined ? { place, quote } : { place, quote, at: message.at };
}

/** The place of a line of a message's own text (1 is the start line). */
export function placeOf(message: TracedMessage, line: number): Place {
  const { place } = message;
  if ('frame' in place) return place;
  return { file: place.file, line: message.lines?.[line - 1] ?? place.line + line - 1 };
}

export const isSamePlace = (one: Place, two: Place): boolean =>
  'frame' in one ? 'frame' in two && one.frame === two.frame : 'line' in two && one.line === two.line;

/** What a text must hold for anything in it to be changed. */
const TO_CLEAN = /=|nline:|\s\s|[^\S ]|^\s|\s$/;

const clean = (text: string): string => {
  const safe = TO_CLEAN.test(text)
    ? text
        .replace(SECRET_PARAMETERS, '$1=...')
        .replace(/\binline:[^\s|]+/gi, 'inline:...')
        .replace(/\s+/g, ' ')
        .trim()
    : text;
  return own(safe.length > LONGEST_QUOTE ? `${safe.slice(0, LONGEST_QUOTE - 1)}…` : safe);
};

// The same few begin most responses.
const cleanResponse = recent(200, clean);
