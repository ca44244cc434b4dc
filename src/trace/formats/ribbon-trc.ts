import { frameOf, withPort } from './format.ts';
import type { TextFormat } from './format.ts';

// 1787 12162016 083615.737177:1.01.00.38939.MAJOR .SIPSG: ... received msg for CallId:... from IP/port:192.0.2.10/5000, Local IP/port:198.51.100.5/5000
// RAW PDU:
const FRAME =
  /(received|sent|sending|transmit\w*) msg (?:for|to).*?(?:from|to) IP\/port:\s?([\w.:]+)\/(\d+)(?:,\s*Local IP\/port:\s?([\w.:]+)\/(\d+))?/i;

/** Call trace (.TRC) and debug logs of Ribbon (Sonus) session border controllers. */
export const ribbonTrc: TextFormat = {
  name: 'ribbon-trc',
  hints: [' msg for callid', ' msg to callid', 'ip/port:'],
  frame(line, times) {
    const match = FRAME.exec(line);
    if (match === null) return undefined;
    const peer = withPort(match[2] ?? '', match[3]);
    const local = match[4] === undefined ? undefined : withPort(match[4], match[5]);
    const received = /^r/i.test(match[1] ?? '');
    return frameOf({
      time: times.read(line.slice(0, match.index)),
      direction: received ? 'received' : 'sent',
      source: received ? peer : local,
      destination: received ? local : peer,
    });
  },
};
