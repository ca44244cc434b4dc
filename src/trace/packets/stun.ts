import type { Endpoint, IceChecks } from '../traced.ts';
import { createBoundedMap } from './bounded.ts';
import { endpointOf, flowKey, reverseFlowKey } from './packet.ts';
import type { Packet } from './packet.ts';

/** Counts the connectivity checks of ICE: binding requests of STUN and their answers, by flow. */
export interface Checks {
  /** True where the UDP payload is a binding of STUN; only then it is counted. */
  packet(packet: Packet, bytes: Buffer, start: number, end: number): boolean;
  list(): IceChecks[];
}

interface Flow {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly firstAt: number;
  readonly firstFrame: number;
  requests: number;
  responses: number;
}

const MAX_FLOWS = 4096;
const MAGIC_COOKIE = 0x2112a442;
const REQUEST = 0x0001;
const SUCCESS = 0x0101;
const ERROR = 0x0111;

/** An empty count. A flow is that of the request; the oldest make room where there are too many. */
export function createChecks(): Checks {
  const flows = createBoundedMap<Flow>(MAX_FLOWS, () => undefined);

  function flowOf(key: string, p: Packet, from: 0 | 1, to: 0 | 1): Flow {
    const known = flows.get(key);
    if (known !== undefined) return known;
    const opened: Flow = {
      source: endpointOf(p, from),
      destination: endpointOf(p, to),
      firstAt: p.at,
      firstFrame: p.frame,
      requests: 0,
      responses: 0,
    };
    flows.set(key, opened);
    return opened;
  }

  return {
    // | 00 type | length | magic cookie 21 12 a4 42 | transaction id, 12 octets |   RFC 8489 5
    packet(p, bytes, start, end) {
      if (end - start < 20 || bytes.readUInt32BE(start + 4) !== MAGIC_COOKIE) return false;
      const type = bytes.readUInt16BE(start);
      if (type === REQUEST) flowOf(flowKey(p), p, 0, 1).requests++;
      else if (type === SUCCESS || type === ERROR) flowOf(reverseFlowKey(p), p, 1, 0).responses++;
      else return false;
      return true;
    },
    list: () => flows.values().sort((a, b) => a.firstFrame - b.firstFrame),
  };
}
