import { frameOf, withPort } from './format.ts';
import type { TextFormat } from './format.ts';

// Internet Protocol Version 4, Src: 192.0.2.10 (192.0.2.10), Dst: 198.51.100.5 (198.51.100.5)
// User Datagram Protocol, Src Port: sip (5060), Dst Port: 23201 (23201)
const NET = /Internet Protocol(?: Version [46])?, Src: (\S+?)(?: \(([^)]+)\))?, Dst: (\S+)(?: \(([^)]+)\))?/;
const PORTS =
  /(User Datagram|Transmission Control|Stream Control Transmission) Protocol, Src Port: (\S+?)(?: \((\d+)\))?, Dst Port: ([^\s,]+)(?: \((\d+)\))?/;
const TIME = /(?:Arrival|Epoch|UTC Arrival) Time: (.+)/;

/** Packet details copied from Wireshark or printed by `tshark -V`: the lines above the SIP part. */
export const wiresharkCopy: TextFormat = {
  name: 'wireshark-copy',
  hints: [
    'internet protocol',
    'gram protocol, src',
    'control protocol, src',
    'transmission protocol, src',
    'arrival time',
    'epoch time',
  ],
  frame(line, times) {
    const time = TIME.exec(line);
    if (time !== null) return frameOf({ adds: true, time: times.read(time[1] ?? '') });
    const net = NET.exec(line);
    if (net !== null)
      return {
        adds: true,
        source: { address: net[2] ?? net[1] ?? '' },
        destination: { address: net[4] ?? net[3] ?? '' },
      };
    const ports = PORTS.exec(line);
    if (ports === null) return undefined;
    const transport = ports[1] === 'User Datagram' ? 'UDP' : ports[1] === 'Transmission Control' ? 'TCP' : 'SCTP';
    return {
      adds: true,
      transport,
      source: withPort('', ports[3] ?? ports[2]),
      destination: withPort('', ports[5] ?? ports[4]),
    };
  },
};
