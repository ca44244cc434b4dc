import type { Endpoint } from '../traced.ts';
import { createBoundedMap } from './bounded.ts';

/** What the SDP of a capture announced about media: where it is expected, and the clocks of its payload types. */
export interface Announced {
  /** Takes note of a body, whatever it is; only session descriptions say anything (RFC 8866). */
  body(text: string): void;
  has(endpoint: Endpoint): boolean;
  /** Clock rate in Hz of a dynamic payload type in a stream to `destination`, undefined where no SDP told it. */
  clockRate(destination: Endpoint, source: Endpoint, payloadType: number): number | undefined;
}

type Rates = Map<number, number>;

const MAX_ENDPOINTS = 20_000;
/** Mark of a payload type that different SDP gave different rates. */
const AMBIGUOUS = 0;

/** An empty memory of at most 20,000 endpoints, the oldest forgotten first. */
export function createAnnounced(): Announced {
  const endpoints = createBoundedMap<Rates>(MAX_ENDPOINTS, () => undefined);
  const everywhere: Rates = new Map();

  function remember(address: string, port: number, rates: Rates): void {
    if (port === 0) return;
    endpoints.set(`${address.toLowerCase()} ${port}`, rates);
  }

  function rateSeen(rates: Rates, type: number, rate: number): void {
    rates.set(type, rate);
    const known = everywhere.get(type);
    if (known !== rate) everywhere.set(type, known === undefined ? rate : AMBIGUOUS);
  }

  function body(text: string): void {
    if (!text.includes('m=')) return;
    let sessionAddress = '';
    let media: { address: string; port: number; rates: Rates } | undefined;
    for (let at = 0; at < text.length;) {
      const feed = text.indexOf('\n', at);
      const end = feed < 0 ? text.length : feed;
      if (text.charCodeAt(at + 1) === 61) {
        const kind = text.charCodeAt(at);
        if (kind === CONNECTION) {
          const address = connectionAddress(text.slice(at, end));
          if (media === undefined) sessionAddress = address;
          else media.address = address;
        } else if (kind === MEDIA) {
          if (media !== undefined) remember(media.address, media.port, media.rates);
          media = { address: sessionAddress, port: mediaPort(text.slice(at, end)), rates: new Map() };
        } else if (kind === ATTRIBUTE && media !== undefined) {
          readAttribute(text, at + 2, end, media.rates);
        }
      }
      at = end + 1;
    }
    if (media !== undefined) remember(media.address, media.port, media.rates);
  }

  function readAttribute(text: string, at: number, end: number, rates: Rates): void {
    if (text.startsWith('rtpmap:', at)) {
      const blank = text.indexOf(' ', at + 7);
      const slash = text.indexOf('/', blank + 1);
      if (blank < 0 || blank >= end || slash < 0 || slash >= end) return;
      const type = digitsAt(text, at + 7, blank);
      const rate = digitsAt(text, slash + 1, end);
      if (type >= 0 && rate >= 0) rateSeen(rates, type, rate);
    } else if (text.startsWith('candidate:', at)) {
      // candidate:foundation component transport priority address port (RFC 8839 5.1)
      const parts = text.slice(at + 10, end).split(' ', 6);
      const port = Number(parts[5]);
      if (parts[4] !== undefined && port > 0 && port < 65_536) remember(parts[4], port, rates);
    }
  }

  return {
    body,
    has: ({ address, port }) => endpoints.get(`${address} ${port ?? 0}`) !== undefined,
    clockRate(destination, source, payloadType) {
      const rate =
        endpoints.get(`${destination.address} ${destination.port ?? 0}`)?.get(payloadType) ??
        endpoints.get(`${source.address} ${source.port ?? 0}`)?.get(payloadType) ??
        everywhere.get(payloadType);
      return rate === undefined || rate === AMBIGUOUS ? undefined : rate;
    },
  };
}

const CONNECTION = 99;
const MEDIA = 109;
const ATTRIBUTE = 97;

/** The number whose digits begin at `from`, of at most nine; -1 where none does. */
function digitsAt(text: string, from: number, end: number): number {
  let value = -1;
  for (let at = from; at < end && at < from + 9; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = Math.max(value, 0) * 10 + digit;
  }
  return value;
}

// c=IN IP4 192.0.2.1/127
function connectionAddress(line: string): string {
  const found = /^c=IN\s+IP[46]\s+([^\s/]+)/i.exec(line);
  return found?.[1] ?? '';
}

// m=audio 49170/2 RTP/AVP 0
function mediaPort(line: string): number {
  const found = /^m=\S+\s+(\d{1,5})/.exec(line);
  return found === null ? 0 : Number(found[1]);
}
