/** One packet as its file has it: `bytes[start..end)` is valid during the call only. */
export interface Captured {
  bytes: Buffer;
  start: number;
  end: number;
  /** LINKTYPE_ value (tcpdump.org/linktypes.html). */
  linkType: number;
  /** Milliseconds since the epoch; NaN where the file has no time for it. */
  at: number;
  /** How long the packet was on the wire. */
  originalBytes: number;
  interfaceId: number;
}

/** Where a container reader puts packets and what is wrong with the file. */
export interface ContainerSink {
  packet(captured: Captured): void;
  problem(kind: string, detail?: string): void;
}

/** Reads one kind of capture file piece by piece. */
export interface Container {
  push(chunk: Uint8Array): void;
  end(): void;
}

/** A packet or block that claims to be longer than this is a sign of a damaged file (Wireshark's limit is 256 KiB). */
export const MAX_PACKET_BYTES = 0x40000;
