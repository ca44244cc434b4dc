import { deflateRawSync } from 'node:zlib';

/** Builds captures byte by byte for tests: every function answers the bytes of one layer around those it is given. */

export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly fromPort?: number;
  readonly toPort?: number;
}

export const ALICE = '192.0.2.1';
export const BOB = '198.51.100.2';
export const TO_BOB: Flow = { from: ALICE, to: BOB, fromPort: 5060, toPort: 5060 };
export const TO_ALICE: Flow = { from: BOB, to: ALICE, fromPort: 5060, toPort: 5060 };
export const ALICE_6 = '2001:db8::1';
export const BOB_6 = '2001:db8::2';

/** 2023-11-14 22:13:20 UTC in milliseconds. */
export const START = 1_700_000_000_000;

export interface Written {
  readonly bytes: Buffer;
  /** Milliseconds after START. */
  readonly at?: number;
  /** Bytes on the wire, where fewer were captured. */
  readonly original?: number;
  readonly interfaceIndex?: number;
}

function contentType(body: string, extra: string): string {
  return body === '' || extra.includes('Content-Type') ? '' : 'Content-Type: application/sdp\r\n';
}

/** A SIP request of Alice to Bob; `body` gets its Content-Length. */
export function request(method: string, callId: string, body = '', extra = ''): string {
  return (
    `${method} sip:bob@biloxi.example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-${callId}-${method}\r\n` +
    `From: <sip:alice@atlanta.example.com>;tag=a1\r\nTo: <sip:bob@biloxi.example.com>\r\nCall-ID: ${callId}\r\n` +
    `CSeq: 1 ${method}\r\nContact: <sip:alice@192.0.2.1>\r\nMax-Forwards: 70\r\n${extra}${contentType(body, extra)}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** Bob's response to `request(method, callId)`. */
export function response(status: string, callId: string, method = 'INVITE', body = ''): string {
  return (
    `SIP/2.0 ${status}\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-${callId}-${method}\r\n` +
    `From: <sip:alice@atlanta.example.com>;tag=a1\r\nTo: <sip:bob@biloxi.example.com>;tag=b1\r\nCall-ID: ${callId}\r\n` +
    `CSeq: 1 ${method}\r\n${contentType(body, '')}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** A session description with one audio line; `map` is an `a=rtpmap` value. */
export function sdp(address: string, port: number, payloadType = 0, map?: string): string {
  const family = address.includes(':') ? 'IP6' : 'IP4';
  const attribute = map === undefined ? '' : `a=rtpmap:${payloadType} ${map}\r\n`;
  return `v=0\r\no=- 1 1 IN ${family} ${address}\r\ns=-\r\nc=IN ${family} ${address}\r\nt=0 0\r\nm=audio ${port} RTP/AVP ${payloadType}\r\n${attribute}`;
}

export function u8(...values: number[]): Buffer {
  return Buffer.from(values);
}

export function u16(value: number): Buffer {
  return u8((value >> 8) & 255, value & 255);
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export function join(...parts: (Buffer | string)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part)));
}

/** 4 or 16 bytes of an address. */
export function address(text: string): Buffer {
  if (!text.includes(':')) return Buffer.from(text.split('.').map(Number));
  const [head = '', tail = ''] = text.split('::');
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [left, right] = [groups(head), groups(tail)];
  const zeroes = Array.from({ length: 8 - left.length - right.length }, () => 0);
  return join(...[...left, ...zeroes, ...right].map(u16));
}

export function udp(flow: Flow, payload: Buffer | string): Buffer {
  const body = join(payload);
  return join(u16(flow.fromPort ?? 5060), u16(flow.toPort ?? 5060), u16(8 + body.length), u16(0), body);
}

export interface TcpFields {
  readonly seq: number;
  readonly ack?: number;
  /** SYN, FIN, RST by letter. */
  readonly flags?: string;
}

