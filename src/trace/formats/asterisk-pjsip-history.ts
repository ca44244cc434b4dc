import { ADDRESS, endpoint, frameOf, peerFrame } from './format.ts';
import type { TextFormat } from './format.ts';

// <--- History Entry 0 Received from 192.0.2.1:5060 at 1463421222 --->
// 00000 1463421222  * <== 192.0.2.1:5060                 REGISTER sip:atlanta.example.com SIP/2.0
const ENTRY = new RegExp(`History Entry \\d+ (Received|Sent) (?:from|to) (${ADDRESS}) at ([\\d.:]+)`, 'i');
const ROW = new RegExp(`(?:^|\\s)\\d{5} ([\\d:.]+)\\s+\\* (<==|==>) (${ADDRESS})\\s+(\\S.*?)\\s*$`);

/** Asterisk `pjsip show history`, its table and its entries. */
export const asteriskPjsipHistory: TextFormat = {
  name: 'asterisk-pjsip-history',
  hints: ['history entry', '* <==', '* ==>'],
  frame(line, times) {
    const entry = ENTRY.exec(line);
    if (entry !== null) {
      const direction = /^r/i.test(entry[1] ?? '') ? 'received' : 'sent';
      return peerFrame(direction, endpoint(entry[2]), frameOf({ time: times.read(entry[3] ?? '') }));
    }
    const row = ROW.exec(line);
    if (row === null) return undefined;
    const startLine = /SIP\/2\.0/.test(row[4] ?? '') ? row[4] : undefined;
    return peerFrame(
      row[2] === '<==' ? 'received' : 'sent',
      endpoint(row[3]),
      frameOf({ time: times.read(row[1] ?? ''), startLine }),
    );
  },
};
