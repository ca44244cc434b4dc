import { ADDRESS, endpoint, frameOf, peerFrame, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// +++ 24-11-2026 01:26:03.384123 INFO SIP ::send_sip_udp
// Send to: udp:192.0.2.1:5060                Received from: udp:192.0.2.1:5060
const HEAD = /^\+\+\+ (\d\d-\d\d-\d{4} [\d:.]+) \w+ SIP\b/;
const WAY = new RegExp(`(Send to|Received from): (udp|tcp|tls):(${ADDRESS})`, 'i');

/** The log of Twinkle. */
export const twinkle: TextFormat = {
  name: 'twinkle',
  hints: ['+++ ', 'send to: ', 'received from: '],
  frame(line, times) {
    const head = HEAD.exec(line);
    if (head !== null) return frameOf({ begins: true, adds: true, time: times.read(head[1] ?? '') });
    const way = WAY.exec(line);
    if (way === null) return undefined;
    const frame = peerFrame(
      /^s/i.test(way[1] ?? '') ? 'sent' : 'received',
      endpoint(way[3]),
      frameOf({ transport: transport(way[2]) }),
    );
    return { ...frame, adds: true };
  },
};
