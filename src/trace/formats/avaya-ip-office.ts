import { ADDRESS, endpoint, frameOf, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// 287411mS SIP Call Rx: 241                                  the number is the trunk's, no address
// 12:15:06 1210484664mS SIP Rx: UDP 192.0.2.107:5060 -> 198.51.100.2:5060
const FRAME = new RegExp(
  `(\\d+)\\s?mS SIP (?:Call |Reg |Opt |Trunk |Sub )?([RT])x: ?(?:(UDP|TCP|TLS) )?(?:(${ADDRESS}) -> (${ADDRESS}))?`,
  'i',
);

/** The System Monitor of Avaya IP Office. Its own times count from the start of the box. */
export const avayaIpOffice: TextFormat = {
  name: 'avaya-ip-office',
  hints: ['ms sip '],
  frame(line, times) {
    const match = FRAME.exec(line);
    if (match === null) return undefined;
    const dated = /\d{1,2}:\d\d:\d\d/.test(line.slice(0, match.index))
      ? times.read(line.slice(0, match.index))
      : undefined;
    return frameOf({
      time: dated ?? times.relative(Number(match[1])),
      direction: match[2]?.toUpperCase() === 'R' ? 'received' : 'sent',
      transport: transport(match[3]),
      source: endpoint(match[4]),
      destination: endpoint(match[5]),
    });
  },
};
