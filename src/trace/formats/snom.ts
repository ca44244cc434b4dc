import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// Sent to udp:192.0.2.1:5060 at 24/11/2026 01:26:03:384 (617 bytes):      Received from udp:192.0.2.1:5060 at ...
// Recv from udp: 192.0.2.1:5060 00:00:00:01:066 (937 bytes)               Technicolor and Thomson write it so
const TAIL = `(?<transport>udp|tcp|tls)[:/ ]\\s?(?<peer>${ADDRESS})(?:.*? at (?<time>[\\d/]+ [\\d:.]+))?`;

/** The SIP trace page of Snom phones and of phones that print the same frame. */
export const snom = directed({
  name: 'snom',
  hints: [
    'sent to udp',
    'sent to tcp',
    'sent to tls',
    'received from udp',
    'received from tcp',
    'received from tls',
    'recv from ',
    'send to udp',
  ],
  received: new RegExp(`(?:Received|Recv) from ${TAIL}`, 'i'),
  sent: new RegExp(`(?:Sent|Send) to ${TAIL}`, 'i'),
});
