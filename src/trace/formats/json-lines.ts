import type { TimeReader } from '../lines/time.ts';
import { endpoint, frameOf, transport, withPort } from './format.ts';
import type { TextFormat } from './format.ts';
import type { Endpoint, Transport } from '../traced.ts';
import type { Stamp } from '../lines/time.ts';

// {"create_date":1795481323352,"source_ip":"192.0.2.10","source_port":5060,"destination_ip":"198.51.100.5","raw":"INVITE sip:...\r\nVia: ..."}
const MAX_JSON = 262_144;
const KEYS = {
  time: /^(?:@?timestamp|time|ts|date|create_?date|micro_ts|datetime|time_?stamp|timeseconds|sec|when)$/i,
  sourceAddress:
    /^(?:source_?ip|src_?ip|srcip|source|src|src_?addr(?:ess)?|from_?ip|fromip|source_?address|remote_?addr(?:ess)?)$/i,
  sourcePort: /^(?:source_?port|src_?port|srcport|from_?port|fromport)$/i,
  destinationAddress:
    /^(?:destination_?ip|dst_?ip|dest_?ip|dstip|destination|dst|dest|dst_?addr(?:ess)?|to_?ip|toip|destination_?address)$/i,
  destinationPort: /^(?:destination_?port|dst_?port|dest_?port|dstport|to_?port|toport)$/i,
  transport: /^(?:proto(?:col)?|transport)$/i,
  direction: /^(?:direction|dir)$/i,
} as const;
type Key = keyof typeof KEYS;

/** One JSON object a line with a message in a string: exports of HOMER, log shippers, home-made loggers. */
export const jsonLines: TextFormat = {
  name: 'json-lines',
  hints: ['sip/2.0'],
  frame(line, times) {
    const at = line.indexOf('{');
    if (at < 0 || at > 200 || line.length > MAX_JSON || !/"\s*:/.test(line)) return undefined;
    const found = new Map<Key, string>();
    collect(parse(line.slice(at)), found, 0);
    const direction = found.get('direction') ?? '';
    return frameOf({
      time: timeOf(found.get('time'), times),
      source: sideOf(found.get('sourceAddress'), found.get('sourcePort')),
      destination: sideOf(found.get('destinationAddress'), found.get('destinationPort')),
      transport: transportOf(found.get('transport')),
      direction: /^(?:in|recv|received|incoming|rx)/i.test(direction)
        ? 'received'
        : /^(?:out|sent|send|outgoing|tx)/i.test(direction)
          ? 'sent'
          : undefined,
    });
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/[,\]\s]+$/, ''));
  } catch {
    // Cut or wrapped JSON still holds the message; only its time and addresses are lost.
    return undefined;
  }
}

/** The first value of each key that we know, at any of the first levels. */
function collect(value: unknown, found: Map<Key, string>, depth: number): void {
  if (depth > 6 || typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object') collect(inner, found, depth + 1);
    else if (typeof inner === 'string' || typeof inner === 'number') note(name, String(inner), found);
  }
}

function note(name: string, value: string, found: Map<Key, string>): void {
  for (const key of Object.keys(KEYS) as Key[]) {
    if (KEYS[key].test(name) && !found.has(key) && value.length < 80) found.set(key, value);
  }
}

function timeOf(text: string | undefined, times: TimeReader): Stamp | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{10,16}(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
  if (number === undefined) return times.read(text);
  const digits = String(Math.trunc(number)).length;
  const ms = digits >= 16 ? number / 1000 : digits >= 13 ? number : number * 1000;
  return { at: Math.round(ms * 1000) / 1000, clock: 'epoch' };
}

function sideOf(address: string | undefined, port: string | undefined): Endpoint | undefined {
  if (address === undefined || !/^[\w.:[\]%-]+$/.test(address)) return undefined;
  return port === undefined ? endpoint(address) : withPort(address, port);
}

function transportOf(text: string | undefined): Transport | undefined {
  return text === '17' ? 'UDP' : text === '6' ? 'TCP' : transport(text);
}
