import type { Stamp, TimeReader } from '../lines/time.ts';
import type { Endpoint, Transport } from '../traced.ts';

/** What a line says about the message below it (or, with `startLine`, about a message of which nothing else is written). */
export interface Frame {
  readonly time?: Stamp;
  /** Seen from the host that wrote the log. */
  readonly direction?: 'received' | 'sent';
  readonly source?: Endpoint;
  readonly destination?: Endpoint;
  readonly transport?: Transport;
  /** The start line of a summary: such a line is a message of its own unless the message itself follows. */
  readonly startLine?: string;
  /** A frame of several lines (`srcip: ...`): this one begins a new frame; the others add to it. */
  readonly begins?: boolean;
  readonly adds?: boolean;
  /** The whole message stands once more, decoded, in the same packet: only its first print counts. */
  readonly once?: boolean;
}

/** One text format: how to know its frame lines. */
export interface TextFormat {
  /** The name that a message read in it carries, e.g. `asterisk-pjsip`. */
  readonly name: string;
  /** Lower-case text; a frame line contains at least one of them. Only lines that do are given to `frame`. */
  readonly hints: readonly string[];
  /** Reads a frame line; undefined where the line is none. The line is repaired, prefixes still stand. */
  frame(line: string, times: TimeReader): Frame | undefined;
  /** Several messages summarised in one line, where that can be (lost line ends). */
  frames?(line: string, times: TimeReader): readonly Frame[];
  /** Tried after all others: a shape that many tools share. */
  readonly generic?: boolean;
  /** Where the message below is written in another way (a hex dump, a packet tree): reads it from its first line on, which has a hint too. */
  writing?(line: string): Writing | undefined;
}

/** Collects a message that is not written as its own text. */
export interface Writing {
  /** Takes one line; false where the line does not belong to it any more. */
  take(line: string): boolean;
  /** The messages as text, each with the line (0-based count of `take`) at which it begins. */
  finish(): readonly { readonly text: string; readonly startAt: number }[];
}

const SERVICES: Readonly<Record<string, number>> = { sip: 5060, 'sip-tls': 5061, sips: 5061, http: 80, https: 443 };

/**
 * An address with or without a port, as logs write it: `192.0.2.1:5060`, `[2001:db8::1]:5060`, `host`, `<pbx>:5060`. Lengths are
 * bounded, so that a hostile line costs no more than any other.
 */
export const ADDRESS = [
  '\\[[0-9A-Fa-f:.%a-z]{2,64}\\](?::[\\w-]{1,8})?',
  '<[^<>\\s]{1,80}>(?::\\d{1,5})?',
  '[\\w.*-]{1,80}(?::[0-9A-Fa-f]{0,4}){1,7}:[0-9A-Fa-f]{1,5}(?:%\\w{1,15})?',
  '::(?:[0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{1,5}',
  '[\\w.*-]{1,128}(?::[\\w-]{1,8})?',
].join('|');

/** Reads what `ADDRESS` matched. */
export function endpoint(text: string | undefined): Endpoint | undefined {
  if (text === undefined || text === '') return undefined;
  const bracketed = /^\[([^\]]+)\](?::([\w-]+))?$/.exec(text);
  if (bracketed !== null) return withPort(bracketed[1] ?? '', bracketed[2]);
  const masked = /^(<[^<>]+>)(?::(\d+))?$/.exec(text);
  if (masked !== null) return withPort(masked[1] ?? '', masked[2]);
  const colons = text.split(':').length - 1;
  if (colons < 2) return withPort(...splitAt(text, text.indexOf(':')));
  // 2001:db8::1:5060: the last group of a full address with a port, as ngrep writes it
  const last = text.slice(text.lastIndexOf(':') + 1);
  const port = /^\d{4,5}$/.test(last) && (colons > 7 || text.includes('::')) ? last : undefined;
  return port === undefined ? { address: text } : withPort(text.slice(0, -port.length - 1), port);
}

/** An address whose port stands behind the last dot, as tcpdump writes it: `192.0.2.1.5060`, `pbx.sip`. */
export function dottedEndpoint(text: string | undefined): Endpoint | undefined {
  if (text === undefined || text === '') return undefined;
  const dot = text.lastIndexOf('.');
  const last = text.slice(dot + 1);
  if (dot < 0 || !(/^\d{1,5}$/.test(last) || last in SERVICES)) return { address: text };
  // 192.0.2.1 without a port has three dots
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return { address: text };
  return withPort(text.slice(0, dot), last);
}

/** An address and a port given apart. */
export function withPort(address: string, port: string | undefined): Endpoint {
  const number =
    port === undefined ? undefined : (SERVICES[port] ?? (/^\d{1,5}$/.test(port) ? Number(port) : undefined));
  return number === undefined || number > 65535 ? { address } : { address, port: number };
}

/** `udp`, `TLS`, `wss` in any case. */
export function transport(text: string | undefined): Transport | undefined {
  const name = text?.toUpperCase();
  switch (name) {
    case 'UDP':
    case 'TCP':
    case 'TLS':
    case 'WS':
    case 'WSS':
    case 'SCTP':
      return name;
    default:
      return undefined;
  }
}

/** A frame of a log that names only the other side. */
export function peerFrame(direction: 'received' | 'sent', peer: Endpoint | undefined, rest: Frame): Frame {
  const side = direction === 'received' ? 'source' : 'destination';
  return frameOf({ time: rest.time, transport: rest.transport, startLine: rest.startLine, direction, [side]: peer });
}

/** Leaves out what is undefined, so that optional properties are absent. */
export function frameOf(parts: { [K in keyof Frame]: Frame[K] | undefined }): Frame {
  const frame: Record<string, unknown> = {};
  for (const key in parts) {
    const value = parts[key as keyof Frame];
    if (value !== undefined) frame[key] = value;
  }
  return frame;
}

function splitAt(text: string, colon: number): [string, string | undefined] {
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}
