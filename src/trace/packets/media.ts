import type { Announced } from './announced.ts';
import { createBoundedMap } from './bounded.ts';
import { endpointOf, flowKey } from './packet.ts';
import type { Output, Packet } from './packet.ts';
import { clockRateOf } from './payload-types.ts';
import { countPacket, lostPackets, openStream } from './rtp.ts';
import type { ClockRate, Stream } from './rtp.ts';
import type { Endpoint, MediaStream } from '../traced.ts';

/** Counts RTP and RTCP by stream (RFC 3550), told from other UDP by its sense and by the ports that SDP announced. */
export interface Media {
  /** True where the UDP payload is RTP or RTCP; only then it is counted. */
  packet(packet: Packet, bytes: Buffer, start: number, end: number): boolean;
  streams(): MediaStream[];
}

interface Flow {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly announced: boolean;
  readonly rate: ClockRate;
  /** The stream of the last packet, also while it is still doubted. */
  current: Stream | undefined;
  readonly streams: Stream[];
}

const MAX_FLOWS = 4096;
/** Streams of flows that made room for others; further ones are said as `streams-forgotten`. */
const MAX_FINISHED = 20_000;
const MAX_STREAMS_OF_FLOW = 32;
const MAX_REPORTS = 8192;
// RFC 3550 A.1 asks for two (MIN_SEQUENTIAL); other protocols that look like RTP rarely count to three.
const SEQUENTIAL = 3;

/** An empty count; `announced` knows what the SDP seen so far says of addresses, ports and clock rates. */
export function createMedia(announced: Announced, output: Output): Media {
  const flows = createBoundedMap<Flow>(MAX_FLOWS, finish);
  const finished: MediaStream[] = [];
  const reports = createBoundedMap<{ count: number }>(MAX_REPORTS, () => undefined);

  function finish(flow: Flow): void {
    for (const stream of flow.streams) {
      if (finished.length < MAX_FINISHED) finished.push(toMediaStream(flow, stream, reportsOf(flow, stream)));
      else output.problem('streams-forgotten', stream.firstFrame);
    }
  }

  function reportsOf(flow: Flow, stream: Stream): number {
    return reports.get(reportKey(flow.source, flow.destination, stream.ssrc))?.count ?? 0;
  }

  function rtp(p: Packet, bytes: Buffer, start: number, end: number): boolean {
    const key = flowKey(p);
    let flow = flows.get(key);
    if (flow === undefined) {
      flow = openFlow(p, announced);
      flows.set(key, flow);
    }
    const ssrc = bytes.readUInt32BE(start + 8);
    let stream = flow.current;
    if (stream === undefined || stream.ssrc !== ssrc) {
      const known = flow.streams.find((one) => one.ssrc === ssrc);
      stream = known ?? openStream(ssrc, bytes.readUInt16BE(start + 2), p.frame, p.at);
      flow.current = stream;
    }
    countPacket(stream, bytes, start, end, p.at, flow.rate);
    if (!stream.sure && (flow.announced || stream.received >= SEQUENTIAL)) confirm(flow, stream, p.frame);
    return stream.sure;
  }

  function confirm(flow: Flow, stream: Stream, frame: number): void {
    stream.sure = true;
    if (flow.streams.length < MAX_STREAMS_OF_FLOW) flow.streams.push(stream);
    else output.problem('streams-forgotten', frame);
  }

  // |version 2|P|count| type | length in words less one | SSRC of the sender |
  function rtcp(p: Packet, bytes: Buffer, start: number, end: number): boolean {
    if ((bytes.readUInt16BE(start + 2) + 1) * 4 > end - start) return false;
    const key = reportKey(endpointOf(p, 0), endpointOf(p, 1), bytes.readUInt32BE(start + 4));
    const report = reports.get(key);
    if (report === undefined) reports.set(key, { count: 1 });
    else report.count++;
    return true;
  }

  return {
    packet(p, bytes, start, end) {
      if (end - start < 8 || bytes.readUInt8(start) >> 6 !== 2) return false;
      const type = bytes.readUInt8(start + 1);
      // RFC 5761 4: with one port for both, these types are RTCP
      if (type >= 192 && type <= 223) return rtcp(p, bytes, start, end);
      return end - start >= 12 && rtp(p, bytes, start, end);
    },
    streams() {
      const all = [...finished];
      for (const flow of flows.values()) {
        for (const stream of flow.streams) all.push(toMediaStream(flow, stream, reportsOf(flow, stream)));
      }
      return all.sort((a, b) => a.firstFrame - b.firstFrame);
    },
  };
}

function openFlow(p: Packet, announced: Announced): Flow {
  const source = endpointOf(p, 0);
  const destination = endpointOf(p, 1);
  return {
    source,
    destination,
    announced: announced.has(destination) || announced.has(source),
    rate: (type) => clockRateOf(type) ?? announced.clockRate(destination, source, type) ?? 0,
    current: undefined,
    streams: [],
  };
}

function toMediaStream(flow: Flow, stream: Stream, rtcpPackets: number): MediaStream {
  return {
    source: flow.source,
    destination: flow.destination,
    ssrc: stream.ssrc,
    payloadTypes: stream.payloadTypes,
    packets: stream.packets,
    bytes: stream.bytes,
    lost: lostPackets(stream),
    ...(stream.jitterPackets > 0 ? { jitterMs: stream.jitterMs } : {}),
    firstAt: stream.firstAt,
    lastAt: stream.lastAt,
    firstFrame: stream.firstFrame,
    rtcpPackets,
  };
}

// Reports come on a port of their own (RFC 3550 11), or on that of the stream: only the addresses count.
function reportKey(source: Endpoint, destination: Endpoint, ssrc: number): string {
  return `${source.address} ${destination.address} ${ssrc}`;
}
