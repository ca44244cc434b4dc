import type { Lower, Output, Packet } from './packet.ts';

interface WifiContext {
  readonly lower: Lower;
  readonly output: Output;
}

/** 802.11 behind a header of the radio: Prism, radiotap, AVS or PPI, whose length each says itself. */
export function readRadio(
  c: WifiContext,
  p: Packet,
  linkType: number,
  bytes: Buffer,
  start: number,
  end: number,
): void {
  if (start + 8 > end) return;
  const length = radioLength(linkType, bytes, start);
  // radiotap's flags may say that the frame ends with its check sum; IP says its own length, so nothing is cut off here
  if (length >= 8 && start + length < end) readWifi(c, p, bytes, start + length, end);
}

function radioLength(linkType: number, bytes: Buffer, start: number): number {
  if (linkType === 119)
    return bytes.readUInt32BE(start) >>> 12 === 0x80211 ? bytes.readUInt32BE(start + 4) : bytes.readUInt32LE(start + 4);
  if (linkType === 163) return bytes.readUInt32BE(start + 4);
  return bytes.readUInt16LE(start + 2);
}

// Data frame:  control u16 · duration u16 · three addresses · sequence u16 · [fourth address] · [QoS u16 · [HT u32]] · LLC
/** An unencrypted 802.11 data frame down to its LLC header; A-MSDU and encrypted frames are left alone. */
export function readWifi(c: WifiContext, p: Packet, bytes: Buffer, start: number, end: number): void {
  if (start + 24 > end) return;
  const control = bytes.readUInt8(start);
  const flags = bytes.readUInt8(start + 1);
  const isData = (control & 0x0c) === 0x08;
  const isEmpty = (control & 0x40) !== 0;
  if (!isData || isEmpty) return;
  if (flags & 0x40) return c.output.encrypted(p);
  let at = start + 24;
  if ((flags & 3) === 3) at += 6;
  if (control & 0x80) {
    if (at + 2 > end || bytes.readUInt8(at) & 0x80) return;
    at += flags & 0x80 ? 6 : 2;
  }
  // LLC with SNAP: AA AA 03, organisation, Ethernet type
  if (at + 8 > end || bytes.readUInt16BE(at) !== 0xaaaa) return;
  c.lower.etherType(p, bytes.readUInt16BE(at + 6), bytes, at + 8, end);
}
