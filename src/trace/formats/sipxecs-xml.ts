import { endpoint, frameOf } from './format.ts';
import type { TextFormat } from './format.ts';

// <branchNode> <time>2010-01-28T06:07:18.338000Z</time> <source>192.0.2.1:5060</source> ... <message><![CDATA[INVITE ...
const BEGIN = /^\s*<branchNode>/;
const PART = /^\s*<(time|source|destination|sourceAddress|destinationAddress|isOutgoing)>([^<]*)<\//;

/** The XML of sipXecs (`siptrace`, `sipx-trace`). */
export const sipxecsXml: TextFormat = {
  name: 'sipxecs-xml',
  hints: ['<branchnode>', '<time>', '<source', '<destination', '<isoutgoing>'],
  frame(line, times) {
    if (BEGIN.test(line)) return { begins: true, adds: true };
    const part = PART.exec(line);
    const value = part?.[2] ?? '';
    switch (part?.[1]) {
      case 'time':
        return frameOf({ adds: true, time: times.read(value) });
      case 'source':
      case 'sourceAddress':
        return frameOf({ adds: true, source: endpoint(value) });
      case 'destination':
      case 'destinationAddress':
        return frameOf({ adds: true, destination: endpoint(value) });
      case 'isOutgoing':
        return { adds: true, direction: value === 'true' ? 'sent' : 'received' };
      case undefined:
      default:
        return undefined;
    }
  },
};
