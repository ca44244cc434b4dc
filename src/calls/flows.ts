import { sessionDescription } from '../sip/bodies.ts';
import type { Endpoint, IceChecks, IcmpError, MediaStream, TraceSummary } from '../trace/traced.ts';
import { hasSdp } from './message-facts.ts';
import type { OpenCall } from './state.ts';

/** What a trace holds besides messages. */
export type Found = Pick<TraceSummary, 'streams' | 'icmpErrors' | 'iceChecks'>;

/** Media, ICE checks and ICMP errors of a trace, looked up by call. */
export interface Flows {
  streamsOf(call: OpenCall): readonly MediaStream[];
  icmpErrorsOf(call: OpenCall): readonly IcmpError[];
  checksOf(call: OpenCall): readonly IceChecks[];
  /** A stream of another call at one of the media addresses of this one. */
  neighbourOf(call: OpenCall): MediaStream | undefined;
}

/** Packets on their way, and media that outlasts the BYE a little. */
const AFTER_MEDIA_MS = 5_000;
// 17: retransmissions and what they provoke go on for 64*T1.
const AFTER_ICMP_MS = 35_000;

/**
 * Streams belong to a call whose session descriptions name either end: the other may be what a NAT made of it. Times tell
 * calls apart that used a port one after the other. ICMP errors belong to a call by the flow of the packet that they quote.
 */
export function createFlows({ streams, icmpErrors, iceChecks = [] }: Found): Flows {
  const byEnd = new Map<string, MediaStream[]>();
  for (const stream of streams) {
    for (const key of new Set([endKey(stream.source), endKey(stream.destination)])) put(byEnd, key, stream);
  }
  const byAddress = new Map<string, MediaStream>();
  for (const stream of streams) {
    if (stream.packets === 0) continue;
    for (const address of new Set([stream.source.address, stream.destination.address]))
      byAddress.set(address, byAddress.get(address) ?? stream);
  }
  const byCheckedEnd = new Map<string, IceChecks[]>();
  for (const checks of iceChecks) {
    for (const key of new Set([endKey(checks.source), endKey(checks.destination)])) put(byCheckedEnd, key, checks);
  }
  const byFlow = new Map<string, IcmpError[]>();
  for (const error of icmpErrors) put(byFlow, `${endKey(error.source)} ${endKey(error.destination)}`, error);
  return {
    streamsOf(call) {
      if (byEnd.size === 0) return [];
      const found = new Set<MediaStream>();
      for (const end of mediaEnds(call)) {
        for (const stream of byEnd.get(end) ?? [])
          if (isWhile(call, stream.firstAt, stream.lastAt, AFTER_MEDIA_MS)) found.add(stream);
      }
      return [...found].sort((one, two) => one.firstAt - two.firstAt);
    },
    checksOf(call) {
      if (byCheckedEnd.size === 0) return [];
      const found = new Set<IceChecks>();
      for (const end of mediaEnds(call)) {
        for (const checks of byCheckedEnd.get(end) ?? [])
          if (isWhile(call, checks.firstAt, checks.firstAt, AFTER_MEDIA_MS)) found.add(checks);
      }
      return [...found].sort((one, two) => one.firstAt - two.firstAt);
    },
    neighbourOf(call) {
      if (byAddress.size === 0) return undefined;
      for (const end of mediaEnds(call)) {
        const found = byAddress.get(end.slice(0, end.indexOf(' ')));
        if (found !== undefined) return found;
      }
      return undefined;
    },
    icmpErrorsOf(call) {
      if (byFlow.size === 0) return [];
      const found = new Set<IcmpError>();
      for (const key of flowsOf(call)) {
        for (const error of byFlow.get(key) ?? [])
          if (isWhile(call, error.at, error.at, AFTER_ICMP_MS)) found.add(error);
      }
      return [...found].sort((one, two) => one.at - two.at);
    },
  };
}

function mediaEnds(call: OpenCall): ReadonlySet<string> {
  const ends = new Set<string>();
  const bodies = new Set<string>();
  for (const traced of call.messages) {
    const { body } = traced.message;
    if (body === '' || bodies.has(body) || !hasSdp(traced)) continue;
    bodies.add(body);
    for (const media of sessionDescription(traced.message)?.media ?? []) {
      if (media.port === 0) continue;
      if (media.connection !== undefined) ends.add(endKey({ address: media.connection.address, port: media.port }));
      for (const candidate of media.ice?.candidates ?? []) ends.add(endKey(candidate));
    }
  }
  return ends;
}

function flowsOf(call: OpenCall): ReadonlySet<string> {
  const flows = new Set<string>();
  for (const { source, destination } of call.messages) {
    if (source !== undefined && destination !== undefined) flows.add(`${endKey(source)} ${endKey(destination)}`);
  }
  return flows;
}

function isWhile(call: OpenCall, from: number, to: number, afterMs: number): boolean {
  // Other clocks than that of a capture cannot be compared with its packets.
  if (call.clock !== 'epoch' || call.firstAt === undefined || call.lastAt === undefined) return true;
  // A refused or cancelled call has no more media, an answered one until its BYE.
  const isOpen = call.isCall && !call.hasBye && (call.isAnswered || call.lastInvite?.final === undefined);
  return to >= call.firstAt - afterMs && (isOpen || from <= call.lastAt + afterMs);
}

function endKey(end: Endpoint): string {
  return `${end.address} ${end.port ?? ''}`;
}

function put<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}
