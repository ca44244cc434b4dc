import { frameOf, transport, withPort } from './format.ts';
import type { TextFormat } from './format.ts';

// ====================
// tag: rcv
// time: 1795481323.352199
// proto: udp ipv4
// srcip: 192.0.2.10        and srcport, dstip, dstport
// ~~~~~~~~~~~~~~~~~~~~
const LINE = /^\s*(tag|pid|process|time|date|proto|srcip|srcport|dstip|dstport):\s*(\S+)/;

/** The file that Kamailio's sipdump module writes. */
export const kamailioSipdump: TextFormat = {
  name: 'kamailio-sipdump',
  hints: ['tag: ', 'pid: ', 'process: ', 'date: ', 'time: ', 'proto: ', 'srcip:', 'srcport:', 'dstip:', 'dstport:'],
  frame(line, times) {
    const match = LINE.exec(line);
    const value = match?.[2] ?? '';
    switch (match?.[1]) {
      case 'tag':
        return /^(rcv|snd)$/.test(value)
          ? { begins: true, adds: true, direction: value === 'rcv' ? 'received' : 'sent' }
          : undefined;
      case 'time':
        return /^\d{9,10}\./.test(value) ? frameOf({ adds: true, time: times.read(value) }) : undefined;
      case 'proto':
        return frameOf({ adds: true, transport: transport(value) });
      case 'srcip':
        return { adds: true, source: { address: value } };
      case 'dstip':
        return { adds: true, destination: { address: value } };
      case 'srcport':
        return { adds: true, source: withPort('', value) };
      case 'dstport':
        return { adds: true, destination: withPort('', value) };
      case undefined:
        return undefined;
      default:
        return { adds: true };
    }
  },
};