export function tcp(flow: Flow, { seq, ack, flags = '' }: TcpFields, payload: Buffer | string = ''): Buffer {
  const bits =
    (flags.includes('F') ? 1 : 0) +
    (flags.includes('S') ? 2 : 0) +
    (flags.includes('R') ? 4 : 0) +
    (ack === undefined ? 0 : 16);
  return join(
    u16(flow.fromPort ?? 5060),
    u16(flow.toPort ?? 5060),
    u32(seq),
    u32(ack ?? 0),
    u8(0x50, bits),
    u16(65_535),
    u32(0),
    payload,
  );
}

export interface Ip4Fields {
  readonly id?: number;
  readonly ttl?: number;
  readonly offset?: number;
  readonly more?: boolean;
  readonly options?: Buffer;
}

export function ip4(flow: Flow, protocol: number, payload: Buffer, fields: Ip4Fields = {}): Buffer {
  const options = fields.options ?? Buffer.alloc(0);
  const place = ((fields.offset ?? 0) >> 3) | (fields.more === true ? 0x2000 : 0);
  const total = 20 + options.length + payload.length;
  const head = [
    u8(0x45 + options.length / 4, 0),
    u16(total),
    u16(fields.id ?? 0),
    u16(place),
    u8(fields.ttl ?? 64, protocol),
    u16(0),
  ];
  return join(...head, address(flow.from), address(flow.to), options, payload);
}

export function ip6(flow: Flow, next: number, payload: Buffer): Buffer {
  return join(u32(0x60000000), u16(payload.length), u8(next, 64), address(flow.from), address(flow.to), payload);
}

/** One UDP packet over IPv4 or IPv6, whichever the addresses are. */
export function packet(flow: Flow, payload: Buffer | string, fields: Ip4Fields = {}): Buffer {
  return flow.from.includes(':') ? ip6(flow, 17, udp(flow, payload)) : ip4(flow, 17, udp(flow, payload), fields);
}

export function segment(flow: Flow, fields: TcpFields, payload: Buffer | string = ''): Buffer {
  const inner = tcp(flow, fields, payload);
  return flow.from.includes(':') ? ip6(flow, 6, inner) : ip4(flow, 6, inner);
}

/** An IPv4 packet cut into fragments of `size` bytes of payload (a multiple of 8). */
export function fragments4(flow: Flow, protocol: number, payload: Buffer, size: number, id: number): Buffer[] {
  const all: Buffer[] = [];
  for (let offset = 0; offset < payload.length; offset += size) {
    const more = offset + size < payload.length;
    all.push(ip4(flow, protocol, payload.subarray(offset, offset + size), { id, offset, more }));
  }
  return all;
}

/** The same for IPv6, with the fragment header. */
export function fragments6(flow: Flow, next: number, payload: Buffer, size: number, id: number): Buffer[] {
  const all: Buffer[] = [];
  for (let offset = 0; offset < payload.length; offset += size) {
    const more = offset + size < payload.length ? 1 : 0;
    all.push(ip6(flow, 44, join(u8(next, 0), u16(offset | more), u32(id), payload.subarray(offset, offset + size))));
  }
  return all;
}

const MACS = Buffer.from('0200000000010200000000ff', 'hex');

function etherType(packet: Buffer): number {
  return (packet[0] ?? 0) >> 4 === 6 ? 0x86dd : 0x0800;
}

/** Ethernet around an IP packet, with VLAN tags given as types (0x8100, 0x88a8). */
export function ethernet(inner: Buffer, ...vlans: number[]): Buffer {
  return join(MACS, ...vlans.map((type) => join(u16(type), u16(100))), u16(etherType(inner)), inner);
}

/** Ethernet around anything. */
export function ethernetOf(type: number, inner: Buffer): Buffer {
  return join(MACS, u16(type), inner);
}

export function sll(inner: Buffer): Buffer {
  return join(u16(0), u16(1), u16(6), Buffer.alloc(8), u16(etherType(inner)), inner);
}

export function sll2(inner: Buffer, interfaceIndex = 2): Buffer {
  return join(u16(etherType(inner)), u16(0), u32(interfaceIndex), u16(1), u8(0, 6), Buffer.alloc(8), inner);
}

