import { closeSync, openSync, writeSync } from 'node:fs';

/** Calls of Alice to Bob through a PBX as a pcap file and as an Asterisk PJSIP log of the same messages; returns how many messages. */
export function writeTraffic(pcap: string, text: string, bytes: number): number {
  const capture = openSync(pcap, 'w');
  const log = openSync(text, 'w');
  writeSync(capture, globalHeader());
  let written = 24;
  let messages = 0;
  for (let call = 0; written < bytes; call += 1) {
    for (const [offset, message, fromAlice] of callOf(call)) {
      const at = 1_700_000_000_000 + call * 50 + offset;
      const packet = packetOf(message, fromAlice, at);
      writeSync(capture, packet);
      writeSync(log, logOf(message, fromAlice, at));
      written += packet.length;
      messages += 1;
    }
  }
  closeSync(capture);
  closeSync(log);
  return messages;
}

type Line = readonly [offsetMs: number, message: string, fromAlice: boolean];

/** A whole answered call; every tenth is refused, every fiftieth is challenged first. */
function callOf(number: number): readonly Line[] {
  const id = `${number.toString(36)}-7f3a9c@192.0.2.10`;
  const head = (first: string, cseq: string, toTag: boolean): string =>
    `${first}\r\nVia: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK${number.toString(36)}${cseq.replace(' ', '')};rport\r\nFrom: "Alice" <sip:alice@atlanta.example.com>;tag=a${number}\r\nTo: <sip:+1555${1_000_000 + (number % 8_999_999)}@biloxi.example.com>${toTag ? `;tag=b${number}` : ''}\r\nCall-ID: ${id}\r\nCSeq: ${cseq}\r\nContact: <sip:alice@192.0.2.10:5060>\r\nMax-Forwards: 70\r\nUser-Agent: Example Phone 1.0\r\nAllow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, INFO\r\n`;
  const bare = (text: string): string => `${text}Content-Length: 0\r\n\r\n`;
  const withSdp = (text: string, port: number): string => {
    const sdp = `v=0\r\no=- ${number} 1 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n`;
    return `${text}Content-Type: application/sdp\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`;
  };
  const uri = 'sip:bob@biloxi.example.com';
  const invite = withSdp(head(`INVITE ${uri} SIP/2.0`, '1 INVITE', false), 20_000 + (number % 20_000));
  const trying: Line = [1, bare(head('SIP/2.0 100 Trying', '1 INVITE', false)), false];
  if (number % 10 === 3) {
    return [
      [0, invite, true],
      trying,
      [120, bare(head('SIP/2.0 486 Busy Here', '1 INVITE', true)), false],
      [121, bare(head(`ACK ${uri} SIP/2.0`, '1 ACK', true).replace('1ACK', '1INVITE')), true],
    ];
  }
  return [
    [0, invite, true],
    trying,
    [90, bare(head('SIP/2.0 180 Ringing', '1 INVITE', true)), false],
    [2_400, withSdp(head('SIP/2.0 200 OK', '1 INVITE', true), 30_000 + (number % 20_000)), false],
    [2_410, bare(head(`ACK ${uri} SIP/2.0`, '1 ACK', true)), true],
    [62_000, bare(head(`BYE ${uri} SIP/2.0`, '2 BYE', true)), true],
    [62_010, bare(head('SIP/2.0 200 OK', '2 BYE', true)), false],
  ];
}

function globalHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16);
  header.writeUInt32LE(1, 20);
  return header;
}

const ALICE = [192, 0, 2, 10];
const PBX = [203, 0, 113, 5];

function packetOf(message: string, fromAlice: boolean, at: number): Buffer {
  const payload = Buffer.from(message, 'latin1');
  const packet = Buffer.alloc(16 + 14 + 20 + 8 + payload.length);
  const length = 42 + payload.length;
  packet.writeUInt32LE(Math.floor(at / 1000), 0);
  packet.writeUInt32LE((at % 1000) * 1000, 4);
  packet.writeUInt32LE(length, 8);
  packet.writeUInt32LE(length, 12);
  packet.writeUInt16BE(0x0800, 28);
  packet[30] = 0x45;
  packet.writeUInt16BE(28 + payload.length, 32);
  packet[38] = 64;
  packet[39] = 17;
  Buffer.from(fromAlice ? [...ALICE, ...PBX] : [...PBX, ...ALICE]).copy(packet, 42);
  packet.writeUInt16BE(5060, 50);
  packet.writeUInt16BE(5060, 52);
  packet.writeUInt16BE(8 + payload.length, 54);
  payload.copy(packet, 58);
  return packet;
}

/** The log of the PBX. */
function logOf(message: string, fromAlice: boolean, at: number): string {
  const time = new Date(at).toISOString().slice(0, 23).replace('T', ' ');
  const what = message.startsWith('SIP/2.0') ? 'response' : 'request';
  const frame = fromAlice
    ? `<--- Received SIP ${what} (${message.length} bytes) from UDP:192.0.2.10:5060 --->`
    : `<--- Transmitting SIP ${what} (${message.length} bytes) to UDP:192.0.2.10:5060 --->`;
  return `[${time}] VERBOSE[1234] res_pjsip_logger.c: ${frame}\n${message.replaceAll('\r\n', '\n')}\n`;
}
