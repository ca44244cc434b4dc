import { ADDRESS, endpoint, frameOf, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// |01:26:03.384 |192.0.2.10:5060| --INVITE--> |198.51.100.5:5060|      the ladder is passed over, its messages follow as text:
// 01:26:03.384 TCP 192.0.2.10:5060 --> 198.51.100.5:5060
// octets: 617, Body Length: 236
// ingress: { L192.0.2.10:5060/R198.51.100.5:40000/TLS/0x1 }            egress: the same with both ends of this host's connection
const SIDES = new RegExp(`\\b(ingress|egress): \\{ ?L(${ADDRESS})/R(${ADDRESS})/(UDP|TCP|TLS)`, 'i');

/** Avaya Session Manager: the log that traceSM reads and saves. */
export const avayaTracesm: TextFormat = {
  name: 'avaya-tracesm',
  hints: ['ingress: {', 'egress: {'],
  frame(line, times) {
    const match = SIDES.exec(line);
    if (match === null) return undefined;
    const received = /^i/i.test(match[1] ?? '');
    return frameOf({
      adds: true,
      time: times.read(line.slice(0, match.index)),
      direction: received ? 'received' : 'sent',
      source: endpoint(received ? match[3] : match[2]),
      destination: endpoint(received ? match[2] : match[3]),
      transport: transport(match[4]),
    });
  },
};
