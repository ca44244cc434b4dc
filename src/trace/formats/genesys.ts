import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// 13:01:44.405: Sending  [0,UDP] 1022 bytes to 192.0.2.10:5060 >>>>>
// 13:01:44.417: Received [0,UDP] 512 bytes from 192.0.2.10:5060 <<<<<

/** The log of Genesys SIP Server. */
export const genesys = directed({
  name: 'genesys',
  hints: [' bytes to ', ' bytes from '],
  received: new RegExp(`Received\\s+\\[\\d+,(?<transport>UDP|TCP|TLS)\\] \\d+ bytes from (?<peer>${ADDRESS})`, 'i'),
  sent: new RegExp(`Sending\\s+\\[\\d+,(?<transport>UDP|TCP|TLS)\\] \\d+ bytes to (?<peer>${ADDRESS})`, 'i'),
});
