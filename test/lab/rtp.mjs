import { createSocket } from 'node:dgram';

/**
 * Sends RTP and receives (and ignores) what comes back: `node rtp.mjs <local port> <remote address> <remote port> <payload type> <seconds> [<frame ms>] [digit]`.
 * With `digit`, RFC 4733 events (payload type 101) instead of the middle of the stream.
 */
const [localPort, address, remotePort, payloadType, seconds, frameMs = 20, digit] = process.argv
  .slice(2)
  .map((value) => (value.includes('.') && Number.isNaN(Number(value)) ? value : Number(value)));
const SIZES = { 0: 8, 8: 8, 18: 1, 111: 3 }; // bytes a millisecond
const SILENCE = { 0: 0xff, 8: 0xd5, 18: 0x00, 111: 0xf8 };
const clock = payloadType === 111 ? 48 : 8;
const size = Math.round((SIZES[payloadType] ?? 1) * frameMs);
const ssrc = (localPort * 2_654_435_761) % 4_294_967_296;
const total = Math.round((seconds * 1000) / frameMs);

function packet(index) {
  const event = digit !== undefined && index > total / 3 && index < total / 3 + 8;
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = (event ? 101 : payloadType) | (index === 0 ? 0x80 : 0);
  header.writeUInt16BE((1000 + index) % 65_536, 2);
  const start = event ? Math.floor(total / 3) + 1 : index;
  header.writeUInt32BE((160_000 + start * frameMs * clock) % 4_294_967_296, 4);
  header.writeUInt32BE(ssrc, 8);
  if (!event) return Buffer.concat([header, Buffer.alloc(size, SILENCE[payloadType] ?? 0)]);
  const duration = (index - start + 1) * frameMs * clock;
  return Buffer.concat([
    header,
    Buffer.from([digit, (index - start >= 4 ? 0x80 : 0) | 10, duration >> 8, duration & 0xff]),
  ]);
}

const socket = createSocket('udp4');
socket.on('error', () => {}); // ICMP of a closed port ends no stream
socket.bind(localPort, () => {
  const begun = performance.now();
  let index = 0;
  const timer = setInterval(() => {
    while (index < total && performance.now() - begun >= index * frameMs) {
      socket.send(packet(index), remotePort, address);
      index += 1;
    }
    if (index >= total) {
      clearInterval(timer);
      setTimeout(() => socket.close(), 500);
    }
  }, 5);
});
