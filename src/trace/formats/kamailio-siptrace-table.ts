import { ADDRESS, endpoint, frameOf, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// |  1 | 2019-07-18 09:00:18 |  417484 | <Call-ID> |   | INVITE sip:bob@biloxi.example.com SIP/2.0
// a=sendrecv      | INVITE |    | udp:192.0.2.1:5060 | udp:192.0.2.2:5060 | <tag> |   | in  |
const ROW = /^\s*\|\s*\d+\s*\|.*\|\s*(?:[A-Z]{3,12} \S+ SIP\/2\.0|SIP\/2\.0 \d{3})/;
const INLINE = new RegExp(`(?:(udp|tcp|tls|wss?):)(${ADDRESS})\\s*\\|\\s*(?:udp|tcp|tls|wss?):(${ADDRESS})`, 'i');

/** A select from the `sip_trace` table of Kamailio's siptrace module: messages within table cells. */
export const kamailioSiptraceTable: TextFormat = {
  name: 'kamailio-siptrace-table',
  hints: ['sip/2.0'],
  frame(line, times) {
    if (!ROW.test(line)) return undefined;
    const pair = INLINE.exec(line);
    const micros = /\d\d:\d\d:\d\d\s*\|\s*(\d{1,6})\s*\|/.exec(line)?.[1];
    const time = times.read(line);
    const exact = time === undefined || micros === undefined ? time : { ...time, at: time.at + Number(micros) / 1000 };
    return frameOf({
      time: exact,
      transport: transport(pair?.[1]),
      source: endpoint(pair?.[2]),
      destination: endpoint(pair?.[3]),
    });
  },
};
