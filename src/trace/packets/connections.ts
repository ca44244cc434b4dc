import type { ConnectionEvent, Endpoint } from '../traced.ts';
import { createBoundedMap } from './bounded.ts';
import { endpointOf, flowKey, reverseFlowKey } from './packet.ts';
import type { Packet } from './packet.ts';

/** Watches how TCP connections begin: refused, closed before any answer, or broken off by TLS. */
export interface Connections {
  /** A segment that carries data or SYN, FIN or RST; `bytes[body..end)` is its data. */
  segment(packet: Packet, flags: number, bytes: Buffer, body: number, end: number): void;
  /** What was seen, in the order of the packets. */
  events(): readonly Omit<ConnectionEvent, 'place'>[];
}

interface Opening {
  readonly opener: Endpoint;
  readonly listener: Endpoint;
  readonly key: string;
  readonly frame: number;
  accepted: boolean;
  sent: number;
  received: number;
  secure: boolean;
  /** The opener has switched its cipher on: a handshake record after it is its Finished (RFC 5246 7.4.9). */
  switched: boolean;
}

const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;

const MAX_OPENINGS = 4096;
const MAX_EVENTS = 1000;
/** RFC 8446 5.1: content types of records. */
const CHANGE_CIPHER = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const PROTECTED = 23;
/** RFC 8446 5.2: an encrypted alert of TLS 1.3 is two bytes, its type and a tag of 16. */
const PROTECTED_ALERT_BYTES = 19;
const CLOSE_NOTIFY = 0;

/** Connections leave the table as soon as both sides have exchanged data that is no handshake. */
export function createConnections(): Connections {
  const openings = createBoundedMap<Opening>(MAX_OPENINGS, () => {
    count--;
  });
  const events: Omit<ConnectionEvent, 'place'>[] = [];
  let count = 0;

  function end(opening: Opening): void {
    openings.delete(opening.key);
    count--;
  }

  function note(opening: Opening, p: Packet, kind: ConnectionEvent['kind'], isOpener: boolean, alert?: number): void {
    if (events.length >= MAX_EVENTS) return;
    const { opener, listener, secure, frame } = opening;
    events.push({
      kind,
      frame: p.frame,
      openedIn: frame,
      ...(Number.isNaN(p.at) ? {} : { at: p.at }),
      source: opener,
      destination: listener,
      by: isOpener ? 'source' : 'destination',
      secure,
      ...(alert === undefined ? {} : { alert }),
    });
  }

  function data(opening: Opening, p: Packet, isOpener: boolean, bytes: Buffer, body: number, stop: number): void {
    if (isOpener) opening.sent += stop - body;
    else opening.received += stop - body;
    if ((bytes[body] ?? 0) === HANDSHAKE && bytes[body + 1] === 3) opening.secure = true;
    if (!opening.secure) {
      if (opening.sent > 0 && opening.received > 0) end(opening);
      return;
    }
    for (let at = body; at + 5 <= stop; at += 5 + bytes.readUInt16BE(at + 3)) {
      const type = bytes.readUInt8(at);
      const length = bytes.readUInt16BE(at + 3);
      if (type === PROTECTED && length === PROTECTED_ALERT_BYTES && isOpener) return broken(opening, p, isOpener);
      if (type === ALERT && length === 2 && bytes[at + 6] !== CLOSE_NOTIFY)
        return broken(opening, p, isOpener, bytes[at + 6]);
      if (type === ALERT && length > 2) return broken(opening, p, isOpener);
      if (type === CHANGE_CIPHER && isOpener) opening.switched = true;
      if (type === HANDSHAKE && isOpener && opening.switched) return end(opening);
      // The server of TLS 1.3 sends its handshake protected; what the client protects comes after it.
      if (type === PROTECTED && isOpener) return end(opening);
    }
  }

  function broken(opening: Opening, p: Packet, isOpener: boolean, alert?: number): void {
    note(opening, p, 'alert', isOpener, alert);
    end(opening);
  }

  function close(opening: Opening, p: Packet, isReset: boolean, isOpener: boolean): void {
    if (!opening.accepted && opening.sent === 0) {
      if (isReset && !isOpener) note(opening, p, 'refused', isOpener);
    } else if (opening.sent > 0 && (opening.received === 0 || opening.secure)) {
      note(opening, p, 'closed', isOpener);
    }
    end(opening);
  }

  function open(p: Packet): void {
    const key = flowKey(p);
    if (openings.get(key) !== undefined) return;
    openings.set(key, {
      opener: endpointOf(p, 0),
      listener: endpointOf(p, 1),
      key,
      frame: p.frame,
      accepted: false,
      sent: 0,
      received: 0,
      secure: false,
      switched: false,
    });
    count++;
  }

  return {
    segment(p, flags, bytes, body, stop) {
      if ((flags & (SYN | ACK)) === SYN) return open(p);
      if (count <= 0) return;
      const own = openings.get(flowKey(p));
      const opening = own ?? openings.get(reverseFlowKey(p));
      if (opening === undefined) return;
      if (flags & SYN) opening.accepted = true;
      else if (flags & RST) close(opening, p, true, own !== undefined);
      else {
        if (stop > body) data(opening, p, own !== undefined, bytes, body, stop);
        if (flags & FIN && openings.get(opening.key) !== undefined) close(opening, p, false, own !== undefined);
      }
    },
    events: () => events,
  };
}