export interface PcapFields {
  readonly linkType?: number;
  readonly bigEndian?: boolean;
  readonly nano?: boolean;
  readonly modified?: boolean;
}

export function pcap(
  packets: readonly Written[],
  { linkType = 1, bigEndian = false, nano = false, modified = false }: PcapFields = {},
): Buffer {
  const w32 = bigEndian ? u32 : (value: number) => u32(value).reverse();
  const w16 = bigEndian ? u16 : (value: number) => u16(value).reverse();
  const magic = modified ? 0xa1b2cd34 : nano ? 0xa1b23c4d : 0xa1b2c3d4;
  const records = packets.map(({ bytes, at = 0, original }) => {
    const time = START + at;
    const fraction = Math.round((time % 1000) * (nano ? 1e6 : 1e3));
    const extra = modified ? Buffer.alloc(8) : Buffer.alloc(0);
    return join(
      w32(Math.floor(time / 1000)),
      w32(fraction),
      w32(bytes.length),
      w32(original ?? bytes.length),
      extra,
      bytes,
    );
  });
  return join(w32(magic), w16(2), w16(4), w32(0), w32(0), w32(262_144), w32(linkType), ...records);
}

/** Packets of Ethernet, ten milliseconds apart, as a pcap file. */
export function capture(...inner: Buffer[]): Buffer {
  return pcap(inner.map((bytes, index) => ({ bytes: ethernet(bytes), at: index * 10 })));
}

export interface InterfaceFields {
  readonly linkType?: number;
  readonly resolution?: number;
  readonly offsetSeconds?: number;
}

export interface PcapngFields {
  readonly bigEndian?: boolean;
  readonly interfaces?: readonly InterfaceFields[];
  readonly block?: 'enhanced' | 'simple' | 'obsolete';
}

export function pcapng(
  packets: readonly Written[],
  { bigEndian = false, interfaces = [{}], block = 'enhanced' }: PcapngFields = {},
): Buffer {
  const w32 = bigEndian ? u32 : (value: number) => u32(value).reverse();
  const w16 = bigEndian ? u16 : (value: number) => u16(value).reverse();
  const blockOf = (type: number, body: Buffer): Buffer => {
    const padded = join(body, Buffer.alloc((4 - (body.length & 3)) & 3));
    return join(w32(type), w32(padded.length + 12), padded, w32(padded.length + 12));
  };
  const option = (code: number, value: Buffer): Buffer =>
    join(w16(code), w16(value.length), value, Buffer.alloc((4 - (value.length & 3)) & 3));
  const section = blockOf(
    0x0a0d0d0a,
    join(
      w32(0x1a2b3c4d),
      w16(1),
      w16(0),
      w32(0xffffffff),
      w32(0xffffffff),
      option(4, Buffer.from('writer')),
      option(0, Buffer.alloc(0)),
    ),
  );
  const descriptions = interfaces.map(({ linkType = 1, resolution, offsetSeconds }) => {
    const options: Buffer[] = [option(2, Buffer.from('eth0'))];
    if (resolution !== undefined) options.push(option(9, u8(resolution)));
    if (offsetSeconds !== undefined)
      options.push(option(14, bigEndian ? join(w32(0), w32(offsetSeconds)) : join(w32(offsetSeconds), w32(0))));
    return blockOf(1, join(w16(linkType), w16(0), w32(0), ...options, option(0, Buffer.alloc(0))));
  });
  const packetBlocks = packets.map(({ bytes, at = 0, original = bytes.length, interfaceIndex = 0 }) => {
    const { resolution = 6, offsetSeconds = 0 } = interfaces[interfaceIndex] ?? {};
    const perSecond = resolution & 0x80 ? 2n ** BigInt(resolution & 0x7f) : 10n ** BigInt(resolution);
    const units =
      (BigInt(Math.round((START + at) * 1000)) * perSecond) / 1_000_000n - BigInt(offsetSeconds) * perSecond;
    const time = join(w32(Number(units >> 32n)), w32(Number(units & 0xffffffffn)));
    if (block === 'simple') return blockOf(3, join(w32(original), bytes));
    if (block === 'obsolete')
      return blockOf(2, join(w16(interfaceIndex), w16(0), time, w32(bytes.length), w32(original), bytes));
    return blockOf(6, join(w32(interfaceIndex), time, w32(bytes.length), w32(original), bytes));
  });
  return join(section, ...descriptions, ...packetBlocks);
}

