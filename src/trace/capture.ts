import { isDamage } from '../sip/problem-kinds.ts';
import { createDuplicateFilter, NO_SIGHTINGS } from './duplicates.ts';
import type { Captured, Container } from './formats/container.ts';
import { createHepFile, readHep } from './formats/hep.ts';
import type { HepPacket } from './formats/hep.ts';
import { createPcap } from './formats/pcap.ts';
import { createPcapng } from './formats/pcapng.ts';
import { MAX_WINDOW_MS, createTimeOrder } from './order.ts';
import { createAnnounced } from './packets/announced.ts';
import { createLayers, emitSip } from './packets/layers.ts';
import { createMedia } from './packets/media.ts';
import { createPacket } from './packets/packet.ts';
import { createChecks } from './packets/stun.ts';
import type { Origin, Output } from './packets/packet.ts';
import { createProblems } from './problems.ts';
import type { SipMessage } from '../sip/message.ts';
import { parseMessageBytes } from '../sip/parse.ts';
import type { IcmpError, Place, TraceReader, TraceSink, TracedMessage, Transport } from './traced.ts';

/** The capture formats, by the name that messages carry in `format`. */
export type CaptureFormat = 'pcap' | 'pcapng' | 'hep';

/**
 * Reads a capture piece by piece: SIP of any port goes to the sink, in order of time; RTP, TLS and ICMP errors are counted
 * in the summary. Tables are of fixed size, so that memory does not grow with the file. Never throws on any input.
 */
export function createCaptureReader(file: string, format: CaptureFormat, sink: TraceSink): TraceReader {
  const problems = createProblems();
  const order = createTimeOrder(sink);
  const duplicates = createDuplicateFilter();
  const announced = createAnnounced();
  const formats = new Set<string>([format]);
  const icmpErrors: IcmpError[] = [];
  const counts = { messages: 0, duplicates: 0, damaged: 0, skipped: 0, encrypted: 0, frame: 0, interfaces: 0 };
  const packet = createPacket();

  const placeOf = (frame: number): Place => ({ file, frame });
  const output: Output = {
    message(origin, bytes, start, end, transport, read) {
      take(origin, read ?? parseMessageBytes(bytes, start, end), transport, format);
    },
    encrypted(p) {
      counts.encrypted++;
      p.understood = true;
    },
    problem: (kind, frame, detail) => problems.add(kind, placeOf(frame), detail),
  };
  const media = createMedia(announced, output);
  const checks = createChecks();
  const layers = createLayers(
    output,
    { media, checks },
    {
      hep: (hep, frame, interfaceId) => giveHep(hep, frame, interfaceId),
      icmpError(error, frame, at) {
        if (icmpErrors.length < MAX_ICMP_ERRORS) icmpErrors.push({ place: placeOf(frame), at, ...error });
        else problems.add('icmp-errors-forgotten', placeOf(frame));
      },
    },
  );

  function take(origin: Origin, message: SipMessage | undefined, transport: Transport, name: string): void {
    if (message === undefined) return problems.add('unreadable-message', placeOf(origin.frame));
    counts.messages++;
    if (message.problems.some(({ kind }) => isDamage(kind))) counts.damaged++;
    if (message.body !== '') announced.body(message.body);
    const { at, source, destination } = origin;
    const place = placeOf(origin.frame);
    const sightings = NO_SIGHTINGS;
    const traced: TracedMessage = Number.isNaN(at)
      ? { message, place, source, destination, transport, sightings, format: name }
      : { message, place, at, clock: 'epoch', source, destination, transport, sightings, format: name };
    if (duplicates.isSecondSighting(traced, origin)) counts.duplicates++;
    else order.message(traced, windowMs());
  }

  /** Interfaces of one capture are out of order by little; what waits for its other parts, by as long as it is waited for. */
  function windowMs(): number {
    if (layers.waiting()) return MAX_WINDOW_MS;
    return counts.interfaces > 0 ? INTERFACES_MS : 0;
  }

  function giveHep(hep: HepPacket, frame: number, interfaceId: number): void {
    formats.add('hep');
    const { source, destination, bytes, start, end, transport } = hep;
    const at = Number.isNaN(hep.at) ? packet.at : hep.at;
    const origin = { frame, at, interfaceId, ttl: 0, ipId: 0, source, destination };
    const sip = emitSip(bytes, start, end, (from, to) =>
      take(origin, parseMessageBytes(bytes, from, to), transport, 'hep'),
    );
    if (!sip) counts.skipped++;
  }

  function takePacket(captured: Captured): void {
    packet.frame = ++counts.frame;
    packet.at = captured.at;
    packet.interfaceId = captured.interfaceId;
    counts.interfaces = Math.max(counts.interfaces, captured.interfaceId);
    packet.depth = 0;
    packet.understood = false;
    layers.link(packet, captured.linkType, captured.bytes, captured.start, captured.end);
    if (!packet.understood) counts.skipped++;
  }

  function takeHep(bytes: Buffer, start: number, end: number): void {
    counts.frame++;
    packet.at = Number.NaN;
    const hep = readHep(bytes, start, end);
    if (hep === undefined) counts.skipped++;
    else giveHep(hep, counts.frame, 0);
  }

  const problem = (kind: string, detail?: string): void => problems.add(kind, placeOf(counts.frame), detail);
  const container = createContainer(format, { packet: takePacket, problem }, { packet: takeHep, problem });

  return {
    push: (chunk) => container.push(chunk),
    soFar: () => ({ streams: media.streams(), icmpErrors, iceChecks: checks.list() }),
    end() {
      container.end();
      layers.finish();
      order.end();
      return {
        formats: [...formats],
        messages: counts.messages,
        duplicates: counts.duplicates,
        damaged: counts.damaged,
        logLines: 0,
        skippedLines: counts.skipped,
        encryptedPackets: counts.encrypted,
        repairs: {},
        streams: media.streams(),
        icmpErrors,
        iceChecks: checks.list(),
        connections: layers.connections().map((event) => ({ ...event, place: placeOf(event.frame) })),
        problems: problems.list(),
      };
    },
  };
}

const MAX_ICMP_ERRORS = 1000;
const INTERFACES_MS = 250;

type PacketSink = Parameters<typeof createPcap>[0];
type HepSink = Parameters<typeof createHepFile>[0];

function createContainer(format: CaptureFormat, packets: PacketSink, heps: HepSink): Container {
  switch (format) {
    case 'pcap':
      return createPcap(packets);
    case 'pcapng':
      return createPcapng(packets);
    case 'hep':
      return createHepFile(heps);
    default:
      return format satisfies never;
  }
}
