import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// Nov 24 01:26:03 192.0.2.14 GS_LOG: [00:0b:82:00:a1:be][000][FF01][01001022] Send SIP message: 2 To 192.0.2.1:5060
// Nov 24 01:26:03 192.0.2.14 HT802: [00:0b:82:00:a1:be] SIPStack::Received SIP message: 3 From 192.0.2.1:5060

/** Syslog of Grandstream phones and adapters. */
export const grandstream = directed({
  name: 'grandstream',
  hints: ['sip message: '],
  received: new RegExp(`(?:Received|Recv) SIP message: \\d+ from (?<peer>${ADDRESS})`, 'i'),
  sent: new RegExp(`(?:Send|Sending|Sent) SIP message: \\d+ to (?<peer>${ADDRESS})`, 'i'),
});