/** A HEP3 packet around a SIP message. */
export function hep3(flow: Flow, payload: string, at = 0, protocol = 17): Buffer {
  const chunk = (type: number, value: Buffer): Buffer => join(u16(0), u16(type), u16(6 + value.length), value);
  const isSix = flow.from.includes(':');
  const time = START + at;
  const chunks = join(
    chunk(1, u8(isSix ? 10 : 2)),
    chunk(2, u8(protocol)),
    chunk(isSix ? 5 : 3, address(flow.from)),
    chunk(isSix ? 6 : 4, address(flow.to)),
    chunk(7, u16(flow.fromPort ?? 5060)),
    chunk(8, u16(flow.toPort ?? 5060)),
    chunk(9, u32(Math.floor(time / 1000))),
    chunk(10, u32((time % 1000) * 1000)),
    chunk(11, u8(1)),
    chunk(12, u32(2001)),
    chunk(15, Buffer.from(payload)),
  );
  return join('HEP3', u16(6 + chunks.length), chunks);
}

export interface FrameFields {
  readonly opcode?: number;
  readonly final?: boolean;
  readonly mask?: number;
}

/** A WebSocket frame, masked where a mask is given. */
export function webSocketFrame(payload: string, { opcode = 1, final = true, mask }: FrameFields = {}): Buffer {
  const body = Buffer.from(payload);
  const bit = mask === undefined ? 0 : 0x80;
  const length = body.length < 126 ? u8(bit | body.length) : join(u8(bit | 126), u16(body.length));
  const key = mask === undefined ? Buffer.alloc(0) : u32(mask);
  const sent = mask === undefined ? body : Buffer.from(body.map((byte, at) => byte ^ (key[at & 3] ?? 0)));
  return join(u8((final ? 0x80 : 0) | opcode), length, key, sent);
}

export interface RtpFields {
  readonly sequence: number;
  readonly timestamp?: number;
  readonly ssrc?: number;
  readonly payloadType?: number;
}

/** An RTP packet with 160 bytes of payload. */
export function rtp({ sequence, timestamp = sequence * 160, ssrc = 0x1234abcd, payloadType = 0 }: RtpFields): Buffer {
  return join(u8(0x80, payloadType), u16(sequence & 0xffff), u32(timestamp), u32(ssrc), Buffer.alloc(160));
}

export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer;
  readonly stored?: boolean;
  /** Sizes stand behind the data, as writers do that cannot go back. */
  readonly streamed?: boolean;
  readonly encrypted?: boolean;
}

/** A zip archive with its directory; check sums are left zero, nobody reads them. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const w32 = (value: number): Buffer => u32(value).reverse();
  const w16 = (value: number): Buffer => u16(value).reverse();
  const locals = entries.map(({ name, data, stored = false, streamed = false, encrypted = false }) => {
    const packed = stored ? data : deflateRawSync(data);
    const flags = (streamed ? 8 : 0) | (encrypted ? 1 : 0);
    const sizes = streamed ? join(w32(0), w32(0)) : join(w32(packed.length), w32(data.length));
    const head = join(
      w32(0x04034b50),
      w16(20),
      w16(flags),
      w16(stored ? 0 : 8),
      w32(0),
      w32(0),
      sizes,
      w16(name.length),
      w16(0),
      name,
    );
    const descriptor = streamed ? join(w32(0x08074b50), w32(0), w32(packed.length), w32(data.length)) : Buffer.alloc(0);
    return join(head, packed, descriptor);
  });
  return join(...locals, w32(0x02014b50), Buffer.alloc(42), w32(0x06054b50), Buffer.alloc(18));
}
