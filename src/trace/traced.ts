import type { SipMessage } from '../sip/message.ts';

/** Where a claim stands in the input: a line of the original text (1-based) or a frame of a capture (1-based). */
export type Place =
  { readonly file: string; readonly line: number } | { readonly file: string; readonly frame: number };

/** One end of a hop, as far as the input tells it. */
export interface Endpoint {
  /** IPv4 or IPv6 address without brackets, or a host name where the log has only that. */
  readonly address: string;
  readonly port?: number;
}

export type Transport = 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS' | 'SCTP';

/** One message seen at one point. */
export interface Sighting {
  readonly place: Place;
  /** Milliseconds; see `Clock` for what they count from. */
  readonly at?: number;
  readonly source?: Endpoint;
  readonly destination?: Endpoint;
}

/**
 * What the times of a trace count from: the Unix epoch (UTC), the epoch with an unknown time zone left out, midnight of an unknown day, or
 * an unknown start.
 */
export type Clock = 'epoch' | 'local' | 'day' | 'relative';

/** A SIP message with everything the trace says about it. The first sighting is the message's own place. */
export interface TracedMessage {
  readonly message: SipMessage;
  readonly place: Place;
  /** Original line of each line of the message's text, where they do not simply follow each other. */
  readonly lines?: readonly number[];
  readonly at?: number;
  readonly clock?: Clock;
  readonly source?: Endpoint;
  readonly destination?: Endpoint;
  readonly transport?: Transport;
  /** Seen from the host that wrote the log, where only a word tells it (Received, Transmitting). */
  readonly direction?: 'received' | 'sent';
  /** The further sightings of the same message at other capture points; empty for most. */
  readonly sightings: readonly Sighting[];
  /** The format that it was read in, e.g. `pcap`, `asterisk-pjsip`. */
  readonly format: string;
}

/** What a log says between messages; `entry` is the catalog id of a line that is understood. */
export interface LogLine {
  readonly place: Place;
  readonly at?: number;
  readonly clock?: Clock;
  readonly product?: string;
  readonly text: string;
  readonly entry?: string;
}

/** A compiled line pattern of the catalog, passed down as a value. `hint` is static text that every match contains, lower case. */
export interface LinePattern {
  readonly entry: string;
  readonly product: string;
  readonly pattern: RegExp;
  readonly hint: string;
}

/** One RTP stream of a capture (RFC 3550), never decoded. Times in milliseconds since the epoch. */
export interface MediaStream {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly ssrc: number;
  readonly payloadTypes: readonly number[];
  readonly packets: number;
  readonly bytes: number;
  /** Packets missing by sequence number. */
  readonly lost: number;
  /** Interarrival jitter in milliseconds (RFC 3550 6.4.1), where the clock rate is known. */
  readonly jitterMs?: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly firstFrame: number;
  readonly rtcpPackets: number;
}

/** Connectivity checks of ICE in one direction (RFC 8445 7): binding requests of STUN (RFC 8489) and the answers to them. */
export interface IceChecks {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly requests: number;
  readonly responses: number;
  readonly firstAt: number;
  readonly firstFrame: number;
}

/** Something about the input as a whole that a reader should know, by a stable key: `truncated`, `cut-packet`, `unknown-link-type` ... */
export interface TraceProblem {
  readonly kind: string;
  readonly place?: Place;
  readonly count: number;
  readonly detail?: string;
}

/** An ICMP error that quotes a SIP packet: nobody listens there, or the way is closed (RFC 792). */
export interface IcmpError {
  readonly place: Place;
  readonly at: number;
  readonly type: number;
  readonly code: number;
  readonly reporter: Endpoint;
  /** The flow of the quoted packet. */
  readonly source: Endpoint;
  readonly destination: Endpoint;
}

/**
 * A TCP connection to a SIP port that failed before it was of use (RFC 9293 3.10.7): `refused` by a reset to the SYN, `closed` after the
 * first data without an answer to it or in the TLS handshake, or broken off by a TLS `alert` (RFC 8446 6).
 */
export interface ConnectionEvent {
  readonly kind: 'refused' | 'closed' | 'alert';
  readonly place: Place;
  /** The frame of the packet that ended it, and that of the SYN. */
  readonly frame: number;
  readonly openedIn: number;
  readonly at?: number;
  /** Who opened it, and to whom. */
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /** Who refused, closed or sent the alert. */
  readonly by: 'source' | 'destination';
  /** A TLS handshake was begun on it. */
  readonly secure: boolean;
  /** AlertDescription, where it could be read. */
  readonly alert?: number;
}

/** What was read, counted once the input has ended. */
export interface TraceSummary {
  readonly formats: readonly string[];
  /** Every SIP message that stands in the input, second sightings included. */
  readonly messages: number;
  /** How many of them are second sightings. */
  readonly duplicates: number;
  /** Messages that look broken by copying, cutting or rewriting; see `isDamage`. */
  readonly damaged: number;
  /** Log lines that a pattern understood. */
  readonly logLines: number;
  /** Lines (or packets of a capture) that were neither. */
  readonly skippedLines: number;
  readonly encryptedPackets: number;
  /** What `repair` undid before parsing, by kind. */
  readonly repairs: Readonly<Record<string, number>>;
  readonly streams: readonly MediaStream[];
  readonly icmpErrors: readonly IcmpError[];
  /** By flow; a text has none. */
  readonly iceChecks?: readonly IceChecks[];
  /** TCP connections to SIP ports that failed; a text has none. */
  readonly connections?: readonly ConnectionEvent[];
  readonly problems: readonly TraceProblem[];
}

/** Where a reader puts what it finds, in time order as far as the input allows. */
export interface TraceSink {
  message(message: TracedMessage): void;
  logLine(line: LogLine): void;
}

/** Reads one input piece by piece; `end` must be called once. Never throws on any input. */
export interface TraceReader {
  push(chunk: Uint8Array): void;
  /** Media, ICE checks and ICMP errors as far as they were read: for calls that are judged before the end. */
  soFar(): Pick<TraceSummary, 'streams' | 'icmpErrors' | 'iceChecks'>;
  end(): TraceSummary;
}
