import { ADDRESS, endpoint, frameOf, peerFrame, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// <--- Received SIP request (1216 bytes) from UDP:192.0.2.1:5060 --->
// <--- Transmitting SIP response (401 bytes) to TLS:[2001:db8::1]:5061 --->
const FRAME = new RegExp(
  `(Received|Transmitting) SIP (?:request|response)(?: \\(\\d+ bytes\\))? (?:from|to) (?:(UDP|TCP|TLS|WSS?):)?(${ADDRESS})`,
  'i',
);

/** Asterisk `pjsip set logger on` (res_pjsip_logger), console or `full` log. */
export const asteriskPjsip: TextFormat = {
  name: 'asterisk-pjsip',
  hints: [
    'sip request (',
    'sip response (',
    'sip request from',
    'sip request to',
    'sip response from',
    'sip response to',
  ],
  frame(line, times) {
    const match = FRAME.exec(line);
    if (match === null) return undefined;
    const rest = frameOf({ time: times.read(line.slice(0, match.index)), transport: transport(match[2]) });
    return peerFrame(/^r/i.test(match[1] ?? '') ? 'received' : 'sent', endpoint(match[3]), rest);
  },
};
