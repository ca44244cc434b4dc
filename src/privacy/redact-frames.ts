import type { Clock, Endpoint, IcmpError, MediaStream, TracedMessage, TraceSummary } from '../trace/traced.ts';
import type { WireValues } from './wire-values.ts';

/** What is written before a message so that it is read back with its time, addresses and direction. */
export interface Framing {
  /** Lines of their own, each with its line end; empty for a bare message. */
  readonly lines: string;
  /** Stands before the start line, in the same line. */
  readonly before: string;
}

const DAY = 86_400_000;

/** `dated`: the trace has no date, but is longer than a day. */
export function framingOf(traced: TracedMessage, octets: number, dated: boolean, values: WireValues): Framing {
  const { source, destination, direction, transport = 'UDP' } = traced;
  const kind = traced.message.kind;
  const time = timeText(traced.at, traced.clock, dated);
  if (source !== undefined && destination !== undefined) {
    // sngrep writes no transport; where it matters, the line says it.
    const by = transport === 'UDP' ? '' : `${transport} `;
    return {
      lines: `${time}${by}${withPort(source, transport, values)} -> ${withPort(destination, transport, values)}\n`,
      before: '',
    };
  }
  const peer = source ?? destination;
  const received = direction === undefined ? source !== undefined : direction === 'received';
  if (peer !== undefined) {
    const head = time === '' ? '' : `[${time.trim()}] `;
    const way = received
      ? `Received SIP ${kind} (${octets} bytes) from`
      : `Transmitting SIP ${kind} (${octets} bytes) to`;
    return { lines: `${head}<--- ${way} ${transport}:${endpoint(peer, values)} --->\n`, before: '' };
  }
  const before = time === '' ? '' : `[${time.trim()}] `;
  return direction === undefined
    ? { lines: '', before }
    : {
        lines: `${transport.replace(/^WSS?$/, 'TCP')} message ${received ? 'received' : 'sent'} [${octets}] bytes:\n\n`,
        before,
      };
}

/**
 * A message of which only a summary was read, in one line: as tcpdump and tshark write it, or as the history of Asterisk. Undefined where
 * neither address is known: a start line alone is no message.
 */
export function summaryLine(
  traced: TracedMessage,
  startLine: string,
  dated: boolean,
  values: WireValues,
): string | undefined {
  const { source, destination, direction, at, clock } = traced;
  if (source !== undefined && destination !== undefined) {
    if (clock === 'relative') {
      const what = startLine.startsWith('SIP/2.0 ')
        ? `Status: ${startLine.slice(8)}`
        : `Request: ${startLine.replace(/ SIP\/2\.0$/, '')}`;
      return `1 ${((at ?? 0) / 1000).toFixed(6)} ${values.host(source.address)} -> ${values.host(destination.address)} SIP 400 ${what}\n`;
    }
    return `${timeText(at, clock, dated)}IP${values.host(source.address).includes(':') ? '6' : ''} ${dotted(source, values)} > ${dotted(destination, values)}: SIP: ${startLine}\n`;
  }
  const peer = source ?? destination;
  if (peer === undefined) return undefined;
  const received = direction === undefined ? source !== undefined : direction === 'received';
  const time = clock === 'epoch' ? ((at ?? 0) / 1000).toFixed(6) : timeText(at, clock, false).trim();
  return `00000 ${/^[\d:.]+$/.test(time) ? time : '0'}  * ${received ? '<==' : '==>'} ${endpoint(peer, values)}  ${startLine}\n`;
}

/** The port behind the last dot, as tcpdump writes it. */
const dotted = (end: Endpoint, values: WireValues): string =>
  `${values.host(end.address)}${end.port === undefined ? '' : `.${end.port}`}`;

/** `2016/02/25 01:56:11.642638 `, `01:56:11.642638 `, or `287411mS ` where the trace counts from an unknown start. */
function timeText(at: number | undefined, clock: Clock | undefined, dated: boolean): string {
  if (at === undefined || clock === undefined) return '';
  if (clock === 'relative') return `${Math.round(at)}mS `;
  const micros = Math.round(at * 1000);
  const date = new Date(Math.floor(micros / 1000));
  const ofDay = `${date.toISOString().slice(11, 23)}${String(((micros % 1000) + 1000) % 1000).padStart(3, '0')} `;
  const day = date.toISOString().slice(0, 10).replaceAll('-', '/');
  if (clock === 'epoch') return `${day} ${ofDay.trimEnd()}Z `;
  if (clock === 'local') return `${day} ${ofDay}`;
  return dated ? `Jan ${String(Math.floor(at / DAY) + 1).padStart(2, '0')} ${ofDay}` : ofDay;
}

function endpoint(end: Endpoint, values: WireValues): string {
  const address = values.host(end.address.replace(/^<|>$/g, ''));
  const bracketed = address.includes(':') ? `[${address}]` : address;
  return end.port === undefined ? bracketed : `${bracketed}:${end.port}`;
}

/** An arrow is read only between addresses with ports: 5060 or 5061 where none is known (RFC 3261 19.1.2). */
const withPort = (end: Endpoint, transport: string, values: WireValues): string =>
  endpoint({ ...end, port: end.port ?? (transport === 'TLS' || transport === 'WSS' ? 5061 : 5060) }, values);

/** What a capture holds besides its messages, as lines that a reader of messages passes over; empty where it holds nothing more. */
export function captureTable(summary: TraceSummary, values: WireValues): string {
  const rows = [
    ...summary.streams.map((stream) => streamRow(stream, values)),
    ...summary.icmpErrors.map((error) => icmpRow(error, values)),
  ];
  return rows.map((row) => `# ${row}\n`).join('');
}

function streamRow(stream: MediaStream, values: WireValues): string {
  const jitter = stream.jitterMs === undefined ? '' : `, jitter ${stream.jitterMs.toFixed(1)} ms`;
  const seconds = ((stream.lastAt - stream.firstAt) / 1000).toFixed(1);
  return `RTP ${endpoint(stream.source, values)} to ${endpoint(stream.destination, values)}, payload types ${stream.payloadTypes.join(' ')}, ${stream.packets} packets in ${seconds} s, lost ${stream.lost}${jitter}`;
}

const icmpRow = (error: IcmpError, values: WireValues): string =>
  `ICMP ${error.type}/${error.code} from ${endpoint(error.reporter, values)}, about ${endpoint(error.source, values)} to ${endpoint(error.destination, values)}`;
