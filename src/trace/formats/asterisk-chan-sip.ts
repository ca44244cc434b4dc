import { ADDRESS, endpoint, frameOf, peerFrame, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// <--- SIP read from UDP:192.0.2.1:5060 --->                    from 1.6 on, before without the transport, or UDP://192.0.2.1:5060
// <--- Reliably Transmitting (no NAT) to 192.0.2.1:5060 --->
// Retransmitting #2 (NAT) to 192.0.2.1:5060:
const READ = new RegExp(`SIP read from (?:(UDP|TCP|TLS|WSS?):(?://)?)?(${ADDRESS})`, 'i');
const SENT = new RegExp(
  `(?:Ret|T)ransmitting(?: #\\d+)? \\((?:no )?NAT\\) to (?:(UDP|TCP|TLS|WSS?):(?://)?)?(${ADDRESS})`,
  'i',
);

/** Asterisk `sip set debug on` (chan_sip), console or `full` log. */
export const asteriskChanSip: TextFormat = {
  name: 'asterisk-chan-sip',
  hints: ['sip read from', 'transmitting'],
  frame(line, times) {
    const read = READ.exec(line);
    const match = read ?? SENT.exec(line);
    if (match === null) return undefined;
    const rest = frameOf({ time: times.read(line.slice(0, match.index)), transport: transport(match[1]) });
    return peerFrame(read === null ? 'sent' : 'received', endpoint(match[2]), rest);
  },
};
