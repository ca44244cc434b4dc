/**
 * Draws traces for tests as ladders; every message comes out with full header fields, parsed by the real parser.
 *
 *     const { messages, summary } = ladder(`
 *       pbx = 203.0.113.5:5060 ua="Asterisk PBX 20.5.0" rr
 *       0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
 *         +Supported: 100rel
 *       0.001 pbx -> alice 100
 *       0.010 pbx -> bob INVITE
 *       1.000 bob -> pbx 180
 *       1.001 pbx -> alice 180
 *       3.000 bob -> pbx 200 sdp=pcmu
 *       3.001 pbx -> alice 200
 *       3.100 alice -> pbx ACK
 *       3.101 pbx -> bob ACK
 *       9.000 bob -> pbx BYE
 *     `);
 *
 * Lines
 * - `name = address[:port] [ua="..."] [rr]` an element; rr: it adds Record-Route to INVITEs. alice, bob, carol, pbx, proxy,
 *   sbc and trunk have addresses of their own, other names get one.
 * - `time a -> b METHOD [uri]` or `time a -> b CODE [phrase]`; the time in seconds, `-` for none.
 * - media goes to port 40000 of the element unless `media=` says otherwise.
 * - below a message: `+Name: value` adds, `!Name: value` replaces, `-Name` removes a header field; `| text` is a body line.
 * - `time a ~> b rtp [seconds=10] [packets=500] [lost=0] [pt=0] [ssrc=1] [from=ip:port] [to=ip:port] [rtcp=0]` an RTP stream.
 * - `time b !> a icmp [3/3]` b (or a router of that name) answers with ICMP what a sent last.
 * - `time log text` a log line. `# ...` a comment.
 *
 * What is automatic
 * - Call-ID, tags, branches, CSeq, Via, Contact, Content-Length. `call=b` is another Call-ID (the other side of a B2BUA).
 * - A request whose sender received the same method before, unanswered, is passed on: one Via more, all else kept. `new` forbids it.
 * - A response whose code came from the next hop is passed on with its To-tag, one Via less. `new`: made here instead.
 * - From and To of later requests follow the path of the first one, so `pbx -> alice BYE new` speaks for the callee.
 * - CANCEL and ACK follow the INVITE of their hop; a 401/407 has a challenge, `auth` answers it (`auth=user` as another user).
 *
 * Options: user= (of the caller), contact=host:port, cseq=, branch=, tag= (own tag), sent-by=, transport=, for=METHOD (which
 * request a response answers), as=caller|callee, as-uri=, expires=, nonce=, realm=, stale=, rel[=RSeq] (100rel), initial (no To-tag),
 * norr (no Route), new, hidden (sent, but not captured), again (the last such message of the hop once more, same bytes),
 * again=0.5,1.5,3.5 (this message, and copies that many seconds later).
 * Session descriptions: sdp or sdp=pcmu,g729,dtmf; media=ip:port, dir=sendonly, ptime=30, proto=RTP/SAVP, crypto, t38, version=2,
 * a=ice-lite,rtcp-mux.
 */
import { parseMessage } from '../src/sip/parse.ts';
import type {
  Clock,
  IcmpError,
  LogLine,
  MediaStream,
  TracedMessage,
  TraceSummary,
  Transport,
} from '../src/trace/traced.ts';
import { readLadderLines } from './ladder-lines.helper.ts';
import type { IcmpLine, LadderLine, MediaLine, MessageLine, TextLine } from './ladder-lines.helper.ts';
import { sendRequest } from './ladder-request.helper.ts';
import { sendResponse } from './ladder-response.helper.ts';
import { elementOf } from './ladder-state.helper.ts';
import type { LadderState, Wire } from './ladder-state.helper.ts';

export interface LadderOptions {
  /** What time 0 is, in milliseconds of the clock; 2026-01-02 10:00:00 UTC unless given. */
  readonly startAt?: number;
  readonly clock?: Clock;
  /** Name of the file; a log (places have lines) unless it ends in pcap. */
  readonly file?: string;
  /** Addresses left out, as in a log that has none. */
  readonly addresses?: boolean;
}

export interface Ladder {
  readonly messages: readonly TracedMessage[];
  readonly logLines: readonly LogLine[];
  readonly summary: TraceSummary;
}

interface Event {
  readonly at: number | undefined;
  readonly line: MessageLine;
  readonly text: string;
}

const EPOCH = Date.UTC(2026, 0, 2, 10);

/** Turns a ladder into what a trace gives; see the top of this file. Throws on a line that it cannot understand. */
export function ladder(text: string, options: LadderOptions = {}): Ladder {
  const state: LadderState = { elements: new Map(), calls: new Map(), branches: 0 };
  const lines = readLadderLines(text);
  for (const line of lines) if (line.kind === 'element') elementLine(state, line);
  const events = lines.filter((line) => line.kind === 'message').flatMap((line) => messageEvents(state, line));
  const isTimed = events.every((event) => event.at !== undefined);
  const timed = isTimed ? events.toSorted((one, two) => (one.at ?? 0) - (two.at ?? 0)) : events;
  const place = placer(options.file ?? 'ladder.pcap');
  const messages = timed
    .filter(({ line }) => !line.options.has('hidden'))
    .map((event) => traced(state, event, place, options));
  const ofKind = <K extends LadderLine['kind']>(kind: K): Extract<LadderLine, { kind: K }>[] =>
    lines.filter((line): line is Extract<LadderLine, { kind: K }> => line.kind === kind);
  const logLines = ofKind('log').map((line) => logLine(line, options, messages, place));
  const streams = ofKind('media').map((line) => stream(state, line, options));
  const icmpErrors = ofKind('icmp').map((line) => icmpError(state, line, messages, options, place));
  return { messages, logLines, summary: summaryOf(messages, logLines, streams, icmpErrors) };
}

