import { frameOf } from './format.ts';
import type { TextFormat } from './format.ts';

// DEBUG - gov.nist.javax.sip.stack.SIPClientTransactionImpl.sendMessage(SIPClientTransactionImpl.java:413) [Sending Message INVITE sip:...
const OURS = /gov\.nist\.javax\.sip.*\[.*SIP\/2\.0(?:\s*$| \d{3})/;

/** The log4j debug log of JAIN SIP: every layer prints the message again in brackets. */
export const jainDebugLog: TextFormat = {
  name: 'jain-debug-log',
  hints: ['gov.nist.javax.sip'],
  frame(line, times) {
    if (!OURS.test(line)) return undefined;
    const direction = /\bsen[dt]/i.test(line) ? 'sent' : /receiv|processMessage/i.test(line) ? 'received' : undefined;
    return frameOf({ time: times.read(line.slice(0, 60)), direction });
  },
};
