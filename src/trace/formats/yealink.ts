import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// <134>Nov 24 01:26:03 sua [1176]: SUA <6+info  > [000] >>>>>>>>>>>>>>>>>>>> send to 192.0.2.1:5060     each line of the message has
// <134>Nov 24 01:26:03 sua [1176]: SUA <6+info  > [000] Message sent: (to dest=192.0.2.1:5060)           its own syslog prefix

/** Yealink phones, one syslog line for every line of a message. */
export const yealink = directed({
  name: 'yealink',
  hints: ['sua [', 'sua<', 'sip  <', 'sip <'],
  received: new RegExp(
    `(?:sua|sip)\\b.*?(?:received|recv|<<<+).*?(?:from|src)[ =:]*(?:\\w{3}:)?(?<peer>${ADDRESS})`,
    'i',
  ),
  sent: new RegExp(`(?:sua|sip)\\b.*?(?:sent|send|>>>+).*?(?:to|dest)[ =:]+(?:\\w{3}:)?(?<peer>${ADDRESS})`, 'i'),
});