/** The bytes of every message as text, for tests that need a log. */
export function wireText(message: TracedMessage): string {
  const { startLine, headerFields, body } = message.message;
  return [startLine, ...headerFields.map((field) => `${field.name}: ${field.value}`), '', body].join('\r\n');
}

function elementLine(state: LadderState, line: Extract<LadderLine, { kind: 'element' }>): void {
  const { name, address, port, options } = line;
  state.elements.set(name, { name, address, port, options, mediaPort: 40000 });
}

function messageEvents(state: LadderState, line: MessageLine): Event[] {
  const wire = line.method === undefined ? sendResponse(state, line) : sendRequest(state, line);
  const text = wireOf(wire);
  const again = (line.options.get('again') ?? '').split(',').filter((offset) => offset !== '');
  const repeated = again.map((offset) => ({ at: (line.at ?? 0) + Number(offset), line, text }));
  return [{ at: line.at, line, text }, ...repeated];
}

function wireOf(wire: Wire): string {
  return [wire.startLine, ...wire.rows.map(([name, value]) => `${name}: ${value}`), '', wire.body].join('\r\n');
}

type Placer = () => TracedMessage['place'];

function placer(file: string): Placer {
  let count = 0;
  return () => {
    count++;
    return file.endsWith('pcap') ? { file, frame: count } : { file, line: count * 20 - 19 };
  };
}

function traced(state: LadderState, event: Event, place: Placer, options: LadderOptions): TracedMessage {
  const message = parseMessage(event.text);
  if (message === undefined)
    throw new Error(`Unexpected message "${event.text.slice(0, 60)}", expected one that can be read`);
  const end = (name: string): { address: string; port: number } => {
    const { address, port } = elementOf(state, name);
    return { address, port };
  };
  const hasAddresses = options.addresses !== false;
  return {
    message,
    place: place(),
    ...timeOf(event.at, options),
    ...(hasAddresses ? { source: end(event.line.from), destination: end(event.line.to) } : {}),
    transport: (event.line.options.get('transport') ?? 'UDP') as Transport,
    sightings: [],
    format: 'ladder',
  };
}

function timeOf(at: number | undefined, options: LadderOptions): { readonly at?: number; readonly clock?: Clock } {
  return at === undefined ? {} : { at: (options.startAt ?? EPOCH) + at * 1000, clock: options.clock ?? 'epoch' };
}

/** In a log it stands behind the last message before it. */
function logLine(line: TextLine, options: LadderOptions, messages: readonly TracedMessage[], place: Placer): LogLine {
  const time = timeOf(line.at, options);
  const own = place();
  const before = messages.findLast(({ at }) => at !== undefined && time.at !== undefined && at <= time.at)?.place;
  const isBetween = before !== undefined && 'line' in before;
  return { place: isBetween ? { ...before, line: before.line + 19 } : own, text: line.text, ...time };
}

function stream(state: LadderState, line: MediaLine, options: LadderOptions): MediaStream {
  const value = (name: string, otherwise: number): number => Number(line.options.get(name) ?? otherwise);
  const mediaEnd = (name: string, key: string): { address: string; port: number } => {
    const given = /^(.*):(\d+)$/.exec(line.options.get(key) ?? '');
    const { address, mediaPort } = elementOf(state, name);
    return given === null
      ? { address, port: mediaPort }
      : { address: (given[1] ?? '').replace(/^\[|\]$/g, ''), port: Number(given[2]) };
  };
  const seconds = value('seconds', 10);
  const firstAt = (options.startAt ?? EPOCH) + (line.at ?? 0) * 1000;
  return {
    source: mediaEnd(line.from, 'from'),
    destination: mediaEnd(line.to, 'to'),
    ssrc: value('ssrc', 1),
    payloadTypes: (line.options.get('pt') ?? '0').split('+').map(Number),
    packets: value('packets', seconds * 50),
    bytes: value('packets', seconds * 50) * 172,
    lost: value('lost', 0),
    firstAt,
    lastAt: firstAt + seconds * 1000,
    firstFrame: 1,
    rtcpPackets: value('rtcp', 0),
  };
}

function icmpError(
  state: LadderState,
  line: IcmpLine,
  messages: readonly TracedMessage[],
  options: LadderOptions,
  place: Placer,
): IcmpError {
  const sender = elementOf(state, line.to);
  const at = timeOf(line.at, options).at ?? 0;
  const quoted = messages.findLast((message) => message.source?.address === sender.address && (message.at ?? 0) <= at);
  const destination = quoted?.destination ?? elementOf(state, line.from);
  return {
    place: place(),
    at,
    type: line.type,
    code: line.code,
    reporter: { address: elementOf(state, line.from).address },
    source: { address: sender.address, port: sender.port },
    destination: {
      address: destination.address,
      ...(destination.port === undefined ? {} : { port: destination.port }),
    },
  };
}

function summaryOf(
  messages: readonly TracedMessage[],
  logLines: readonly LogLine[],
  streams: readonly MediaStream[],
  icmpErrors: readonly IcmpError[],
): TraceSummary {
  return {
    formats: ['ladder'],
    messages: messages.length,
    duplicates: 0,
    damaged: messages.filter(({ message }) => message.problems.length > 0).length,
    logLines: logLines.length,
    skippedLines: 0,
    encryptedPackets: 0,
    repairs: {},
    streams,
    icmpErrors,
    problems: [],
  };
}
