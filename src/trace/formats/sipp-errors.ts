import { frameOf } from './format.ts';
import type { TextFormat } from './format.ts';

// 2020-04-03	12:20:38.857833	1585896638.857833: Aborting call on unexpected message for Call-Id '1-4004@192.0.2.1': while expecting
// '100' (index 1), received 'SIP/2.0 699 ...
const RECEIVED =
  /(?:unexpected message|Dead call|Discarding message|Unexpected)\b.*(?:received|:)\s*'?(?=[A-Z]+ |SIP\/2\.0)/i;

/** The error log of SIPp (`-trace_err`): each message that it did not expect, in quotation marks. */
export const sippErrors: TextFormat = {
  name: 'sipp-errors',
  hints: ['sip/2.0'],
  frame(line, times) {
    const match = RECEIVED.exec(line);
    if (match === null) return undefined;
    return frameOf({ direction: 'received', time: times.read(line.slice(0, 80).replace(/\t/g, ' ')) });
  },
};
