import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// Nov 24 01:26:03.384 On [0:0]198.51.100.5:5060 received from 192.0.2.10:5060
// Nov 24 01:26:03.391 On [1:0]198.51.100.5:5060 sent to 203.0.113.20:5060
const LOCAL = `\\bOn (?:\\[\\d+:\\d+\\])?(?<local>${ADDRESS})`;

/** sipmsg.log and log.sipd of Oracle (Acme Packet) session border controllers. */
export const oracleSipmsg = directed({
  name: 'oracle-sipmsg',
  hints: [' received from ', ' sent to '],
  received: new RegExp(`${LOCAL} received from (?<peer>${ADDRESS})`, 'i'),
  sent: new RegExp(`${LOCAL} sent to (?<peer>${ADDRESS})`, 'i'),
});
