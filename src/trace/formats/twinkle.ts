import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// +++ 24-11-2026 01:26:03.384123 INFO SIP ::send_sip_udp
// Send to: udp:192.0.2.1:5060                Received from: udp:192.0.2.1:5060
const TAIL = `(?<transport>udp|tcp|tls):(?<peer>${ADDRESS})`;

/** The log of Twinkle. */
export const twinkle = directed({
  name: 'twinkle',
  hints: ['send to: ', 'received from: '],
  received: new RegExp(`Received from: ${TAIL}`, 'i'),
  sent: new RegExp(`Send to: ${TAIL}`, 'i'),
});
