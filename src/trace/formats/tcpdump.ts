import { dottedEndpoint, frameOf } from './format.ts';
import type { TextFormat } from './format.ts';

// 14:41:44.404801 IP 192.0.2.176.5060 > 192.0.2.122.5060: SIP: INVITE sip:12345@192.0.2.122 SIP/2.0
// 13:14:54.885095 ens5  Out IP (tos 0x0, ttl 64, ..., proto UDP (17), length 673)
//     192.0.2.94.5080 > 203.0.113.131.5060: [udp sum ok] SIP, length: 645           -v: the addresses on the second line
const HEAD = /^\s*(.*?\d\d:\d\d:\d\d\.\d+Z?|\d{1,10}\.\d{4,9}|)\s*(?:[\w.@-]+\s+(?:In|Out|B|M|P)\s+)?\bIP6? (.*)$/;
const VERBOSE = /^\((?:tos|class|flowlabel|hlim)\b.*?(?:proto|next-header) (?:Options \(0\) )?(UDP|TCP|SCTP)/;
const PAIR = /^\s*([\w.:-]+) > ([\w.:-]+?): (.*)$/;
const START = /SIP: (?:\[.*?\] )?((?:[A-Z]{2,20} \S+ SIP\/2\.0|SIP\/2\.0 \d{3}\b.*?))\s*$/;

/** tcpdump in text: summary lines, -v, and -A with the message below. */
export const tcpdump: TextFormat = {
  name: 'tcpdump',
  hints: [' > ', ' ip (', ' ip6 ('],
  frame(line, times) {
    const head = HEAD.exec(line);
    const time = head === null ? undefined : times.read(head[1] ?? '');
    const verbose = VERBOSE.exec(head?.[2] ?? '');
    if (verbose !== null)
      return frameOf({ begins: true, adds: true, once: true, time, transport: verbose[1] === 'TCP' ? 'TCP' : 'UDP' });
    const pair = PAIR.exec(head?.[2] ?? line);
    if (pair === null || (head === null && !/^\s+[\w:-]+[.:][\w.:-]+ > /.test(line))) return undefined;
    return frameOf({
      begins: head !== null,
      adds: head === null || undefined,
      once: true,
      time,
      transport: head === null ? undefined : /Flags \[/.test(line) ? 'TCP' : 'UDP',
      source: dottedEndpoint(pair[1]),
      destination: dottedEndpoint(pair[2]),
      startLine: START.exec(pair[3] ?? '')?.[1],
    });
  },
};
