import type { Output, Packet } from './packet.ts';

/** Puts the fragments of IP packets together (RFC 791 3.2, RFC 8200 4.5). */
export interface Fragments {
  add(
    packet: Packet,
    key: string,
    protocol: number,
    offset: number,
    more: boolean,
    bytes: Buffer,
    start: number,
    end: number,
  ): void;
  /** Gives up what waits since before `at` (all of it without an argument): its first fragment is read alone. */
  expire(before?: number): void;
  waiting(): boolean;
}

interface Datagram {
  readonly key: string;
  readonly protocol: number;
  /** The packet of the first fragment that came, for what is never completed. */
  readonly packet: Packet;
  parts: { offset: number; bytes: Buffer }[];
  bytesHeld: number;
  /** Known once the last fragment came. */
  total: number;
}

/** Called with a whole payload, or (`missing` set in the packet) with the beginning of one that stayed incomplete. */
export type Reassembled = (packet: Packet, protocol: number, bytes: Buffer) => void;

const MAX_DATAGRAMS = 1024;
const MAX_PARTS = 128;
const MAX_BYTES = 65_535;
/** How long the rest of a packet is waited for, in the time of the capture. */
const PATIENCE_MS = 2000;

/** A table of at most 1024 packets in pieces; those that had to make room are said as `fragments-missing`. */
export function createFragments(output: Output, reassembled: Reassembled): Fragments {
  const datagrams = new Map<string, Datagram>();
  /** All that were opened, in order of time, from `first` on; those that were completed are stepped over. */
  let opened: Datagram[] = [];
  let first = 0;

  function giveUp(datagram: Datagram): void {
    if (datagrams.get(datagram.key) !== datagram) return;
    datagrams.delete(datagram.key);
    output.problem('fragments-missing', datagram.packet.frame);
    if (!datagram.parts.some((part) => part.offset === 0)) return;
    datagram.packet.missing = 1;
    reassembled(datagram.packet, datagram.protocol, joinFrom(datagram));
  }

  function start(key: string, packet: Packet, protocol: number): Datagram {
    if (datagrams.size >= MAX_DATAGRAMS) dropFirst();
    const datagram = open(key, packet, protocol);
    datagrams.set(key, datagram);
    opened.push(datagram);
    return datagram;
  }

  function dropFirst(): void {
    const datagram = opened[first++];
    if (datagram !== undefined) giveUp(datagram);
    if (first < MAX_DATAGRAMS) return;
    opened = opened.slice(first);
    first = 0;
  }

  return {
    add(packet, key, protocol, offset, more, bytes, from, to) {
      packet.understood = true;
      let datagram = datagrams.get(key);
      if (datagram !== undefined && packet.at - datagram.packet.at > PATIENCE_MS) {
        giveUp(datagram);
        datagram = undefined;
      }
      datagram ??= start(key, packet, protocol);
      if (!keep(datagram, offset, more, bytes, from, to)) return;
      const whole = join(datagram);
      if (whole === undefined) return;
      datagrams.delete(key);
      packet.missing = 0;
      reassembled(packet, datagram.protocol, whole);
    },
    expire(before = Number.POSITIVE_INFINITY) {
      for (let next = opened[first]; next !== undefined; next = opened[first]) {
        const isWaiting = datagrams.get(next.key) === next;
        if (isWaiting && before - next.packet.at <= PATIENCE_MS) return;
        dropFirst();
      }
    },
    waiting: () => datagrams.size > 0,
  };
}

function open(key: string, packet: Packet, protocol: number): Datagram {
  const addresses = Buffer.from(
    packet.addresses.subarray(packet.addressesAt, packet.addressesAt + 2 * packet.addressBytes),
  );
  return { key, protocol, packet: { ...packet, addresses, addressesAt: 0 }, parts: [], bytesHeld: 0, total: -1 };
}

// False where the fragment adds nothing: a second copy, or one beyond every limit.
function keep(datagram: Datagram, offset: number, more: boolean, bytes: Buffer, start: number, end: number): boolean {
  const length = end - start;
  if (offset + length > MAX_BYTES || datagram.parts.length >= MAX_PARTS) return false;
  if (datagram.parts.some((part) => part.offset === offset && part.bytes.length >= length)) return false;
  datagram.parts.push({ offset, bytes: Buffer.from(bytes.subarray(start, end)) });
  datagram.bytesHeld += length;
  if (!more) datagram.total = offset + length;
  return datagram.total >= 0 && datagram.bytesHeld >= datagram.total;
}

function join(datagram: Datagram): Buffer | undefined {
  const whole = joinFrom(datagram);
  return whole.length >= datagram.total ? whole.subarray(0, datagram.total) : undefined;
}

// The payload from its beginning up to the first hole; where fragments overlap, the earlier bytes stand (RFC 791 says neither).
function joinFrom(datagram: Datagram): Buffer {
  datagram.parts.sort((a, b) => a.offset - b.offset);
  const pieces: Buffer[] = [];
  let at = 0;
  for (const part of datagram.parts) {
    if (part.offset > at) break;
    const fresh = part.bytes.subarray(at - part.offset);
    pieces.push(fresh);
    at += fresh.length;
  }
  return Buffer.concat(pieces);
}
